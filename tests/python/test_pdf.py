"""PDF files of our own making, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Block, BlockKind, Document, kind_of_line
from ingest.errors import IngestError
from ingest.pdf import Limits, read_pdf

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 90.0, 505.0
Draw = Callable[[Canvas], None]


def make(folder: Path, *pages: Draw, **options: object) -> Path:
    """Write a PDF file with a page for each function that draws one."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    path = folder / "预算.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def write(canvas: Canvas, x: float, top: float, text: str, size: float = 12) -> None:
    """Write a line whose upper edge stands ``top`` points below that of the page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - top - size, text)


def line(canvas: Canvas, x0: float, top0: float, x1: float, top1: float) -> None:
    """Rule a line."""
    canvas.line(x0, HEIGHT - top0, x1, HEIGHT - top1)


def grid(
    canvas: Canvas,
    top: float,
    xs: Sequence[float],
    rows: Sequence[Sequence[str | None]],
    height: float = 24,
) -> None:
    """Draw a table: ``None`` goes on with the cell to the left, ``^`` with the one above."""
    bottom = top + height * len(rows)
    line(canvas, xs[0], top, xs[-1], top)
    line(canvas, xs[0], bottom, xs[-1], bottom)
    for number, row in enumerate(rows):
        upper = top + number * height
        for column, cell in enumerate(row):
            if cell is not None:
                line(canvas, xs[column], upper, xs[column], upper + height)
            if number and cell != "^":
                line(canvas, xs[column], upper, xs[column + 1], upper)
            if cell and cell != "^":
                for place, part in enumerate(cell.split("\n")):
                    write(canvas, xs[column] + 3, upper + 2 + 10 * place, part, 9)
        line(canvas, xs[-1], upper, xs[-1], upper + height)


def rows_of(document: Document) -> list[list[str]]:
    """Return the cells of the rows of a document."""
    return [list(block.cells) for block in document if block.kind is BlockKind.ROW]


def prose_of(document: Document) -> list[tuple[str, str]]:
    """Return the kind and text of all that stands outside of tables."""
    return [(block.kind.name, block.text) for block in document if block.kind is not BlockKind.ROW]


def refusal(path: Path, limits: Limits | None = None) -> str:
    """Return the message with which a file is refused."""
    with pytest.raises(IngestError) as error:
        read_pdf(path, limits or Limits())
    (problem,) = error.value.problems
    assert problem.file == str(path)
    assert problem.action
    return str(problem)


COLUMNS = (90, 150, 270, 350, 430, 505)
TABLE = (
    ("科目", None, "支出预算", None, None),
    ("编码", "名称", "合计", "基本支出", "项目支出"),
    ("201", "一般公共服务\n支出", "1,234.50", "1,000.00", "234.50"),
    ("205", "教育支出", "10.00", "", "10.00"),
    ("", "", "", "", ""),
    ("合计", None, "1,244.50", "1,000.00", "244.50"),
)


class TestTables:
    """Rows and cells by ruled lines."""

    def test_a_merged_cell_prints_at_its_first_column_and_leaves_the_others_blank(
        self, tmp_path: Path
    ) -> None:
        """A merged cell prints at its first column and leaves the others blank."""
        document = read_pdf(make(tmp_path, lambda canvas: grid(canvas, 200, COLUMNS, TABLE)))
        assert rows_of(document) == [
            ["科目", "", "支出预算", "", ""],
            ["编码", "名称", "合计", "基本支出", "项目支出"],
            ["201", "一般公共服务支出", "1,234.50", "1,000.00", "234.50"],
            ["205", "教育支出", "10.00", "", "10.00"],
            ["合计", "", "1,244.50", "1,000.00", "244.50"],
        ]

    def test_a_cell_merged_downwards_prints_in_its_first_row(self, tmp_path: Path) -> None:
        """A cell merged downwards prints in its first row."""
        table = (("科目", "支出", None), ("^", "合计", "其中"), ("教育", "7.00", "6.00"))
        path = make(tmp_path, lambda canvas: grid(canvas, 200, (90, 200, 300, 400), table))
        document = read_pdf(path)
        assert rows_of(document) == [
            ["科目", "支出", ""],
            ["", "合计", "其中"],
            ["教育", "7.00", "6.00"],
        ]
        below = document.blocks[1]
        assert [box is None for box in below.boxes] == [True, False, False]

    def test_a_row_says_where_it_is_printed(self, tmp_path: Path) -> None:
        """A row says where it is printed."""
        path = make(
            tmp_path,
            lambda canvas: write(canvas, LEFT, 100, "封面"),
            lambda canvas: grid(canvas, 200, COLUMNS, TABLE),
        )
        row = [block for block in read_pdf(path) if block.kind is BlockKind.ROW][2]
        assert (row.place.page, row.place.line, row.grid) == ("2", 4, 1)
        assert row.place.box == pytest.approx((90, 248, 505, 272), abs=1)
        assert row.boxes[2] == pytest.approx((270, 248, 350, 272), abs=1)
        assert row.text == "\t".join(row.cells)

    def test_rows_that_only_pad_the_grid_are_left_out(self, tmp_path: Path) -> None:
        """Rows that only pad the grid are left out."""
        blank = ("",) * 5
        path = make(tmp_path, lambda canvas: grid(canvas, 200, COLUMNS, [TABLE[1], blank, blank]))
        assert rows_of(read_pdf(path)) == [list(TABLE[1])]

    def test_a_table_goes_on_over_the_page_in_the_same_columns(self, tmp_path: Path) -> None:
        """A table goes on over the page in the same columns."""
        total = ("合计", None, "1,244.50", "1,000.00", "244.50")
        path = make(
            tmp_path,
            lambda canvas: grid(canvas, 600, COLUMNS, TABLE[:4]),
            # The page has no line where the merged cell would be divided.
            lambda canvas: grid(canvas, 72, COLUMNS, [total]),
        )
        document = read_pdf(path)
        assert rows_of(document)[-1] == ["合计", "", "1,244.50", "1,000.00", "244.50"]
        assert [block.grid for block in document] == [1, 1, 1, 1, 2]

    def test_another_table_keeps_its_own_columns(self, tmp_path: Path) -> None:
        """Another table keeps its own columns."""

        def second(canvas: Canvas) -> None:
            write(canvas, LEFT, 80, "另一张表")
            grid(canvas, 120, (90, 270, 505), [("合计", "3.00")])

        path = make(tmp_path, lambda canvas: grid(canvas, 600, COLUMNS, TABLE[:4]), second)
        assert rows_of(read_pdf(path))[-1] == ["合计", "3.00"]

    def test_a_number_broken_in_a_full_cell_is_one_number(self, tmp_path: Path) -> None:
        """A number broken in a full cell is one number."""
        table = [("金额", "说明"), ("1,234,56\n7.00", "")]
        path = make(tmp_path, lambda canvas: grid(canvas, 200, (90, 135, 300), table))
        assert rows_of(read_pdf(path))[-1] == ["1,234,567.00", ""]

    def test_two_numbers_in_a_cell_stay_two(self, tmp_path: Path) -> None:
        """Two numbers in a cell stay two."""
        table = [("金额", "说明"), ("12.00\n34.00", "")]
        path = make(tmp_path, lambda canvas: grid(canvas, 200, (90, 190, 300), table))
        assert rows_of(read_pdf(path))[-1] == ["12.00 34.00", ""]

    def test_bold_by_printing_twice_is_read_once(self, tmp_path: Path) -> None:
        """Bold by printing twice is read once."""

        def draw(canvas: Canvas) -> None:
            grid(canvas, 200, (90, 190, 300), [("合计", "11.00"), ("其中", "22.00")])
            grid(canvas, 200.3, (90.3, 190.3, 300.3), [("合计", "11.00"), ("其中", "22.00")])

        assert rows_of(read_pdf(make(tmp_path, draw))) == [["合计", "11.00"], ["其中", "22.00"]]

    def test_a_table_without_lines_at_its_sides_keeps_all_columns(self, tmp_path: Path) -> None:
        """A table without lines at its sides keeps all columns."""

        def draw(canvas: Canvas) -> None:
            for top in (200, 224, 248):
                line(canvas, 90, top, 390, top)
            for x in (190, 290):
                line(canvas, x, 200, x, 248)
            for top, cells in ((203, ("名称", "合计", "其中")), (227, ("教育", "7.00", "6.00"))):
                for x, text in zip((95, 195, 295), cells, strict=True):
                    write(canvas, x, top, text)

        assert rows_of(read_pdf(make(tmp_path, draw))) == [
            ["名称", "合计", "其中"],
            ["教育", "7.00", "6.00"],
        ]

    def test_a_frame_around_text_is_no_table(self, tmp_path: Path) -> None:
        """A frame around text is no table."""

        def draw(canvas: Canvas) -> None:
            canvas.rect(80, HEIGHT - 260, 430, 80)
            line(canvas, 80, 220, 510, 220)
            write(canvas, LEFT, 190, "编制说明")

        assert prose_of(read_pdf(make(tmp_path, draw))) == [("PARAGRAPH", "编制说明")]

    def test_a_page_printed_sideways_is_turned(self, tmp_path: Path) -> None:
        """A page printed sideways is turned."""

        def draw(canvas: Canvas) -> None:
            canvas.translate(WIDTH, 0)
            canvas.rotate(90)
            canvas.translate(0, WIDTH - HEIGHT)
            grid(canvas, 300, COLUMNS, TABLE[1:4])

        assert rows_of(read_pdf(make(tmp_path, draw)))[1][2:] == ["1,234.50", "1,000.00", "234.50"]


class TestProse:
    """Lines, paragraphs, and what stands in the margins."""

    def test_letters_of_different_size_stay_on_one_line(self, tmp_path: Path) -> None:
        """Letters of different size stay on one line."""

        def draw(canvas: Canvas) -> None:
            canvas.setFont(FONT, 26)
            canvas.drawString(LEFT, 600, "收入总计")
            canvas.setFont("Helvetica", 12)
            canvas.drawString(LEFT + 104, 600, "2995.39")
            canvas.setFont(FONT, 26)
            canvas.drawString(LEFT + 149, 600, "万元")

        document = read_pdf(make(tmp_path, draw))
        assert prose_of(document) == [("PARAGRAPH", "收入总计2995.39万元")]

    def test_title_and_frame_line_over_a_table_are_blocks_of_their_own(
        self, tmp_path: Path
    ) -> None:
        """Title and frame line over a table are blocks of their own."""

        def draw(canvas: Canvas) -> None:
            write(canvas, 220, 100, "部门支出预算总表", 18)
            write(canvas, LEFT, 140, "编制部门：示例局")
            write(canvas, 445, 140, "单位：元")
            grid(canvas, 160, COLUMNS, TABLE)
            write(canvas, LEFT, 320, "注：本表无数据。")

        document = read_pdf(make(tmp_path, draw))
        title, frame, note = prose_of(document)
        assert title == ("PARAGRAPH", "部门支出预算总表")
        assert frame[1].split() == ["编制部门：示例局", "单位：元"]
        assert note == ("NOTE", "注：本表无数据。")
        assert [block.kind.name for block in document][:3] == ["PARAGRAPH", "PARAGRAPH", "ROW"]
        assert document.blocks[-1].kind is BlockKind.NOTE

    def test_full_lines_make_one_paragraph(self, tmp_path: Path) -> None:
        """Full lines make one paragraph."""
        full = "收" * 34
        texts = [(24, full[:32] + "预"), (0, "算" + full[:33]), (0, "完成。"), (24, "另起一段。")]

        def draw(canvas: Canvas) -> None:
            write(canvas, LEFT + 24, 80, "一、收入情况说明")
            for number, (indent, text) in enumerate([*texts, (24, full[:32]), (0, full)]):
                write(canvas, LEFT + indent, 104 + 20 * number, text)

        document = read_pdf(make(tmp_path, draw))
        heading, first, second, _ = prose_of(document)
        assert heading == ("HEADING", "一、收入情况说明")
        assert first == ("PARAGRAPH", "".join(text for _, text in texts[:3]))
        assert second == ("PARAGRAPH", "另起一段。")
        assert [block.place.line for block in document] == [1, 2, 5, 6]

    def test_page_numbers_and_headers_stand_apart_from_the_text(self, tmp_path: Path) -> None:
        """Page numbers and headers stand apart from the text."""

        def page(number: int) -> Draw:
            def draw(canvas: Canvas) -> None:
                write(canvas, 200, 30, f"示例局{2020 + number}年预算", 9)
                for place in range(4):
                    write(canvas, LEFT, 100 + 20 * place, f"{'甲乙丙丁'[place]}" * 34)
                write(canvas, 280, 790, f"- {number} -", 9)

            return draw

        document = read_pdf(make(tmp_path, page(1), page(2), page(3)))
        kinds = [block.kind.name for block in document]
        assert kinds == ["PAGE_NUMBER", "PARAGRAPH", "PAGE_NUMBER"] * 3
        assert all("预算" not in block.text for block in document.blocks[1::3])

    def test_a_number_among_the_words_is_no_page_number(self, tmp_path: Path) -> None:
        """A number among the words is no page number."""

        def draw(canvas: Canvas) -> None:
            write(canvas, 200, 300, "年度部门决算", 30)
            write(canvas, 250, 360, "2024", 30)

        assert prose_of(read_pdf(make(tmp_path, draw)))[1] == ("PARAGRAPH", "2024")

    def test_digest_and_name_are_those_of_the_file(self, tmp_path: Path) -> None:
        """Digest and name are those of the file."""
        path = make(tmp_path, lambda canvas: write(canvas, LEFT, 100, "封面"))
        document = read_pdf(path)
        assert (document.file, document.name, len(document.sha256)) == (str(path), "预算.pdf", 64)


def hide_white(canvas: Canvas) -> None:
    """Write white on white."""
    canvas.setFillColorRGB(1, 1, 1)
    write(canvas, LEFT, 300, "999.99")


def hide_mode(canvas: Canvas) -> None:
    """Write in the mode that paints nothing."""
    text = canvas.beginText(LEFT, 500)
    text.setFont(FONT, 12)
    text.setTextRenderMode(3)
    text.textOut("999.99")
    canvas.drawText(text)


def hide_outside(canvas: Canvas) -> None:
    """Write beside the page."""
    write(canvas, WIDTH + 20, 300, "999.99")


def hide_size(canvas: Canvas) -> None:
    """Write too small to be seen."""
    write(canvas, LEFT, 300, "999.99", 0.1)


def hide_cut(canvas: Canvas) -> None:
    """Write outside of the part of the page that is shown."""
    path = canvas.beginPath()
    path.rect(LEFT, 600, 200, 200)
    canvas.clipPath(path, stroke=0, fill=0)
    write(canvas, LEFT, 500, "999.99")


def hide_fill(canvas: Canvas) -> None:
    """Write blue on the same blue."""
    canvas.setFillColorRGB(0, 0, 0.6)
    canvas.rect(LEFT, HEIGHT - 330, 200, 50, stroke=0, fill=1)
    write(canvas, LEFT + 10, 300, "999.99")


class TestHidden:
    """What nobody sees is not published."""

    @pytest.mark.parametrize(
        "hide", [hide_white, hide_mode, hide_outside, hide_size, hide_cut, hide_fill]
    )
    def test_hidden_text_is_dropped(self, tmp_path: Path, hide: Draw) -> None:
        """Hidden text is dropped."""

        def draw(canvas: Canvas) -> None:
            write(canvas, LEFT, 100, "可见的文字")
            canvas.saveState()
            hide(canvas)
            canvas.restoreState()
            write(canvas, LEFT, 400, "后面的文字")

        assert prose_of(read_pdf(make(tmp_path, draw))) == [
            ("PARAGRAPH", "可见的文字"),
            ("PARAGRAPH", "后面的文字"),
        ]

    def test_white_text_on_a_dark_field_is_read(self, tmp_path: Path) -> None:
        """White text on a dark field is read."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillColorRGB(0, 0, 0.6)
            canvas.rect(LEFT, HEIGHT - 330, 200, 50, stroke=0, fill=1)
            canvas.setFillColorRGB(1, 1, 1)
            write(canvas, LEFT + 10, 300, "合计 5.00")

        assert prose_of(read_pdf(make(tmp_path, draw))) == [("PARAGRAPH", "合计 5.00")]

    def test_a_mark_across_the_page_is_no_text(self, tmp_path: Path) -> None:
        """A mark across the page is no text."""

        def draw(canvas: Canvas) -> None:
            grid(canvas, 200, COLUMNS, TABLE)
            canvas.translate(200, 500)
            canvas.rotate(45)
            canvas.setFont(FONT, 40)
            canvas.drawString(0, 0, "内部资料")

        document = read_pdf(make(tmp_path, draw))
        assert not any(set("内部资料") & set(block.text) - set("部") for block in document)


