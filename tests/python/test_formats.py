"""Word files, workbooks, web pages and text: what is read from them, and what is refused."""

from __future__ import annotations

import codecs
import multiprocessing
import os
import shutil
import struct
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_up import add_template, made_up_parts
from openpyxl.styles import Font, PatternFill

from benchmarks.documents.files import Merged, merged_cells, write_file
from documents import (
    Grid,
    Part,
    PrintedTable,
    build_parts,
    units_of_accounts,
    units_with_all_funds,
)
from ingest import __main__ as command
from ingest.disclosure import Disclosure, read_disclosure
from ingest.document import BlockKind, Document
from ingest.errors import IngestError
from ingest.formats import read_document, read_together
from ingest.limits import Limits, Meter
from ingest.number_format import UnknownFormatError, shown
from ingest.numbering import chinese
from ingest.regions import Regions
from ingest.template import read_catalogue
from ingest.workers import Lost, read_all

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = read_catalogue(ROOT)
REGIONS = Regions.read(ROOT / "seeds" / "reference" / "ref_regions.csv")
SUFFIXES = (".docx", ".xlsx", ".html", ".pdf")
PLACES = {"source_page", "source_line", "source_file", "source_sha256"}
PROSE = "\n\n".join(
    [
        "# 第二部分 2024年部门预算情况说明",
        "## 一、收支预算总体情况",
        "2024年收入总预算2151.29万元，支出总预算2151.29万元，比上年增加12.30万元，增长0.57%。",
        "## 二、三公经费情况",
        "2024年公务接待费预算3.36万元，与上年持平。",
    ]
)


def rows_of(document: Document) -> list[list[str]]:
    """Return the cells of the rows of a document."""
    return [list(block.cells) for block in document if block.kind is BlockKind.ROW]


def prose_of(document: Document) -> list[str]:
    """Return what stands outside of tables."""
    return [block.text for block in document if block.kind is not BlockKind.ROW]


def refusal(path: Path, limits: Limits | None = None) -> str:
    """Return the message with which a file is refused."""
    with pytest.raises(IngestError) as error:
        read_document(path, limits or Limits())
    (problem,) = error.value.problems
    assert problem.file == str(path)
    assert problem.action
    return str(problem)


def raw_tables(paths: Sequence[Path], project: Path = ROOT) -> dict[str, list[tuple[str, ...]]]:
    """Return the raw tables of a document, without the places of their rows."""
    catalogue = read_catalogue(project)
    disclosure = read_disclosure(paths, catalogue, REGIONS, "450200")
    return {
        name: [
            tuple(
                cell
                for column, cell in zip(catalogue.output_columns[name], row, strict=True)
                if column not in PLACES
            )
            for row in rows
        ]
        for name, rows in disclosure.rows.items()
    }


# One document in every format


@pytest.fixture(scope="module")
def made_up_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with one more template."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("statements", "templates", "reference"):
        shutil.copytree(ROOT / "seeds" / name, folder / "seeds" / name)
    add_template(folder)
    return folder


DOCUMENTS: dict[str, Callable[[], list[Part]]] = {
    "plain": build_parts,
    "all funds, over pages, in 元": lambda: build_parts(
        units=units_with_all_funds(),
        currency_unit="元",
        rows_per_page=10,
        repeat_titles=True,
        page_numbers=True,
        half_width_brackets=True,
    ),
    "misprints and prose": lambda: build_parts(
        misprinted_t10=True, extra_text=PROSE, grouped=False, decimals=3
    ),
    "negative in brackets, no codes": lambda: build_parts(
        department_code=None, negative="brackets", full_width_digits=True, levels=True
    ),
}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_one_document_is_the_same_in_every_format(name: str, suffix: str, tmp_path: Path) -> None:
    """The raw tables of a document do not depend on its format, but for the places."""
    parts = DOCUMENTS[name]()
    text = raw_tables([write_file(tmp_path / "document.txt", parts)])
    assert sum(map(len, text.values())) > 100
    assert raw_tables([write_file(tmp_path / f"document{suffix}", parts)]) == text
    if "prose" in name:
        assert len(text["narrative_claims"]) > 3


FAMILIES: dict[str, dict[str, object]] = {
    **{template: {"template": template} for template in CATALOGUE.templates},
    "codes in three cells, numbered lines": {
        **{"template": "national-final", "code_cells": True, "total_in_header": True},
        **{"level": "unit", "lines_numbered": True, "blank_zeros": False},
    },
    "pages without a header": {
        **{"template": "national-final", "rows_per_page": 9, "repeat_headers": False},
        "page_numbers": True,
    },
    "pages with the title again": {
        **{"template": "shanghai-unit", "rows_per_page": 7, "repeat_titles": True},
        "grouped": False,
    },
}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_the_same_in_every_format(family: str, suffix: str, tmp_path: Path) -> None:
    """A document of each family gives the same raw tables, whatever file it is."""
    printed: dict[int | str, PrintedTable] = {}
    parts = build_parts(
        department_code=None,
        department_name="上海市静安区虚构事务局",
        units=units_of_accounts(),
        edit=printed.update,
        **FAMILIES[family],
    )
    text = raw_tables([write_file(tmp_path / "document.txt", parts)])
    assert raw_tables([write_file(tmp_path / f"document{suffix}", parts)]) == text
    for table in printed.values():
        rows = [tuple(row.values()) for row in table.raw]
        assert [row[-len(rows[0]) :] for row in text[table.statement]] == rows


def test_codes_in_three_cells_are_the_same_in_every_format(
    made_up_project: Path, tmp_path: Path
) -> None:
    """A template of its own: 类, 款 and 项 in cells of their own, units of single tables."""
    parts = made_up_parts(made_up_project)
    text = raw_tables([write_file(tmp_path / "document.txt", parts)], made_up_project)
    for suffix in SUFFIXES:
        found = raw_tables([write_file(tmp_path / f"document{suffix}", parts)], made_up_project)
        assert found == text, suffix


def test_headers_are_merged_as_documents_merge_them() -> None:
    """A label covers what is blank beside and below it, and no more."""
    header = [["科目", "", "支出", ""], ["编码", "名称", "合计", "其中"], ["", "1", "2", "3"]]
    assert merged_cells(Grid(header, [])) == [Merged(0, 0, 1, 2), Merged(0, 2, 1, 2)]
    header = [["名称", "合计", "其中", ""], ["", "", "基本", "项目"]]
    assert merged_cells(Grid(header, [])) == [
        Merged(0, 0, 2, 1),
        Merged(0, 1, 2, 1),
        Merged(0, 2, 1, 2),
    ]