def picture(canvas: Canvas) -> None:
    """Fill a page with a picture."""
    data = BytesIO()
    Image.new("L", (60, 80), 200).save(data, "PNG")
    canvas.drawImage(ImageReader(data), 0, 0, WIDTH, HEIGHT)


def some_text(canvas: Canvas) -> None:
    """Write a line of text."""
    write(canvas, LEFT, 100, "部门预算")


class TestRefused:
    """A file that cannot be read as printed is refused with one message."""

    def test_a_scan(self, tmp_path: Path) -> None:
        """A scan."""
        assert "3 pages without any" in refusal(make(tmp_path, picture, picture, picture))

    def test_a_scan_with_invisible_text(self, tmp_path: Path) -> None:
        """A scan with invisible text."""

        def draw(canvas: Canvas) -> None:
            picture(canvas)
            hide_mode(canvas)

        assert "6 letters that are hidden" in refusal(make(tmp_path, draw))

    def test_one_scanned_page_among_others(self, tmp_path: Path) -> None:
        """One scanned page among others."""
        assert "page 2, which is a picture" in refusal(
            make(tmp_path, some_text, picture, some_text)
        )

    def test_a_cover_may_be_a_picture(self, tmp_path: Path) -> None:
        """A cover may be a picture."""
        assert len(read_pdf(make(tmp_path, picture, some_text)).blocks) == 1

    def test_an_encrypted_file(self, tmp_path: Path) -> None:
        """An encrypted file."""
        path = make(tmp_path, some_text, encrypt=StandardEncryption("secret", strength=128))
        assert "an encrypted file" in refusal(path)

    def test_a_file_that_only_forbids_changes_is_read(self, tmp_path: Path) -> None:
        """A file that only forbids changes is read."""

        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 600, "2995.39")

        locked = StandardEncryption("", ownerPassword="owner", canModify=0, strength=128)
        assert read_pdf(make(tmp_path, draw, encrypt=locked)).blocks[0].text == "2995.39"

    @pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.4\n%%EOF", b"%PDF-1.4\n1 0 obj"])
    def test_no_pdf_file(self, tmp_path: Path, content: bytes) -> None:
        """What is no PDF file is said to be none."""
        path = tmp_path / "broken.pdf"
        path.write_bytes(content)
        assert "expected a whole PDF file" in refusal(path)

    @pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
    def test_a_file_that_breaks_off(self, tmp_path: Path, part: float) -> None:
        """A file that breaks off."""
        path = make(tmp_path, some_text, some_text)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])
        assert "breaks off before its end" in refusal(path)

    def test_a_file_that_lost_a_page(self, tmp_path: Path) -> None:
        """A file that lost a page."""
        path = make(tmp_path, some_text, some_text)
        content = path.read_bytes()
        assert b"/Count 2" in content
        path.write_bytes(content.replace(b"/Count 2", b"/Count 3"))
        assert "2 pages, where the file says 3" in refusal(path)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        """A file that is not there."""
        assert "a file that can be read" in refusal(tmp_path / "none.pdf")

    @pytest.mark.parametrize(
        ("limits", "message"),
        [
            (Limits(bytes=100), "at most 100 bytes"),
            (Limits(pages=1), "at most 1 pages; found 2 pages"),
            (Limits(letters=5), "at most 5 letters; found more by page 2"),
            (Limits(paths=3), "at most 3 lines and boxes; found more by page 1"),
            (Limits(seconds=0), "read within 0 seconds"),
        ],
    )
    def test_more_than_a_budget_document_holds(
        self, tmp_path: Path, limits: Limits, message: str
    ) -> None:
        """More than a budget document holds."""

        def draw(canvas: Canvas) -> None:
            some_text(canvas)
            canvas.rect(LEFT, 300, 50, 50)

        assert message in refusal(make(tmp_path, draw, draw), limits)