# Word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(folder: Path, body: str, name: str = "预算.docx", **parts: str) -> Path:
    """Write a Word file of these elements, with further parts (styles, numbering, footnotes)."""
    kinds = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{part}+xml"/>' for part in parts
    )
    related = "".join(
        f'<Relationship Id="r{part}" Type="{OFFICE}/{part}" Target="{part}.xml"/>' for part in parts
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{related}</Relationships>",
        "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
        **{f"word/{part}.xml": content for part, content in parts.items()},
    }
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return path


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """Return a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str = "", properties: str = "") -> str:
    """Return a cell; text that begins with an element is its content."""
    content = text if text.startswith("<") else p(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


SPAN2 = '<w:gridSpan w:val="2"/>'
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


class TestWord:
    """What Word and WPS show of a document."""

    def test_merged_header_cells(self, tmp_path: Path) -> None:
        """A cell merged across or down prints at its first place, and is blank further on."""
        table = tbl(
            tr(tc("科目", SPAN2), tc("合计", DOWN), tc("其中", SPAN2)),
            tr(tc("编码"), tc("名称"), tc("看不见", ON), tc("基本"), tc("项目")),
            tr(tc("201"), tc("一般公共服务"), tc("3.00"), tc("1.00"), tc("2.00")),
        )
        assert rows_of(read_document(word(tmp_path, table))) == [
            ["科目", "", "合计", "其中", ""],
            ["编码", "名称", "", "基本", "项目"],
            ["201", "一般公共服务", "3.00", "1.00", "2.00"],
        ]

    def test_cells_merged_across_and_down(self, tmp_path: Path) -> None:
        """A cell over two columns and two rows is one cell; the old way of merging is known."""
        table = tbl(
            tr(tc("科目", SPAN2 + DOWN), tc("金额")),
            tr(tc("", SPAN2 + ON), tc("万元")),
            tr(tc("合计", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("1.00")),
        )
        assert rows_of(read_document(word(tmp_path, table))) == [
            ["科目", "", "金额"],
            ["", "", "万元"],
            ["合计", "", "1.00"],
        ]

    def test_a_cell_that_goes_on_from_nothing_is_read(self, tmp_path: Path) -> None:
        """A cell that claims to go on where nothing above does is a cell of its own."""
        table = tbl(tr(tc("甲"), tc("乙")), tr(tc("丙", SPAN2 + ON)), tr(tc("1"), tc("2")))
        assert rows_of(read_document(word(tmp_path, table)))[1] == ["丙", ""]

    def test_rows_that_start_and_end_inside_the_grid(self, tmp_path: Path) -> None:
        """Columns left out before and after a row keep the others in their places."""
        left_out = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
        table = tbl(
            tr(tc("一"), tc("二"), tc("三"), tc("四")), tr(tc("2"), tc("3"), properties=left_out)
        )
        assert rows_of(read_document(word(tmp_path, table)))[1] == ["", "2", "3", ""]

    def test_lines_of_a_cell_are_joined(self, tmp_path: Path) -> None:
        """Paragraphs and breaks in a cell make one line, but two numbers stay two."""
        broken = "<w:p><w:r><w:t>一般公共</w:t><w:br/><w:t>服务</w:t></w:r></w:p>"
        table = tbl(
            tr(tc(broken + p("支出")), tc(p("12.00") + p("34.00"))), tr(tc("合\u3000计"), tc("1"))
        )
        assert rows_of(read_document(word(tmp_path, table))) == [
            ["一般公共服务支出", "12.00 34.00"],
            ["合\u3000计", "1"],
        ]

    def test_title_and_unit_in_the_frame_of_a_table_are_lines(self, tmp_path: Path) -> None:
        """Rows over the header that are one merged cell stand over the table."""
        whole = '<w:gridSpan w:val="3"/>'
        table = tbl(
            tr(tc("部门收入总表", whole)),
            tr(tc("单位：万元", whole)),
            tr(tc("科目"), tc("本年"), tc("上年")),
            tr(tc("合计"), tc(""), tc("")),
            tr(tc("注：不含结转。", whole)),
        )
        document = read_document(word(tmp_path, table))
        assert prose_of(document) == ["部门收入总表", "单位：万元", "注：不含结转。"]
        assert document.blocks[-1].kind is BlockKind.NOTE
        assert rows_of(document) == [["科目", "本年", "上年"], ["合计", "", ""]]

    def test_headings_by_style(self, tmp_path: Path) -> None:
        """A heading is known by its style, by one it is based on, or by its level."""
        styles = (
            f'<w:styles {W}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
            '</w:style><w:style w:type="paragraph" w:styleId="a"><w:name w:val="公文标题"/>'
            '<w:basedOn w:val="1"/></w:style><w:style w:type="paragraph" w:styleId="t"><w:name '
            'w:val="toc 1"/></w:style></w:styles>'
        )
        toc = (
            '<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>一、概况</w:t><w:tab/><w:t>3</w:t>'
        )
        body = (
            p("示例局预算", '<w:pStyle w:val="1"/>')
            + p("预算说明", '<w:pStyle w:val="a"/>')
            + p("名词解释", '<w:outlineLvl w:val="0"/>')
            + p("支出3万元。", '<w:pStyle w:val="1"/>')
            + f"{toc}</w:r></w:p>"
            + p("正文")
        )
        document = read_document(word(tmp_path, body, styles=styles))
        assert [(block.kind.name, block.text) for block in document] == [
            ("HEADING", "# 示例局预算"),
            ("HEADING", "# 预算说明"),
            ("HEADING", "# 名词解释"),
            ("PARAGRAPH", "支出3万元。"),
            ("PARAGRAPH", "一、概况……3"),
            ("PARAGRAPH", "正文"),
        ]

    def test_numbers_of_lists_are_printed(self, tmp_path: Path) -> None:
        """Numbers that Word makes stand in front of the text, in the form of their list."""
        levels = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt '
            'w:val="decimal"/><w:lvlText w:val="（%1.%2）"/></w:lvl>'
        )
        numbering = (
            f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2">'
            '<w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
            "</w:lvlOverride></w:num></w:numbering>"
        )

        def item(text: str, depth: int = 0, number: int = 1) -> str:
            about = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            return p(text, about)

        body = item("职责") + item("机构") + item("甲", 1) + item("乙", 1) + item("预算")
        body += item("丙", 1) + item("附件", number=2)
        document = read_document(word(tmp_path, body, numbering=numbering))
        texts = ["一、职责", "二、机构", "（二.1）甲", "（二.2）乙", "三、预算", "（三.1）丙"]
        assert prose_of(document) == [*texts, "一、附件"]
        assert document.blocks[0].kind is BlockKind.HEADING

    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (103, "一百零三"),
            (1010, "一千零一十"),
        ],
    )
    def test_chinese_numbers(self, number: int, text: str) -> None:
        """Numbers of headings are written as people write them."""
        assert chinese(number) == text

    @pytest.mark.parametrize(
        "hidden",
        [
            p("999.99", run="<w:vanish/>"),
            p("999.99", run='<w:rStyle w:val="h"/>'),
            p("999.99", run='<w:color w:val="FFFFFF"/>'),
            "<w:p><w:del><w:r><w:delText>999.99</w:delText></w:r></w:del></w:p>",
            "<w:p><w:moveFrom><w:r><w:t>999.99</w:t></w:r></w:moveFrom></w:p>",
            "<w:p><w:r><w:instrText>PAGE 999.99</w:instrText></w:r></w:p>",
            tbl(tr(tc("甲"), tc("999.99"), properties="<w:hidden/>")),
        ],
        ids=["vanish", "style", "white", "deleted", "moved", "field", "row"],
    )
    def test_what_is_hidden_is_not_read(self, tmp_path: Path, hidden: str) -> None:
        """What Word does not show is not published."""
        styles = (
            f'<w:styles {W}><w:style w:type="character" w:styleId="h"><w:name w:val="x"/>'
            "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
        )
        path = word(tmp_path, p("可见") + hidden + p("后面"), styles=styles)
        assert prose_of(read_document(path)) == ["可见", "后面"]

    def test_white_text_on_a_field_is_read(self, tmp_path: Path) -> None:
        """White letters on a coloured cell are a header."""
        white = p("合计", run='<w:color w:val="FFFFFF"/>')
        table = tbl(tr(tc(white, '<w:shd w:fill="003366"/>'), tc("项目")), tr(tc("1"), tc("2")))
        assert rows_of(read_document(word(tmp_path, table)))[0] == ["合计", "项目"]

    def test_changes_and_controls_are_read_as_shown(self, tmp_path: Path) -> None:
        """What was put in by a tracked change or stands in a control is text; switches count."""
        body = (
            "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins></w:p>"
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
            + p("可见", run='<w:vanish w:val="0"/>')
        )
        assert prose_of(read_document(word(tmp_path, body))) == ["新增", "控件", "可见"]

    def test_a_text_box_is_read_once(self, tmp_path: Path) -> None:
        """A text box is stored for newer and older programs; a table in it is a table."""
        box = f"<w:txbxContent>{p('框内')}{tbl(tr(tc('甲'), tc('1')), tr(tc('乙'), tc('2')))}"
        box += "</w:txbxContent>"
        body = (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
            f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r><w:r><w:t>锚</w:t></w:r></w:p>"
        )
        document = read_document(word(tmp_path, body))
        assert prose_of(document) == ["锚", "框内"]
        assert rows_of(document) == [["甲", "1"], ["乙", "2"]]

    def test_tables_in_a_table_that_only_places_them(self, tmp_path: Path) -> None:
        """A table around tables is no table; a small one within a cell is text of the cell."""
        inner = tbl(tr(tc("科目"), tc("金额")), tr(tc("合计"), tc("1.00")))
        document = read_document(word(tmp_path, tbl(tr(tc(p("左") + inner), tc(p("右"))))))
        assert [block.text for block in document] == ["左", "科目\t金额", "合计\t1.00", "右"]
        small = tbl(tr(tc("单位"), tc("万元")))
        table = tbl(tr(tc(p("金额") + small), tc("科目")), tr(tc("1"), tc("2")))
        assert rows_of(read_document(word(tmp_path, table)))[0] == ["金额单位万元", "科目"]

    def test_footnotes_are_notes_and_no_digits(self, tmp_path: Path) -> None:
        """A footnote is a note behind its paragraph, and a raised mark is no digit."""
        notes = (
            f'<w:footnotes {W}><w:footnote w:id="2">{p("含上年结转。")}</w:footnote></w:footnotes>'
        )
        body = (
            '<w:p><w:r><w:t>支出12.00</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
            '<w:p><w:r><w:t>收入12.00</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/>'
            "</w:rPr><w:t>1</w:t></w:r></w:p>"
        )
        document = read_document(word(tmp_path, body, footnotes=notes))
        assert prose_of(document) == ["支出12.00", "含上年结转。", "收入12.00¹"]
        assert document.blocks[1].kind is BlockKind.NOTE

    def test_characters_that_stand_for_others(self, tmp_path: Path) -> None:
        """Hyphens that do not break are hyphens, those that may break are nothing."""
        body = (
            "<w:p><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1\u00ad\u200b2</w:t><w:softHyphen/>"
            "<w:tab/><w:t>单位：元</w:t></w:r></w:p>"
        )
        assert prose_of(read_document(word(tmp_path, body))) == ["A-12  单位：元"]

    def test_lines_are_numbered_through_the_document(self, tmp_path: Path) -> None:
        """Each line and each row has a number of its own; tables are told apart."""
        table = tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2")))
        document = read_document(word(tmp_path, p("一") + table + p("二") + p("三") + table))
        assert [block.place.line for block in document] == [1, 2, 3, 4, 5, 6, 7]
        assert [block.grid for block in document] == [0, 1, 1, 0, 0, 2, 2]
        assert (document.name, len(document.sha256)) == ("预算.docx", 64)

    def test_what_cannot_be_opened(self, tmp_path: Path) -> None:
        """A Word file without its text, or with a part of another kind, is refused."""
        path = word(tmp_path, "<w:altChunk/>")
        assert "a part that is another file" in refusal(path)
        assert "text that can be seen and copied; found none" in refusal(word(tmp_path, p()))
        assert "cannot be opened" in refusal(word(tmp_path, "<w:p>"))


# Workbooks


def workbook(folder: Path, fill: Callable[[Any], object]) -> Path:
    """Write a workbook whose first sheet is called 表3."""
    book = openpyxl.Workbook()
    book.active.title = "表3"
    fill(book.active)
    path = folder / "预算.xlsx"
    book.save(path)
    return path


class TestNumberFormats:
    """A cell shows its number as its format says."""

    @pytest.mark.parametrize(
        ("value", "number_format", "text"),
        [
            (0.1 + 0.2, "General", "0.3"),
            (2010301, "General", "2010301"),
            (4555.0, "G/通用格式", "4555"),
            (1234.5678912345, "General", "1234.567891"),
            (450200103001, "General", "450200103001"),
            (-0.5, "General", "-0.5"),
            (1234.5, "#,##0.00", "1,234.50"),
            (2.675, "0.00", "2.68"),
            (1.005, "0.00", "1.01"),
            (1234567.891, "#,##0", "1,234,568"),
            (12345678.9, "#,##0.00,", "12,345.68"),
            (12345678, "0!.0000", "1234.5678"),
            (5, '0"."0000"万元"', "0.0005万元"),
            (0.4567, "0.0%", "45.7%"),
            (7, "00", "07"),
            (0.5, "#.##", "0.5"),
            (5, "#.##", "5"),
            (0, "#.##", ""),
            (-5.2, "#,##0.00_);(#,##0.00)", "(5.20)"),
            (-5.2, "0.00;（0.00）", "（5.20）"),
            (-5.2, "#,##0.00;[Red]-#,##0.00", "-5.20"),
            (-5.2, "#,##0.00;[Red]#,##0.00", "-5.20"),
            (0, "#,##0.00;-#,##0.00;", ""),
            (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
            (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
            (-3.5, '[=0]"-";0.00', "-3.50"),
            (0, '[=0]"-";0.00', "-"),
            (3.5, "[$¥-804]#,##0.00", "¥3.50"),
            (1.5, ";;;", ""),
            ("无", ";;;", ""),
            ("合计", "0.00", "合计"),
            (True, "General", "TRUE"),
            (None, "0.00", ""),
            (date(2024, 3, 1), 'yyyy"年"m"月"d"日"', "2024年3月1日"),
            (date(2024, 3, 1), "[$-804]yyyy-mm-dd;@", "2024-03-01"),
            (date(2024, 3, 1), "yy.m.d aaaa", "24.3.1 星期五"),
            (datetime(2024, 3, 1, 9, 5, 7), "hh:mm:ss", "09:05:07"),
        ],
    )
    def test_shown(self, value: object, number_format: str, text: str) -> None:
        """What is shown is what is published."""
        assert shown(value, number_format) == text

    @pytest.mark.parametrize("number_format", ["0.00E+00", "# ?/?", "#,##0!.0000"])
    def test_unknown_formats(self, number_format: str) -> None:
        """A format that is not known is not guessed."""
        with pytest.raises(UnknownFormatError):
            shown(1.5, number_format)


class TestWorkbook:
    """What Excel and WPS show of a workbook."""

    def test_title_unit_and_merged_header(self, tmp_path: Path) -> None:
        """What stands over the grid is lines; merged header cells print once."""

        def fill(sheet: Any) -> None:
            for row in (
                ["附表3"],
                ["部门收支总体情况表"],
                ["编制部门：示例局", None, None, "单位：万元"],
                ["科目", "支出", None, None],
                [None, "合计", "基本", "项目"],
                ["教育\n支出", 1234.5, 0.1 + 0.2, None],
                ["注：不含结转。"],
            ):
                sheet.append(row)
            for merged in ("A2:D2", "A4:A5", "B4:D4", "A7:D7"):
                sheet.merge_cells(merged)
            sheet["B6"].number_format = "#,##0.00"

        document = read_document(workbook(tmp_path, fill))
        assert [block.text for block in document] == [
            "附表3",
            "部门收支总体情况表",
            "编制部门：示例局\t\t\t单位：万元",
            "科目\t支出\t\t",
            "\t合计\t基本\t项目",
            "教育支出\t1,234.50\t0.3\t",
            "注：不含结转。",
        ]
        assert [block.place.page for block in document] == [f"表3!{row}" for row in range(1, 8)]
        assert [block.place.line for block in document] == list(range(1, 8))
        assert document.blocks[-1].kind is BlockKind.NOTE

    def test_unit_in_a_merged_cell_at_the_right(self, tmp_path: Path) -> None:
        """A unit in merged cells of its own row is a line."""

        def fill(sheet: Any) -> None:
            sheet["C1"] = "单位：万元"
            sheet.merge_cells("C1:D1")
            for cell, text in zip(("A2", "B2", "C2", "D2"), "甲乙丙丁", strict=True):
                sheet[cell] = text

        assert [block.text for block in read_document(workbook(tmp_path, fill))] == [
            "单位：万元",
            "甲\t乙\t丙\t丁",
        ]

    def test_what_is_hidden_is_not_read(self, tmp_path: Path) -> None:
        """Hidden rows, columns and sheets are not published, nor is white on white."""

        def fill(sheet: Any) -> None:
            for row in (["甲", "隐", "乙"], ["隐", "隐", "隐"], [1, 999, 2], [3, 999, 999]):
                sheet.append(row)
            sheet.column_dimensions["B"].hidden = True
            sheet.row_dimensions[2].hidden = True
            sheet["C4"].font = Font(color="FFFFFF")
            other = sheet.parent.create_sheet("计算")
            other.append(["隐", 999])
            other.sheet_state = "hidden"

        document = read_document(workbook(tmp_path, fill))
        assert rows_of(document) == [["甲", "乙"], ["1", "2"], ["3", ""]]
        assert [block.place.page for block in document] == ["表3!1", "表3!3", "表3!4"]

    def test_a_merged_cell_shows_in_what_is_not_hidden_of_it(self, tmp_path: Path) -> None:
        """A merged cell whose first column is hidden shows its text in the next."""

        def fill(sheet: Any) -> None:
            for row in (["合计", None, "其中"], ["隐", 1, 2]):
                sheet.append(row)
            sheet.merge_cells("A1:B1")
            sheet.column_dimensions["A"].hidden = True

        assert rows_of(read_document(workbook(tmp_path, fill))) == [["合计", "其中"], ["1", "2"]]

    def test_white_letters_on_a_field_are_read(self, tmp_path: Path) -> None:
        """White letters on a coloured cell are a header."""

        def fill(sheet: Any) -> None:
            sheet.append(["科目", "金额"])
            sheet["A1"].font = Font(color="FFFFFF")
            sheet["A1"].fill = PatternFill("solid", fgColor="003366")

        assert rows_of(read_document(workbook(tmp_path, fill))) == [["科目", "金额"]]

    @pytest.mark.parametrize(("shows_zeros", "text"), [(True, "0"), (False, "")])
    def test_zeros_that_a_sheet_does_not_show(
        self, tmp_path: Path, shows_zeros: bool, text: str
    ) -> None:
        """A sheet may leave zeros blank."""

        def fill(sheet: Any) -> None:
            sheet.append(["合计", 0, 1])
            sheet.sheet_view.showZeros = shows_zeros

        assert rows_of(read_document(workbook(tmp_path, fill))) == [["合计", text, "1"]]

    def test_formulas(self, tmp_path: Path) -> None:
        """The result of a formula is read; a formula without one is refused."""
        path = workbook(tmp_path, lambda sheet: sheet.append(["合计", "=1+2"]))
        message = refusal(path)
        assert "found the formula '1+2' in cell B1 without one" in message
        assert "let it calculate, and save it" in message
        replace_in_zip(path, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>3</v>")
        replace_in_zip(path, "xl/worksheets/sheet1.xml", b"<v />", b"<v>3</v>")
        assert rows_of(read_document(path)) == [["合计", "3"]]

    def test_an_unknown_number_format_is_refused(self, tmp_path: Path) -> None:
        """A number that cannot be shown as Excel shows it is no guess."""

        def fill(sheet: Any) -> None:
            sheet.append(["合计", 1.5])
            sheet["B1"].number_format = "# ?/?"

        assert "the format '# ?/?' of cell 表3!B1" in refusal(workbook(tmp_path, fill))

    def test_a_cell_far_out_costs_nothing(self, tmp_path: Path) -> None:
        """A blank cell at the far end of a sheet is not the way to it."""

        def fill(sheet: Any) -> None:
            sheet.append(["合计", 1])
            sheet["XFD1048576"].font = Font(bold=True)

        assert rows_of(read_document(workbook(tmp_path, fill))) == [["合计", "1"]]

    def test_a_broken_workbook_is_refused(self, tmp_path: Path) -> None:
        """A sheet that breaks off, or a workbook without its list of sheets, is refused."""
        path = workbook(tmp_path, lambda sheet: sheet.append(["合计", 1]))
        replace_in_zip(path, "xl/worksheets/sheet1.xml", b"</worksheet>", b"")
        assert "expected sheets that are whole; found a broken one" in refusal(path)
        path = workbook(tmp_path, lambda sheet: sheet.append(["合计", 1]))
        replace_in_zip(path, "xl/workbook.xml", b"<sheets>", b"<sheet>")
        assert "an XLSX file as Excel or WPS save it; found one that cannot" in refusal(path)

    def test_an_empty_workbook_is_refused(self, tmp_path: Path) -> None:
        """A workbook without text is refused."""
        assert "found none" in refusal(workbook(tmp_path, lambda sheet: None))


def replace_in_zip(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Replace bytes in a part of a zipped file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


# Web pages


def page(folder: Path, body: str, encoding: str = "utf-8", head: str = "") -> Path:
    """Write a web page."""
    path = folder / "预算.html"
    path.write_bytes(
        f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding)
    )
    return path


class TestWebPage:
    """What a browser shows of a page."""

    def test_spans(self, tmp_path: Path) -> None:
        """Merged cells print once; one over more rows than there are ends with its section."""
        body = (
            "<table><thead><tr><td rowspan=2>科目</td><td colspan=2>支出</td><td rowspan=99>备注"
            "</td></tr><tr><td>基本</td><td>项目</td></tr></thead>"
            "<tbody><tr><td rowspan=0>教育</td><td>1.00</td><td>2.00</td><td></td></tr>"
            "<tr><td>3.00</td><td>4.00</td></tr></tbody></table>"
        )
        assert rows_of(read_document(page(tmp_path, body))) == [
            ["科目", "支出", "", "备注"],
            ["", "基本", "项目", ""],
            ["教育", "1.00", "2.00", ""],
            ["", "3.00", "4.00", ""],
        ]

    def test_a_cell_from_above_behind_the_last_one(self, tmp_path: Path) -> None:
        """A row may end before the column that a cell from above stands in."""
        body = (
            "<table><tr><td>甲<td>乙<td rowspan=3>丙</tr><tr><td>丁</tr>"
            "<tr><td>戊<td style='display:none'>隐<td>己</tr></table>"
        )
        document = read_document(page(tmp_path, body))
        assert rows_of(document) == [["甲", "乙", "丙"], ["丁", "", ""], ["戊", "己", ""]]

    def test_cells_as_word_writes_them(self, tmp_path: Path) -> None:
        """Paragraphs, blanks that do not break and line breaks in a cell make one line."""
        body = (
            "<table><tr><td><p class=MsoNormal>合&nbsp;&nbsp;计</p></td><td><span>一般公共\n"
            "</span><br>预算</td><td><p>&nbsp;</p></td></tr><tr><td>甲<sup>1</sup></td>"
            "<td>1,000.00&lt;</td><td><!-- 5 -->6</td></tr></table>"
        )
        assert rows_of(read_document(page(tmp_path, body))) == [
            ["合  计", "一般公共预算", ""],
            ["甲¹", "1,000.00<", "6"],
        ]

    def test_prose(self, tmp_path: Path) -> None:
        """Headings, paragraphs, breaks and lists are lines; what is no text is none."""
        body = (
            "<script>var x = 999</script><h1>示例局预算</h1><div>一、<b>收入</b>情况</div><p>甲\n乙"
            "<br>丙</p><ol start=3><li>丁<li>戊</ol><ul><li>己</ul><!-- 庚 --><nav>首页</nav>"
        )
        document = read_document(page(tmp_path, body))
        assert prose_of(document) == [
            "# 示例局预算",
            "一、收入情况",
            "甲 乙",
            "丙",
            "3. 丁",
            "4. 戊",
            "己",
        ]
        assert [block.kind.name for block in document][:3] == ["HEADING", "HEADING", "PARAGRAPH"]

    def test_tables_in_a_table_that_only_places_them(self, tmp_path: Path) -> None:
        """A page laid out by tables has only the inner ones as tables."""
        inner = "<table><caption>表1</caption><tr><td>甲</td><td>1</td></tr><tr><td>乙<td>2</table>"
        body = f"<table><tr><td><p>左</p></td><td>{inner}</td></tr></table>"
        assert [block.text for block in read_document(page(tmp_path, body))] == [
            "左",
            "表1",
            "甲\t1",
            "乙\t2",
        ]
        single = "<table><tr><td>只有一栏</td></tr><tr><td>的版式</td></tr></table>"
        assert prose_of(read_document(page(tmp_path, single))) == ["只有一栏", "的版式"]

    @pytest.mark.parametrize(
        "hidden",
        [
            "<p style='display: none'>999</p>",
            "<p style='VISIBILITY:hidden;'>999</p>",
            "<p hidden>999</p>",
            "<p class='a out'>999</p>",
            "<p id=gone>999</p>",
            "<p style='color:#FFF'>999</p>",
            "<p><font color=White>999</font></p>",
            "<table><tr style='display:none'><td>9</td><td>9</td></tr></table>",
            "<p>&shy;</p>",
        ],
    )
    def test_what_is_hidden_is_not_read(self, tmp_path: Path, hidden: str) -> None:
        """What a browser does not show is not published."""
        head = "<style>.out, #gone {display:none} @media print {.a {display:none}}</style>"
        path = page(tmp_path, f"<p class=a>前</p>{hidden}<p>后</p>", head=head)
        assert prose_of(read_document(path)) == ["前", "后"]

    @pytest.mark.parametrize(
        ("encoding", "declared"),
        [
            ("gb18030", "gb2312"),
            ("gbk", ""),
            ("utf-8", "utf-8"),
            ("utf-8", "gb2312"),
            ("utf-8-sig", ""),
            ("utf-16", ""),
            ("big5", "big5"),
            ("utf-8", "big5"),
            ("utf-8", "nonsense"),
        ],
    )
    def test_encodings(self, tmp_path: Path, encoding: str, declared: str) -> None:
        """The bytes tell the encoding; what a page says of it counts where they cannot."""
        head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        path = page(tmp_path, "<p>財政預算公開</p>", encoding, head if declared else "")
        assert prose_of(read_document(path)) == ["財政預算公開"]

    def test_the_name_does_not_matter(self, tmp_path: Path) -> None:
        """A web page that is called .xls is a web page."""
        path = tmp_path / "表.xls"
        path.write_text("<table><tr><td>甲<td>1</table>", encoding="utf-8")
        assert rows_of(read_document(path)) == [["甲", "1"]]

    def test_a_page_without_text_is_refused(self, tmp_path: Path) -> None:
        """A page that a script fills holds nothing."""
        assert "found none" in refusal(page(tmp_path, "<div id=app></div>"))
        path = tmp_path / "empty.html"
        path.write_text("<!DOCTYPE html>", encoding="utf-8")
        assert "found none" in refusal(path)


# Text


TEXT = "# 示例局预算\r\n表1\r\n科目\t金额\r\n合计\t1,000.00\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_text_in_every_encoding(tmp_path: Path, content: bytes) -> None:
    """Text is recognised by its bytes."""
    path = tmp_path / "预算.dat"
    path.write_bytes(content)
    assert [block.text for block in read_document(path)] == TEXT.split("\r\n")[:-1]


# Refused


def ole(stream: str) -> bytes:
    """Return what matters of an old office file: its mark, and the name of a stream."""
    name = stream.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(stream) + 2)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name + bytes(400)


def zipped(*names: str) -> bytes:
    """Return a zip file with parts of these names."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "found", "action"),
    [
        (ole("WordDocument"), "a legacy .doc", "另存为 .docx"),
        (ole("Workbook"), "a legacy .xls", "另存为 .xlsx"),
        (ole("Book"), "a legacy .xls", "另存为 .xlsx"),
        (ole("PowerPoint Document"), "a legacy .ppt", "另存为 PDF"),
        (ole("EncryptedPackage"), "an encrypted office file", "without a password"),
        (ole("Sheet"), "a legacy office file of another kind", "另存为"),
        (zipped("ppt/presentation.xml"), "a .pptx file", "另存为 PDF"),
        (zipped("mimetype", "content.xml"), "an OpenDocument file", "另存为"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "an OFD file", "另存为 PDF"),
        (zipped("xl/workbook.bin"), "an .xlsb file", "另存为 .xlsx"),
        (zipped("a.docx", "b.docx"), "a zip archive of 2 files", "Unpack"),
        (zipped("word/document.xml")[:-30], "a broken or cut-off zip file", "Download"),
        (b"PK\x03\x04", "a broken or cut-off zip file", "Download"),
        (b"{\\rtf1\\ansi 1}", "an RTF file", "另存为 .docx"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture (PNG)", "made from"),
        (b"\xff\xd8\xff\xe0\0", "a picture (JPEG)", "made from"),
        (b"BM\x36\0\0\0\0\0", "a picture (BMP)", "made from"),
        (b"Rar!\x1a\x07", "an archive (RAR)", "Unpack"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a web archive", "另存为"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "one XML", ".docx"),
        (bytes(range(256)) * 20, "bytes of no text", "另存为"),
        (b"", "an empty file", "Extract"),
        (b" \r\n ", "an empty file", "Extract"),
    ],
)
def test_what_is_no_document_is_named(
    tmp_path: Path, content: bytes, found: str, action: str
) -> None:
    """A file that is not read is named, with what to do."""
    path = tmp_path / "预算.docx"
    path.write_bytes(content)
    before, _, after = refusal(path).partition("; found ")
    assert "expected" in before
    assert found in after
    assert action in after


def test_text_that_begins_like_a_binary_file(tmp_path: Path) -> None:
    """Two letters alone make no picture."""
    path = tmp_path / "a.txt"
    path.write_text("BM局预算\n表1\n", encoding="utf-8")
    assert prose_of(read_document(path)) == ["BM局预算", "表1"]


def test_a_broken_part_is_refused(tmp_path: Path) -> None:
    """A part that does not unpack to what it says is refused."""
    path = word(tmp_path, p("预算" * 100))
    content = bytearray(path.read_bytes())
    start = content.rindex(b"word/document.xml", 0, content.index(b"PK\x01\x02")) + 40
    content[start : start + 8] = b"\xff" * 8
    path.write_bytes(bytes(content))
    assert "a whole zip file, as DOCX and XLSX files are; found a broken one" in refusal(path)


def test_an_encrypted_zip_file_is_refused(tmp_path: Path) -> None:
    """A zip file whose parts are encrypted is refused."""
    path = word(tmp_path, p("预算"))
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 1)
    path.write_bytes(bytes(content))
    assert "opens without a password; found an encrypted zip file" in refusal(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_unfold_are_refused(tmp_path: Path, encoding: str) -> None:
    """No office file declares a document type; one that does is an attack."""
    path = word(tmp_path, p("预算"))
    start = f'<?xml version="1.0" encoding="{encoding}"?>'
    bomb = start + '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/extra.xml", bomb.encode(encoding))
    assert "a declaration in word/extra.xml" in refusal(path)


# Bounds


def long_word(folder: Path) -> Path:
    """Write a Word file with a table, in a table, in a table."""
    inner = tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2")))
    for _ in range(3):
        inner = tbl(tr(tc(inner + p()), tc("外")), tr(tc("a"), tc("b")))
    return word(folder, inner + p("末"))


def packed_word(folder: Path) -> Path:
    """Write a Word file that unpacks to a thousand times its size."""
    return word(folder, p("预算") + f"<!--{' ' * 12_000_000}-->")


def long_workbook(folder: Path) -> Path:
    """Write a workbook with two sheets and a large merged cell."""

    def fill(sheet: Any) -> None:
        sheet.append(["合计", 1])
        sheet.parent.create_sheet("表4").append(["合计", 2])
        sheet.merge_cells("A3:CV1003")

    return workbook(folder, fill)


def wide_page(folder: Path) -> Path:
    """Write a page with a cell over many columns."""
    return page(folder, "<table><tr><td colspan=999>甲<td>乙</table>" + "<div>" * 30 + "丙")


def some_text(folder: Path) -> Path:
    """Write a text file."""
    path = folder / "a.txt"
    path.write_text("甲\n乙\n丙\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "limits", "message"),
    [
        (long_word, Limits(bytes=100), "a file of at most 100 bytes; found"),
        (long_word, Limits(parts=3), "at most 3 parts in the file; found 4"),
        (long_word, Limits(unpacked=500), "at most 500 bytes when unpacked; found"),
        (packed_word, Limits(), "unpacks to at most 200 times its size; found"),
        (long_word, Limits(tables=2), "tables in each other at most 2 deep; found 3"),
        (long_word, Limits(cells=3), "at most 3 cells; found more"),
        (long_word, Limits(lines=1), "at most 1 lines; found more"),
        (long_word, Limits(seconds=-1), "read within -1 seconds; found one that takes longer"),
        (long_workbook, Limits(bytes=100), "a file of at most 100 bytes; found"),
        (long_workbook, Limits(sheets=1), "at most 1 sheets; found 2"),
        (long_workbook, Limits(cells=100_000), "at most 100,000 cells; found more"),
        (long_workbook, Limits(seconds=-1), "read within -1 seconds"),
        (wide_page, Limits(span=100), "cells that cover at most 100 columns; found 999"),
        (wide_page, Limits(depth=20), "elements in each other at most 20 deep; found more"),
        (wide_page, Limits(cells=500), "at most 500 cells; found more"),
        (wide_page, Limits(bytes=100), "a file of at most 100 bytes; found"),
        (wide_page, Limits(seconds=-1), "read within -1 seconds"),
        (some_text, Limits(bytes=3), "a file of at most 3 bytes; found 12 bytes"),
        (some_text, Limits(lines=2), "at most 2 lines; found more"),
    ],
)
def test_more_than_a_budget_document_holds(
    tmp_path: Path, make: Callable[[Path], Path], limits: Limits, message: str
) -> None:
    """Whatever a file holds too much of is named, with how much it may be."""
    path = make(tmp_path)
    assert message in refusal(path, limits)


def test_files_within_the_bounds_are_read(tmp_path: Path) -> None:
    """The same files are read where nothing is too much."""
    for make in (long_word, wide_page, some_text):
        assert read_document(make(tmp_path)).blocks
    assert len(read_document(long_workbook(tmp_path)).blocks) == 2


def test_what_stands_too_deep_is_not_left_out(tmp_path: Path) -> None:
    """A parser that gives up at some depth must not leave out the rest in silence."""
    body = "<div hidden>" + "<i>" * 300 + "</i>" * 300 + "</div><p>后</p>"
    assert "elements in each other" in refusal(page(tmp_path, body))


def test_a_bound_that_is_met_is_no_reason(tmp_path: Path) -> None:
    """As much as there may be is not too much."""
    meter = Meter(some_text(tmp_path), Limits(cells=2))
    meter.count("cells", 2)
    with pytest.raises(IngestError):
        meter.count("cells")


# Several files of one document


def split_parts(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Return what stands before the first table of a document, and the tables."""
    title = next(place for place, part in enumerate(parts) if str(part).startswith("## 部门收支"))
    return list(parts[:title]), list(parts[title:])


def test_prose_and_workbook_make_one_document(tmp_path: Path) -> None:
    """The prose in a Word file and its tables in a workbook are read as one document."""
    parts = build_parts(extra_text=PROSE)
    prose, tables = split_parts(parts)
    paths = [
        write_file(tmp_path / "说明.docx", prose),
        write_file(tmp_path / "附表.xlsx", tables),
    ]
    assert raw_tables(paths) == raw_tables([write_file(tmp_path / "all.txt", parts)])
    document = read_together(paths)
    assert document.name == "说明.docx + 附表.xlsx"
    assert [block.place.line for block in document] == list(range(1, len(document.blocks) + 1))
    first, last = document.blocks[0], document.blocks[-1]
    assert first.place.page == "说明.docx"
    assert last.place.page.startswith("附表.xlsx 表12!")
    assert (first.place.file, last.place.file) == tuple(map(str, paths))
    assert document.sha256 != read_together(paths[::-1]).sha256
    grids = [block.grid for block in document if block.grid]
    assert grids == sorted(grids)
    assert len(set(grids)) == 12


def test_a_problem_says_which_file_it_is_in(tmp_path: Path) -> None:
    """Of several files, a message names the one that its line stands in."""
    prose, tables = split_parts(build_parts())
    for part in tables:
        if isinstance(part, Grid):
            part.rows[0][-1] = "abc"
            break
    paths = [write_file(tmp_path / "a.docx", prose), write_file(tmp_path / "b.html", tables)]
    with pytest.raises(IngestError) as error:
        raw_tables(paths)
    assert str(error.value).startswith(f"{paths[1]}:")
    assert 'found "abc"' in str(error.value)


# Many documents


class Run:
    """The command, run in a project of its own."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Make a project in ``root``."""
        self.root = root
        self.errors = ""
        self._capsys = capsys
        for name in ("statements", "templates", "reference"):
            shutil.copytree(ROOT / "seeds" / name, root / "seeds" / name)

    def __call__(self, *arguments: object) -> int:
        """Run the command, and keep what it says."""
        code = command.main([str(argument) for argument in arguments], self.root)
        self.errors = self._capsys.readouterr().err
        return code

    def loaded(self, folder: Path) -> list[str]:
        """Return the files of the documents in a landing zone, in their order."""
        lines = (folder / "disclosures" / "part-00001.csv").read_text(encoding="utf-8").splitlines()
        return [line.split(",")[-2] for line in lines[1:]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return the command."""
    return Run(tmp_path / "project", capsys)


def years(folder: Path, *suffixes: str) -> list[Path]:
    """Write a document of another year in each format."""
    return [
        write_file(folder / f"{2000 + number}{suffix}", build_parts(year=2000 + number))
        for number, suffix in enumerate(suffixes)
    ]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files under a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.csv")}


def test_the_order_is_that_of_the_arguments(run: Run, tmp_path: Path) -> None:
    """Whatever is read first, and however many processes read: the result is the same."""
    paths = years(tmp_path, ".docx", ".txt", ".xlsx", ".txt", ".html", ".txt", ".txt")
    for jobs in (1, 3):
        assert run("--jobs", jobs, "--out", tmp_path / str(jobs), *paths) == 0, run.errors
        assert run.loaded(tmp_path / str(jobs)) == [path.name for path in paths]
    assert contents(tmp_path / "1") == contents(tmp_path / "3")


def test_refused_documents_are_listed_at_the_end(run: Run, tmp_path: Path) -> None:
    """The others are loaded; reasons come last, in order, and the exit code tells."""
    good = years(tmp_path, ".txt", ".html")
    bad = [tmp_path / "broken.docx", tmp_path / "old.xls"]
    bad[0].write_bytes(b"PK\x03\x04")
    bad[1].write_bytes(ole("Workbook"))
    assert run("--out", tmp_path / "zone", bad[0], good[0], bad[1], good[1]) == 1
    assert run.loaded(tmp_path / "zone") == [path.name for path in good]
    *_, first, second, last = run.errors.splitlines()
    assert first.startswith(f"{bad[0]}: expected")
    assert second.startswith(f"{bad[1]}: expected")
    assert last == f"2 documents loaded into {tmp_path / 'zone'}, 2 refused"


def test_files_together_on_the_command_line(run: Run, tmp_path: Path) -> None:
    """Files after --together make one document, each time it is given."""
    prose, tables = split_parts(build_parts(year=2021))
    pair = [write_file(tmp_path / "a.docx", prose), write_file(tmp_path / "b.xlsx", tables)]
    prose, tables = split_parts(build_parts(year=2022))
    other = [write_file(tmp_path / "c.html", prose), write_file(tmp_path / "d.txt", tables)]
    (single,) = years(tmp_path, ".txt")
    zone = tmp_path / "zone"
    assert run("--out", zone, single, "--together", *pair, "--together", *other) == 0, run.errors
    assert run.loaded(zone) == ["2000.txt", "a.docx + b.xlsx", "c.html + d.txt"]


@pytest.mark.parametrize("arguments", [[], ["--together"], ["--jobs", "0", "a.txt"]])
def test_usage(run: Run, arguments: list[str]) -> None:
    """A command line without documents, or without a number of processes, is wrong."""
    with pytest.raises(SystemExit) as error:
        run(*arguments)
    assert error.value.code == 2


def test_a_document_at_which_the_reader_fails_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the reader costs one document, and is said to be one."""

    def fail(paths: Sequence[Path], *rest: object) -> Disclosure:
        if paths[0].name == "2000.txt":
            raise RecursionError("too deep")
        return read_disclosure(paths, *rest)

    monkeypatch.setattr(command, "read_disclosure", fail)
    paths = years(tmp_path, ".txt", ".txt")
    assert run("--out", tmp_path / "zone", paths[0]) == 1
    assert "found one that it fails at (RecursionError('too deep'))" in run.errors
    monkeypatch.setattr(command, "read_all", lambda items, read, *_: map(read, items))
    assert run("--out", tmp_path / "zone", *paths) == 1
    assert run.loaded(tmp_path / "zone") == ["2001.txt"]


def work(item: str) -> str:
    """Do what an item says: break down, hang, or answer."""
    if item == "die":
        os._exit(7)
    if item == "hang":
        time.sleep(60)
    if item == "slow":
        time.sleep(0.2)
    return f"{item} done"


class TestProcesses:
    """Documents read by several processes."""

    def test_one_that_dies_or_hangs_harms_no_other(self) -> None:
        """A process that dies or takes too long costs its own item."""
        items = ["slow", "die", "b", "hang", "c", "die", "d"]
        found = list(read_all(items, work, 2, 1.0))
        assert [found[place] for place in (0, 2, 4, 6)] == [
            "slow done",
            "b done",
            "c done",
            "d done",
        ]
        assert found[1] == found[5] == Lost("one at which the reader broke down (7)")
        assert found[3] == Lost("one that takes longer than it may")
        assert multiprocessing.active_children() == []

    def test_results_do_not_pile_up(self, tmp_path: Path) -> None:
        """While an early item takes its time, only so many later ones are read ahead."""

        def note(item: int) -> int:
            (tmp_path / str(item)).touch()
            if item == 0:
                time.sleep(0.5)
            return item

        found = read_all(range(100), note, 2, 10.0)
        assert next(found) == 0
        assert len(list(tmp_path.iterdir())) <= 8
        assert list(found) == list(range(1, 100))

    def test_a_lost_document_is_refused(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The command says of which document it was, and loads the others."""

        def die(paths: Sequence[Path], *rest: object) -> Disclosure:
            if paths[0].name == "2000.txt":
                os._exit(9)
            return read_disclosure(paths, *rest)

        monkeypatch.setattr(command, "read_disclosure", die)
        paths = years(tmp_path, ".txt", ".txt")
        assert run("--out", tmp_path / "zone", *paths) == 1
        assert f"{paths[0]}: expected" in run.errors
        assert "the reader broke down (9)" in run.errors
        assert run.loaded(tmp_path / "zone") == ["2001.txt"]