class TestKinds:
    """What one line is, in any format."""

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("第三部分 示例局2024年度部门决算情况说明", BlockKind.HEADING),
            ("# 示例局预算", BlockKind.HEADING),
            ("**收入情况**", BlockKind.HEADING),
            ("一、收入支出决算总体情况说明", BlockKind.HEADING),
            ("（二）公务接待费", BlockKind.HEADING),
            ("（二）公务接待费3万元，与上年持平。", BlockKind.PARAGRAPH),
            ("一、事业收入：指事业单位取得的收入。", BlockKind.PARAGRAPH),
            ("第二部分列示的支出为3万元。", BlockKind.PARAGRAPH),
            ("一、部门职责……………………3", BlockKind.PARAGRAPH),
            ("注：本表无数据。", BlockKind.NOTE),
            ("备注：无", BlockKind.NOTE),
            ("说明 : 无", BlockKind.NOTE),
            ("说明上年情况", BlockKind.PARAGRAPH),
            ("— 12 —", BlockKind.PAGE_NUMBER),
            ("第 3 页 共 20 页", BlockKind.PAGE_NUMBER),
            ("3 / 20", BlockKind.PAGE_NUMBER),
            ("合计\t1.00", BlockKind.ROW),
            ("2.本表以万元为单位", BlockKind.PARAGRAPH),
        ],
    )
    def test_kind_of_line(self, text: str, kind: BlockKind) -> None:
        """A line says by itself what it is, but for the items of a note."""
        assert kind_of_line(text) is kind

    def test_an_item_goes_on_with_a_note_only_behind_one(self) -> None:
        """An item goes on with a note only behind one."""
        assert kind_of_line("2.本表以万元为单位", follows_note=True) is BlockKind.NOTE


def test_a_block_of_a_format_without_pages_needs_no_boxes() -> None:
    """The text reader makes blocks without boxes."""
    assert Block.__dataclass_fields__["boxes"].default == ()
