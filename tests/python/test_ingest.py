"""What the package ``ingest`` reads, writes and refuses."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from documents import (
    Item,
    PrintedTable,
    Purchase,
    Unit,
    build_document,
    d,
    default_units,
    units_with_all_funds,
)
from ingest import __main__ as command
from ingest import storage, writer
from ingest.document import Document, blocks_of_lines
from ingest.formats import read_together
from ingest.reader import read_tables
from ingest.template import Kind, read_catalogue
from ingest.text import is_amount

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "documents" / "450200-103-2024-budget.md"
DISCLOSURE = "450200-103-2024-budget"
CATALOGUE = read_catalogue(ROOT)
TABLES = CATALOGUE.templates["guangxi-budget"].tables
OUTPUT_COLUMNS = CATALOGUE.output_columns
REGIONS = """\
region_code,region_level,name_zh,name_en,parent_code,valid_to
110000,province,北京市,Beijing,,
110100,prefecture,市辖区,Municipal districts,110000,
110101,county,东城区,Dongcheng,110100,
320000,province,江苏省,Jiangsu,,
320600,prefecture,南通市,Nantong,320000,
320602,county,崇川区,Chongchuan,320600,2019
320613,county,崇川区,Chongchuan,320600,
340000,province,安徽省,Anhui,,
340500,prefecture,马鞍山市,Ma'anshan,340000,
340523,county,和县,Hexian,340500,
440000,province,广东省,Guangdong,,
440100,prefecture,广州市,Guangzhou,440000,
450000,province,广西壮族自治区,Guangxi,,
450200,prefecture,柳州市,Liuzhou,450000,
450202,county,城中区,Chengzhong,450200,
450205,county,柳北区,Liubei,450200,
450221,county,柳江县,Liujiang,450200,2016-12-31
450300,prefecture,桂林市,Guilin,450000,
450381,county,荔浦市,Lipu,450300,
630000,province,青海省,Qinghai,,
630100,prefecture,西宁市,Xining,630000,
630103,county,城中区,Chengzhong,630100,
620000,province,甘肃省,Gansu,,
620200,prefecture,嘉峪关市,Jiayuguan,620000,
620201,county,嘉峪关市,Jiayuguan,620200,
"""

Row = dict[str, str]
Edit = Callable[[dict[int, PrintedTable]], object]


class Project:
    """A project folder of its own, the command run on it, and what came out."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Make a project in the empty folder ``root``."""
        self.root = root
        self.published = root / "seeds" / "published"
        self.messages = ""
        self._capsys = capsys
        reference = root / "seeds" / "reference"
        for name in ("statements", "templates"):
            shutil.copytree(ROOT / "seeds" / name, root / "seeds" / name)
        reference.mkdir(parents=True)
        (reference / "ref_regions.csv").write_text(REGIONS, encoding="utf-8")

    def document(self, text: str | bytes, name: str = "document.md") -> Path:
        """Write a document."""
        path = self.root / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def run(self, *arguments: object) -> int:
        """Run the command; keep what it prints."""
        code = command.main([str(argument) for argument in arguments], self.root)
        self.messages = self._capsys.readouterr().err
        return code

    def load(self, text: str, *options: object) -> None:
        """Load one document that must not be refused."""
        assert self.run(self.document(text), *options) == 0, self.messages

    def refuse(self, text: str | bytes) -> str:
        """Load one document that must be refused; return the messages."""
        before = files(self.published)
        assert self.run(self.document(text)) == 1
        assert files(self.published) == before
        assert "Traceback" not in self.messages
        return self.messages

    def rows(self, name: str, folder: Path | None = None) -> list[Row]:
        """Return the rows of one seed, or of one table of a landing zone."""
        paths = (
            [self.published / f"raw_{name}.csv"]
            if folder is None
            else sorted((folder / name).glob("*.csv"))
        )
        return [row for path in paths for row in read_csv(path)]

    def disclosure(self) -> Row:
        """Return the one disclosure loaded."""
        (row,) = self.rows("disclosures")
        return row


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """Return an empty project."""
    return Project(tmp_path, capsys)


def read_csv(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, hidden ones too, with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def set_cell(table: int, row: int, cell: int, text: str) -> Edit:
    """Return an edit that changes one cell of the data of a table."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        tables[table].rows[row][cell] = text

    return edit


def set_label(table: int, row: int, cell: int, text: str) -> Edit:
    """Return an edit that changes one cell of the header of a table."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        tables[table].header[row][cell] = text

    return edit


def line_of(text: str, part: str) -> int:
    """Return the number of the only line that contains ``part``."""
    (number,) = [n for n, line in enumerate(text.split("\n"), 1) if part in line]
    return number


def assert_message(messages: str, line: int | None, expected: Sequence[str], found: str) -> None:
    """Check that one message names file and line, what was expected and what was found."""
    place = "document.md" if line is None else f"document.md:{line}"
    for message in messages.splitlines():
        head, _, rest = message.partition(": expected ")
        wanted, _, was = rest.partition("; found ")
        if head.endswith(place) and all(part in wanted for part in expected) and found in was:
            return
    raise AssertionError(f"no message for {place!r}, {expected!r}, {found!r} in:\n{messages}")


def table_rows(project: Project) -> dict[str, list[Row]]:
    """Return the rows of the twelve tables without the columns that say where they stood."""
    front = ("disclosure_id", "table_no", "source_page", "source_line")
    return {
        table.name: [
            {name: cell for name, cell in row.items() if name not in front}
            for row in project.rows(table.name)
        ]
        for table in TABLES
    }


# The first document -------------------------------------------------------------------------------


def test_first_document_has_every_printed_amount_once(project: Project) -> None:
    """Every numeric cell of the source's rows is in the CSVs, in its row, and nothing else is."""
    assert project.run(DOCUMENT) == 0
    lines = DOCUMENT.read_text(encoding="utf-8").split("\n")
    count = 0
    seen: set[int] = set()
    for table in TABLES:
        for row in project.rows(table.name):
            line = int(row["source_line"])
            assert line not in seen
            seen.add(line)
            printed = [cell for cell in lines[line - 1].split("\t") if cell]
            # No table of this document has columns in another order, so the cells must be the
            # source's own, in its order.
            assert [cell for cell in list(row.values())[5:] if cell] == printed
            count += sum(
                bool(row[column.name]) for column in table.columns if column.kind is Kind.AMOUNT
            )
    assert count == 1397
    rows_left = [
        number
        for number, line in enumerate(lines, 1)
        if "\t" in line and number not in seen and re.search(r"\d\.\d\d", line)
    ]
    assert rows_left == []


def test_first_document_equals_the_seeds_in_the_repository(project: Project) -> None:
    """The seeds in the repository are what the package writes, byte for byte."""
    shutil.copy(
        ROOT / "seeds" / "reference" / "ref_regions.csv", project.root / "seeds" / "reference"
    )
    assert project.run(DOCUMENT) == 0
    written = files(project.published)
    assert set(written) == {f"raw_{name}.csv" for name in OUTPUT_COLUMNS}
    for name, content in written.items():
        # Documents loaded later may stand beside the first.
        kept = (ROOT / "seeds" / "published" / name).read_bytes().splitlines()
        assert set(content.splitlines()) <= set(kept), name


def test_second_run_changes_nothing(project: Project) -> None:
    """Running again writes the same bytes and leaves no other files."""
    assert project.run(DOCUMENT) == 0
    first = files(project.root)
    assert project.run(DOCUMENT) == 0
    assert files(project.root) == first


def test_first_document_facts(project: Project) -> None:
    """The document's facts, notes and units are read."""
    assert project.run(DOCUMENT) == 0
    row = project.disclosure()
    sha256 = row.pop("source_sha256")
    assert re.fullmatch(r"[0-9a-f]{64}", sha256)
    assert row == {
        "disclosure_id": DISCLOSURE,
        "region_code": "450200",
        "region_name": "柳州市",
        "department_code": "103",
        "department_name": "柳州市人民政府办公室",
        "fiscal_year": "2024",
        "stage": "budget",
        "level": "department",
        "template": "guangxi-budget",
        "title": "103柳州市人民政府办公室2024年部门预算公开说明",
        "source_file": "450200-103-2024-budget.md",
    }
    tables = project.rows("tables")
    assert [(t["table_no"], t["statement"], t["title"]) for t in tables] == [
        (table.number, table.name, table.title) for table in TABLES
    ]
    assert [t["currency_unit"] for t in tables] == ["万元"] * 11 + [""]
    lines = DOCUMENT.read_text(encoding="utf-8").split("\n")
    assert all(t["title"] in lines[int(t["source_line"]) - 1] for t in tables)
    notes = project.rows("table_notes")
    assert [(n["row_no"], n["source_line"], n["table_no"]) for n in notes] == [
        ("1", "290", "1"),
        ("2", "573", "8"),
        ("3", "586", "9"),
    ]
    assert notes[1]["note_text"] == "注：本部门2024年没有政府性基金预算支出，故本表无数据。"
    units = project.rows("budget_units")
    assert [(u["unit_label"], u["unit_kind"]) for u in units] == [
        ("柳州市人民政府办公室", "柳州市人民政府的组成部门"),
        ("柳州市12345政务服务热线管理中心", "柳州市人民政府办公室下属参公事业单位"),
        ("柳州市人民政府驻北京联络处", "柳州市人民政府派出行政办事机构"),
        ("柳州市人民政府驻上海联络处", "柳州市人民政府派出行政办事机构"),
        ("柳州市人民政府驻广州（深圳）办事处", "柳州市人民政府派出行政办事机构"),
        ("柳州市人民政府驻南宁办事处", "柳州市人民政府派驻南宁市的行政办事机构"),
    ]
    # The page break in the middle of the sentence is gone.
    assert "经济文化协作和信息交流" in units[2]["description"]


def test_first_document_procurement(project: Project) -> None:
    """The misprinted header of T10 is read as meant, and its short pages stay blank at the end."""
    assert project.run(DOCUMENT) == 0
    rows = project.rows("procurement")
    total, last = rows[0], rows[-1]
    assert total["project_name"] == "合计"
    assert (total["centralized_goods"], total["centralized_services"]) == ("23.84", "28.42")
    assert total["centralized_works"] == ""
    assert (total["decentralized_goods"], total["decentralized_works"]) == ("26.20", "0.00")
    assert total["decentralized_services"] == "0.00"
    assert total["prior_year_balance"] == "0.00"
    assert (last["decentralized_works"], last["decentralized_services"]) == ("0.00", "")


def test_module_runs_from_the_command_line(tmp_path: Path) -> None:
    """``python -m ingest`` works from the project's root."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", str(DOCUMENT), "--out", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(read_csv(tmp_path / "procurement" / "part-00001.csv")) == 30


# Writing ------------------------------------------------------------------------------------------


def test_upsert_keeps_other_documents_and_replaces_its_own(project: Project) -> None:
    """Rows of other documents stay as they are; the document's own rows are replaced."""
    assert project.run(DOCUMENT) == 0
    before = project.rows("expenditure")
    project.load(build_document(year=2023))
    rows = project.rows("expenditure")
    assert [r for r in rows if r["disclosure_id"] == DISCLOSURE] == before
    assert rows[0]["disclosure_id"] == "450200-103-2023-budget"
    # Row numbers sort as numbers, not as text.
    assert [r["row_no"] for r in rows[-len(before) :]] == [
        str(n) for n in range(1, len(before) + 1)
    ]

    project.load(build_document(year=2023, edit=lambda tables: tables[3].rows.pop()))
    after = project.rows("expenditure")
    assert len(after) == len(rows) - 1
    assert [r for r in after if r["disclosure_id"] == DISCLOSURE] == before


def test_order_of_loading_does_not_matter(project: Project) -> None:
    """The seeds are sorted, whatever was loaded first."""
    first = project.document(build_document(year=2023), "a.md")
    second = project.document(build_document(year=2025), "b.md")
    assert project.run(second) == 0
    assert project.run(first) == 0
    one_by_one = files(project.published)
    shutil.rmtree(project.published)
    assert project.run(first, second) == 0
    assert files(project.published) == one_by_one


def test_csv_form(project: Project) -> None:
    """UTF-8 without a mark, line feeds, quotes only where needed, declared columns."""
    assert project.run(DOCUMENT) == 0
    for name, columns in OUTPUT_COLUMNS.items():
        content = (project.published / f"raw_{name}.csv").read_bytes()
        assert content.startswith((",".join(columns) + "\n").encode())
        assert content.endswith(b"\n")
        assert b"\r" not in content
    content = (project.published / "raw_basic_expenditure.csv").read_text(encoding="utf-8")
    assert f'\n{DISCLOSURE},6,1,,501,,合计,"3,830.34","3,367.04",463.30\n' in content


def test_a_refused_document_leaves_the_others_of_the_run_alone(project: Project) -> None:
    """Without --out, too, the good documents of a run are loaded, and the exit code tells."""
    good = project.document(build_document(), "good.md")
    bad = project.document(build_document(year=2025, edit=set_cell(12, 0, 0, "1-2")), "bad.md")
    assert project.run(good, bad) == 1
    assert "bad.md:" in project.messages
    assert "1 documents loaded into seeds/published, 1 refused" in project.messages
    assert project.disclosure()["source_file"] == "good.md"


def test_landing_zone_skips_the_refused_document(project: Project) -> None:
    """With --out the refused document is reported and left out of every table, the rest is in."""
    out = project.root / "zone"
    paths = [
        project.document(build_document(year=2023), "a.md"),
        # The last table is the bad one, so everything before it has been read by then.
        project.document(build_document(year=2024, edit=set_cell(12, 1, 0, "1-2")), "b.md"),
        project.document(build_document(year=2025), "c.md"),
    ]
    assert project.run(*paths, "--out", out) == 1
    assert "b.md:" in project.messages
    assert not project.published.exists()
    for name in OUTPUT_COLUMNS:
        assert [path.name for path in (out / name).iterdir()] == ["part-00001.csv"]
        if name == "narrative_claims":
            # The documents made here state no figures in their prose.
            continue
        assert {row["disclosure_id"] for row in project.rows(name, out)} == {
            "450200-103-2023-budget",
            "450200-103-2025-budget",
        }
    first = files(out)
    assert project.run(*paths, "--out", out) == 1
    assert files(out) == first


def test_landing_zone_is_written_in_batches(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file holds so many documents and no more, and the others stay when some are read again."""
    monkeypatch.setattr(writer, "DOCUMENTS_PER_FILE", 2)
    out = project.root / "zone"
    paths = [project.document(build_document(year=y), f"{y}.md") for y in range(2020, 2025)]
    assert project.run(*paths, "--out", out) == 0
    parts = sorted((out / "disclosures").iterdir())
    assert [path.name for path in parts] == [f"part-0000{n}.csv" for n in (1, 2, 3)]
    assert [len(read_csv(path)) for path in parts] == [2, 2, 1]

    before = files(out)
    assert project.run(*paths[:2], "--out", out) == 0
    assert files(out) == before
    # One more fits into the last file, and not into the first.
    last = project.document(build_document(year=2025), "2025.md")
    assert project.run(last, "--out", out) == 0
    assert [len(read_csv(path)) for path in parts] == [2, 2, 2]
    assert project.run("--out", out, "--remove", "450200-103-2022-budget") == 0
    assert [len(read_csv(path)) for path in parts] == [2, 1, 2]
    assert project.run("--out", out, "--remove", "450200-103-2023-budget") == 0
    assert [path.name for path in sorted((out / "revenue").iterdir())] == [
        "part-00001.csv",
        "part-00003.csv",
    ]


def test_landing_zone_with_nothing_loaded_stays(project: Project) -> None:
    """A run that loads nothing does not empty a landing zone that is there."""
    out = project.root / "zone"
    assert project.run(project.document(build_document()), "--out", out) == 0
    before = files(out)
    assert project.run(project.document("nothing"), "--out", out) == 1
    assert files(out) == before


@pytest.mark.parametrize("out", [False, True])
def test_failure_while_writing_leaves_no_files(
    project: Project, monkeypatch: pytest.MonkeyPatch, out: bool
) -> None:
    """A failure at the last file leaves the others as they were, and nothing beside them."""
    options = ["--out", project.root / "zone"] if out else []
    project.load(build_document(), *options)
    before = files(project.root)
    write = storage.Store.write

    def fail_at_the_last(
        self: storage.Store, path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        if "budget_units" in str(path):
            raise OSError(28, "No space left on device", str(path))
        write(self, path, columns, rows)

    monkeypatch.setattr(storage.Store, "write", fail_at_the_last)
    other = project.document(build_document(year=2030), "document.md")
    assert project.run(other, *options) == 1
    assert "No space left on device" in project.messages
    after = files(project.root)
    after["document.md"] = before["document.md"]
    assert after == before


@pytest.mark.parametrize("out", [False, True])
def test_a_corrected_version_takes_the_place_of_the_first(project: Project, out: bool) -> None:
    """A document is replaced whole, in seeds and in a landing zone, and the command says so."""
    folder = project.root / "zone" if out else project.published
    options = ["--out", folder] if out else []
    assert project.run(project.document(build_document(year=2023), "2023.md"), *options) == 0
    others = files(folder)
    first = project.document(build_document(), "first.md")
    second = project.document(
        build_document(edit=lambda tables: tables[3].rows.pop()), "corrected.md"
    )
    assert project.run(first, *options) == 0
    assert project.run(second, *options) == 0
    assert f"corrected.md: note: takes the place of {DISCLOSURE} as loaded from first.md" in (
        project.messages
    )
    loaded = project.rows("disclosures", folder if out else None)
    assert [row["source_file"] for row in loaded] == ["2023.md", "corrected.md"]
    assert project.run("--remove", DISCLOSURE, *options) == 0
    assert "0 documents loaded" in project.messages
    assert "1 removed" in project.messages
    assert files(folder) == others


def test_another_department_under_the_same_id_is_not_lost(project: Project) -> None:
    """What would push out a document of another department is refused, unless one insists."""
    text = build_document()
    project.load(text)
    before = files(project.published)
    other = project.document(text.replace("柳州市人民政府办公室", "柳州市人民政府第二办公室"))
    assert project.run(other) == 1
    assert f'expected under {DISCLOSURE} the document of "柳州市人民政府办公室"' in project.messages
    assert files(project.published) == before
    assert project.run(other, "--replace") == 0
    assert project.disclosure()["department_name"] == "柳州市人民政府第二办公室"


@pytest.mark.parametrize("out", [False, True])
def test_removing_what_is_not_there(project: Project, out: bool) -> None:
    """The command names a document that is there, and changes nothing."""
    folder = project.root / "zone" if out else project.published
    options = ["--out", folder] if out else []
    project.load(build_document(), *options)
    before = files(folder)
    assert project.run("--remove", "450200-103-1999-budget", *options) == 1
    assert f"such as {DISCLOSURE}" in project.messages
    assert files(folder) == before


def test_a_landing_zone_of_another_program_is_left_alone(project: Project) -> None:
    """Parquet files of a landing zone are not mixed with CSV files."""
    file = project.root / "zone" / "revenue" / "part.parquet"
    file.parent.mkdir(parents=True)
    file.touch()
    assert project.run(project.document(build_document()), "--out", project.root / "zone") == 1
    assert "expected a landing zone of CSV files; found Parquet" in project.messages


def test_a_folder_of_something_else_is_no_landing_zone(project: Project) -> None:
    """A project, or a home, is not put in place anew."""
    before = files(project.root)
    assert project.run(DOCUMENT, "--out", project.root) == 1
    assert "expected a landing zone; found seeds/ in it" in project.messages
    assert files(project.root) == before


def test_one_message_for_a_cause(project: Project) -> None:
    """Ten thousand rows with one mistake are a few lines, with their number."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        row = tables[3].rows[-1]
        tables[3].rows += [[*row[:-1], f"1,2{n}x"] for n in range(10_000)]

    messages = project.refuse(build_document(edit=edit))
    assert len(messages.splitlines()) < 20
    assert len(messages) < 5000
    assert "and 9995 more like the last, in line " in messages


@pytest.mark.parametrize("out", [False, True])
def test_two_documents_with_one_id(project: Project, out: bool) -> None:
    """Two documents with the same disclosure_id are an error that names both."""
    first = project.document(build_document(), "first.md")
    second = project.document(build_document(units=units_with_all_funds()), "second.md")
    options = ["--out", project.root / "zone"] if out else []
    assert project.run(first, second, *options) == 1
    assert "second.md: expected one document" in project.messages
    assert f"{DISCLOSURE}, which {first} has too" in project.messages
    folder = project.root / "zone" if out else None
    assert [row["source_file"] for row in project.rows("disclosures", folder)] == ["first.md"]


def test_seed_of_another_version_is_not_overwritten(project: Project) -> None:
    """A seed with other columns is reported, not mixed."""
    project.load(build_document())
    seed = project.published / "raw_basic_expenditure.csv"
    seed.write_text("disclosure_id,row_no,source_page,source_line\nx,1,,1\n", encoding="utf-8")
    before = files(project.published)
    assert project.run(project.document(build_document(year=2025))) == 1
    assert "raw_basic_expenditure.csv:1: expected the header" in project.messages
    assert files(project.published) == before


def test_usage_errors(project: Project) -> None:
    """A wrong command line exits with 2."""
    for arguments in ([], ["a.md", "--region-code", "45"], ["a.md", "--nonsense"]):
        with pytest.raises(SystemExit) as caught:
            project.run(*arguments)
        assert caught.value.code == 2


# Reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows_per_page", [1, 3, 7])
@pytest.mark.parametrize("repeat_titles", [False, True])
def test_page_breaks_do_not_change_what_is_read(
    project: Project, rows_per_page: int, repeat_titles: bool
) -> None:
    """Pages, with headers, titles and page numbers repeated anywhere, give the same rows."""
    project.load(build_document())
    expected = table_rows(project)
    project.load(
        build_document(rows_per_page=rows_per_page, repeat_titles=repeat_titles, page_numbers=True)
    )
    assert table_rows(project) == expected


@pytest.mark.parametrize("misprinted", [False, True])
def test_brackets_and_spaces_in_headers(project: Project, misprinted: bool) -> None:
    """Brackets of either width and spaces in labels make no difference to what is read."""
    project.load(build_document(misprinted_t10=misprinted))
    expected = {name: len(rows) for name, rows in table_rows(project).items()}
    amounts = [row["total"] for row in project.rows("general_budget_expenditure")]

    def spaces(tables: dict[int, PrintedTable]) -> None:
        for table in tables.values():
            for labels in table.labels:
                labels[:] = [f" {cell[:2]} {cell[2:]}\u3000" if cell else "" for cell in labels]

    for change in ({"half_width_brackets": True}, {"full_width_brackets": True}, {"edit": spaces}):
        project.load(build_document(misprinted_t10=misprinted, **change))
        assert {name: len(rows) for name, rows in table_rows(project).items()} == expected
        rows = project.rows("general_budget_expenditure")
        assert [row["total"] for row in rows] == amounts


def test_columns_in_another_order(project: Project) -> None:
    """Columns are found by their headers, wherever they stand."""
    project.load(build_document(units=units_with_all_funds()))
    expected = table_rows(project)

    def reorder(tables: dict[int, PrintedTable]) -> None:
        tables[1].reorder([2, 3, 0, 1])
        tables[2].reorder([2, 1, 0, 9, 10, 11, 12, 13, 14, 3, 4, 5, 6, 7, 8])
        tables[3].reorder([6, 2, 1, 0, 5, 4, 3])
        tables[7].reorder([2, 9, 10, 11, 12, 0, 1, 3, 4, 5, 6, 7, 8])
        tables[10].reorder([3, 2, 1, 0, *range(11, 20), *range(4, 11)])
        tables[12].reorder([3, 2, 1, 0])

    def inner(tables: dict[int, PrintedTable]) -> None:
        for row in tables[5].rows:
            row[5], row[6] = row[6], row[5]
        tables[5].header[2][5:7] = ["公用经费", "人员经费"]

    def drop_numbers(tables: dict[int, PrintedTable]) -> None:
        for table in tables.values():
            table.header[:] = table.labels

    def edit(tables: dict[int, PrintedTable]) -> None:
        # The row of numbers counts from left to right in print, so it cannot be moved along.
        drop_numbers(tables)
        reorder(tables)
        inner(tables)

    project.load(build_document(units=units_with_all_funds(), edit=edit))
    assert table_rows(project) == expected


def test_columns_may_change_from_page_to_page(project: Project) -> None:
    """Each repeated header is mapped anew."""
    text = build_document()
    header = "合计\t基本支出\t项目支出\t结转下年支出"
    last = "103002\t柳州市人民政府办公室信息中心\t148.91\t109.46\t39.45\t0.00"
    assert last in text
    project.load(text)
    expected = table_rows(project)
    before, line, after = text.partition(f"\t{last}\n")
    assert line
    front = "科目编码\t部门(单位)代码\t部门(单位)名称(功能分类科目名称)"
    swapped_header = f"{front}\t结转下年支出\t项目支出\t基本支出\t合计\n"
    swapped_row = "\t103002\t柳州市人民政府办公室信息中心\t0.00\t39.45\t109.46\t148.91\n"
    project.load(f"{before}\n{swapped_header}{swapped_row}\n{front}\t{header}\n{after}")
    assert table_rows(project) == expected


def test_narrower_continuation_page(project: Project) -> None:
    """A page whose rows have one cell fewer: the last column is blank there, not zero."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        rows = tables[10].rows
        rows[:] = [row if number < 3 else row[:-1] for number, row in enumerate(rows)]

    project.load(build_document(misprinted_t10=True, rows_per_page=3, edit=edit))
    rows = project.rows("procurement")
    assert [row["decentralized_services"] for row in rows] == ["8.75"] * 3 + [""] * 6
    assert rows[0]["decentralized_works"] == "20.00"
    assert all(row["decentralized_works"] for row in rows)


def test_header_printed_twice(project: Project) -> None:
    """A page break straight after a header changes nothing."""
    project.load(build_document())
    expected = table_rows(project)
    project.load(
        build_document(
            edit=lambda tables: [
                table.header.extend([list(cells) for cells in table.labels])
                for table in tables.values()
            ]
        )
    )
    assert table_rows(project) == expected


def test_labels_of_a_group_may_stand_lower(project: Project) -> None:
    """A merged cell ends where another group begins, also where that group's labels stand lower."""
    project.load(build_document())
    expected = table_rows(project)

    def edit(tables: dict[int, PrintedTable]) -> None:
        table = tables[7]
        table.header.pop()
        table.reorder([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 9])
        table.header[2][9:12], table.header[1][9:12] = table.header[1][9:12], ["", "", ""]

    project.load(build_document(edit=edit))
    assert table_rows(project) == expected


def test_blank_header_cells_at_the_end(project: Project) -> None:
    """A header may end in blank cells; they are no columns."""
    project.load(build_document())
    expected = table_rows(project)

    def edit(tables: dict[int, PrintedTable]) -> None:
        for table in tables.values():
            for cells in table.header:
                cells.extend(["", ""])

    project.load(build_document(edit=edit))
    assert table_rows(project) == expected


def test_trailing_blank_cells_are_no_cells(project: Project) -> None:
    """Blank cells beyond the header are fine."""
    project.load(build_document())
    expected = table_rows(project)
    project.load(build_document(edit=lambda t: [row.extend(["", " "]) for row in t[5].rows]))
    assert table_rows(project) == expected


def test_procurement_headers(project: Project) -> None:
    """The header of T10 is read whether it is misprinted or right, and without 工程类."""
    project.load(build_document())
    (right,) = [r for r in project.rows("procurement") if r["project_name"] == "修缮费"]
    assert right["decentralized_works"] == "20.00"
    assert right["centralized_works"] == "0.00"
    project.load(build_document(misprinted_t10=True))
    (misprinted,) = [r for r in project.rows("procurement") if r["project_name"] == "修缮费"]
    assert misprinted["decentralized_works"] == "20.00"
    assert misprinted["centralized_works"] == ""

    def without_works(tables: dict[int, PrintedTable]) -> None:
        for cells in (*tables[10].labels, *tables[10].rows):
            del cells[18], cells[14]

    project.load(build_document(edit=without_works))
    for row in project.rows("procurement"):
        assert (row["centralized_works"], row["decentralized_works"]) == ("", "")
    assert project.rows("procurement")[0]["decentralized_services"] == "8.75"


def test_prior_year_balance_in_procurement(project: Project) -> None:
    """The sixth fund is the prior year's balance, printed properly or as a second fund label."""
    units = units_with_all_funds()
    for misprinted in (False, True):
        project.load(build_document(units=units, misprinted_t10=misprinted))
        total = project.rows("procurement")[0]
        assert (total["government_fund"], total["prior_year_balance"]) == ("50.00", "3.30")


def test_project_names_in_service_purchases(project: Project) -> None:
    """A column 项目名称 in T11 is read where it is printed."""
    project.load(build_document())
    assert {row["project_name"] for row in project.rows("service_purchases")} == {""}

    def edit(tables: dict[int, PrintedTable]) -> None:
        for cells, text in zip(tables[11].header, ("项目名称", "", ""), strict=True):
            cells.insert(3, text)
        for number, row in enumerate(tables[11].rows):
            row.insert(3, f"项目{number}" if row[0] else "")

    project.load(build_document(edit=edit))
    rows = project.rows("service_purchases")
    assert [row["project_name"] for row in rows] == ["", "", "", "项目3", "项目4", "", "项目6"]
    assert rows[3]["total"] == rows[3]["general_budget"] == "4.00"


def test_other_funds(project: Project) -> None:
    """Government funds, state capital, non-fiscal funds and carry-overs are read where they are."""
    project.load(build_document(units=units_with_all_funds()))
    fund = project.rows("government_fund_expenditure")
    assert [(r["function_code"], r["unit_code"], r["total"], r["project"]) for r in fund] == [
        ("", "", "150.00", "150.00"),
        ("", "103", "150.00", "150.00"),
        ("", "103001", "150.00", "150.00"),
        ("2120803", "", "150.00", "150.00"),
    ]
    assert project.rows("state_capital_expenditure")[-1]["basic"] == "6.00"
    total = project.rows("revenue")[0]
    assert total["row_name"] == "合计"
    assert (total["current_fiscal_account"], total["current_unit_funds"]) == ("30.50", "32.20")
    assert (total["carried_subtotal"], total["carried_general_budget"]) == ("32.59", "29.29")
    assert total["carried_unit_funds"] == "3.30"
    assert project.rows("expenditure")[0]["carried_forward"] == "2.20"
    notes = project.rows("table_notes")
    assert [note["table_no"] for note in notes] == ["1"]


def test_empty_tables(project: Project) -> None:
    """Tables without rows give files with a header row, and the notes are kept."""
    project.load(build_document(without_rows=[8, 9, 10, 11, 12]))
    for number in (8, 9, 10, 11, 12):
        name = TABLES[number - 1].name
        assert project.rows(name) == []
        assert (project.published / f"raw_{name}.csv").read_text().startswith("disclosure_id,")
    assert [note["table_no"] for note in project.rows("table_notes")] == ["1", "8", "9"]

    def no_header(tables: dict[int, PrintedTable]) -> None:
        tables[8].header.clear()

    project.load(build_document(without_rows=[8], edit=no_header))
    assert project.rows("government_fund_expenditure") == []


def test_total_row_with_blank_amounts_is_data(project: Project) -> None:
    """A row that prints 合计 and nothing else is a row, not a header."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        tables[8].rows[:] = [["", "", "合计", "", "", ""]]

    project.load(build_document(edit=edit))
    (row,) = project.rows("government_fund_expenditure")
    assert (row["row_name"], row["total"]) == ("合计", "")


def test_full_width_digits(project: Project) -> None:
    """Full-width digits are amounts and codes, and stay as printed."""
    project.load(build_document(full_width_digits=True))
    row = project.rows("expenditure")[2]
    assert (row["unit_code"], row["total"][-3:]) == ("１０３００１", "．３８")
    assert project.rows("basic_expenditure")[1]["economic_code"] == "３０１"


@pytest.mark.parametrize(
    ("negative", "printed"),
    [("-", "-5.00"), ("－", "－5.00"), ("−", "−5.00"), ("brackets", "（5.00）")],
)
def test_negative_amounts(project: Project, negative: str, printed: str) -> None:
    """Negative amounts are read, and stay as printed."""
    items = (Item("2010301", "行政运行", d("80")), Item("2010302", "其他", project=d("-5")))
    units = (*default_units(), Unit("103009", "柳州市驻外处", items))
    project.load(build_document(units=units, negative=negative))
    row = project.rows("general_budget_expenditure")[-1]
    assert (row["total"], row["project"]) == (printed, printed)


@pytest.mark.parametrize("decimals", [0, 2, 4])
def test_currency_unit(project: Project, decimals: int) -> None:
    """Documents in 元 are read, however many decimals they print."""
    project.load(build_document(currency_unit="元", decimals=decimals))
    assert {row["currency_unit"] for row in project.rows("tables")} == {"元", ""}
    total = project.rows("revenue_expenditure_summary")[-1]["revenue_amount"]
    assert total.replace(",", "").split(".")[0] == "21512900"


def test_frame_lines_in_any_order(project: Project) -> None:
    """部门名称 and 单位 may stand in either order, on one line, apart by spaces or tabs."""
    text = build_document()
    project.load(text)
    expected = table_rows(project)
    two_lines = "部门名称：103柳州市人民政府办公室\n\n单位：万元\n"
    for lines in (
        "单位：万元\n\n部门名称：103柳州市人民政府办公室\n",
        "部门名称: 103 柳州市人民政府办公室    金额单位: 万元\n",
        "部门名称：１０３柳州市人民政府办公室\t\t\t单位：万元\n",
        "**部门名称：103柳州市人民政府办公室**\n单位：人民币万元\n",
    ):
        assert text.count(two_lines) == 11
        project.load(text.replace(two_lines, lines))
        assert table_rows(project) == expected
        assert project.rows("tables")[0]["currency_unit"] == "万元"
    project.load(text.replace("单位：万元", "单位：人民币万元", 1))
    assert table_rows(project) == expected
    assert project.rows("tables")[0]["currency_unit"] == "万元"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings(project: Project, encoding: str) -> None:
    """Text in the encodings that Chinese programs write is read by what its bytes show."""
    project.load(build_document())
    expected = table_rows(project)
    assert project.run(project.document(build_document().encode(encoding))) == 0, project.messages
    assert table_rows(project) == expected


def test_byte_order_mark_and_line_ends(project: Project) -> None:
    """A byte order mark and Windows line ends are not part of the cells."""
    project.load(build_document())
    expected = table_rows(project)
    text = "\ufeff" + build_document().replace("\n", "\r\n")
    assert project.run(project.document(text.encode())) == 0
    assert table_rows(project) == expected


def test_headings_end_a_table(project: Project) -> None:
    """Text after a heading is no longer part of the last table."""
    project.load(build_document() + "\n# 第六部分 说明\n\n公开咨询电话：0772-1234567\n")


def test_mentions_of_titles_are_no_tables(project: Project) -> None:
    """Titles in lists and in prose start no table."""
    project.load(build_document(extra_text="- 政府采购预算表\n\n见政府采购预算表（表10）。"))


def test_note_in_a_merged_row(project: Project) -> None:
    """A note printed as a row of the table is a note."""
    project.load(build_document(edit=lambda t: t[11].rows.append(["注：含上年结转。", "", "", ""])))
    assert project.rows("table_notes")[-1]["note_text"] == "注：含上年结转。"
    assert project.rows("service_purchases")[-1]["row_name"] == "一般行政管理事务"


def test_notes_in_other_words_and_in_several_items(project: Project) -> None:
    """备注 and 说明 are notes too, and so are the numbered lines that go on with a note."""
    notes = ["注：1.本表金额四舍五入。", "2. 含上年结转。", "（3）含驻外机构。"]

    def edit(tables: dict[int, PrintedTable]) -> None:
        tables[1].notes.extend(notes)
        tables[3].notes.append("备注：本表无说明。")
        tables[5].notes.append("说明：本表含上级补助。")

    project.load(build_document(edit=edit))
    found = [(note["table_no"], note["note_text"]) for note in project.rows("table_notes")]
    expected = [("1", note) for note in notes]
    assert found[1:6] == [*expected, ("3", "备注：本表无说明。"), ("5", "说明：本表含上级补助。")]
    messages = project.refuse(build_document(edit=lambda t: t[3].notes.append("2. 含上年结转。")))
    assert 'found the text "2. 含上年结转。"' in messages


def test_headings_around_a_title(project: Project) -> None:
    """A table's heading may print the year in front and the table's number behind or below."""
    text = build_document()
    project.load(text)
    expected = table_rows(project)
    for heading in ("## 2024年度部门收支总体情况表", "## 部门收支总体情况表（公开表1）"):
        project.load(text.replace("## 部门收支总体情况表", heading))
        assert table_rows(project) == expected
    project.load(text.replace("## 部门收支总体情况表\n", "## 部门收支总体情况表\n公开01表\n"))
    assert table_rows(project) == expected
    project.load(build_document(extra_text="部门收支总体情况表（表1）"))
    assert table_rows(project) == expected


def test_invisible_characters(project: Project) -> None:
    """Blanks of every kind, and characters that print as nothing, make no label, name or amount."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        for cells in (*tables[5].header, *tables[5].rows):
            cells[:] = [f"\u00a0{cell}\u200b" for cell in cells]

    project.load(build_document(edit=edit))
    rows = project.rows("general_budget_expenditure")
    assert rows[0]["row_name"] == " 合计"


def test_cells_stay_verbatim(project: Project) -> None:
    """Cells are not stripped or changed."""
    name = ' 行政\u3000运行，"含" 其他 '
    project.load(build_document(edit=set_cell(5, 3, 2, name)))
    assert project.rows("general_budget_expenditure")[3]["row_name"] == name


AMOUNTS = ["0", "12", "1234.5", "1,234.56", "-1,234.56", "＋３．１４", "（1,234.56）", "−０．５０"]


@pytest.mark.parametrize("text", [*AMOUNTS, "(0.5)", " 1,234,567.890 "])
def test_amounts(text: str) -> None:
    """What is an amount."""
    assert is_amount(text)


NO_AMOUNTS = """
12.3.4 abc - 1,23.4 1234,567 ,123 1, 1. .5 (5) (55) -(1.00) (1.00 5% --1 1e3 — 一 ① ½ 12²
1,2345.00 ٣
"""


@pytest.mark.parametrize("text", [*NO_AMOUNTS.split(), "1 234.00", "1\u00a0234.00"])
def test_no_amounts(text: str) -> None:
    """What is no amount."""
    assert not is_amount(text)


# Identity -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "ending"),
    [
        ("# 103柳州市人民政府办公室2024年部门预算公开说明", "budget"),
        ("103柳州市人民政府办公室2024年部门预算公开说明", "budget"),
        ("# **１０３ 柳州市人民政府办公室 ２０２４ 年部门预算公开说明**", "budget"),
        ("# 关于《103柳州市人民政府办公室2024年度部门决算》公开的说明", "final"),
        ("# 关于103柳州市人民政府办公室2024年单位预算的公开说明", "budget-unit"),
        ("# 103柳州市人民政府办公室2024年单位决算", "final-unit"),
        ("# 2024年103柳州市人民政府办公室部门预算公开", "budget"),
        ("# 柳州市人民政府办公室2024年部门预算", "budget"),
        ("# 103柳州市人民政府办公室\n\n# 2024年部门预算公开说明", "budget"),
        ("# 103柳州市人民\n# 政府办公室2024年\n# 部门预算公开说明", "budget"),
    ],
)
def test_titles(project: Project, title: str, ending: str) -> None:
    """Titles in many forms give the same identity."""
    project.load(build_document(title=title))
    row = project.disclosure()
    assert row["disclosure_id"] == f"450200-103-2024-{ending}"
    assert row["department_name"] == "柳州市人民政府办公室"
    stage, _, level = ending.partition("-")
    assert (row["stage"], row["level"]) == (stage, level or "department")


def test_department_name_with_a_number(project: Project) -> None:
    """A number in the name is neither the code nor the year."""
    project.load(build_document(department_name="柳州市12345热线管理中心（总值班室）", year=2026))
    row = project.disclosure()
    assert row["department_name"] == "柳州市12345热线管理中心（总值班室）"
    assert (row["department_code"], row["fiscal_year"]) == ("103", "2026")


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("柳州市财政局", "450200 柳州市"),
        ("广西壮族自治区财政厅", "450000 广西壮族自治区"),
        ("广西壮族自治区柳州市财政局", "450200 柳州市"),
        ("柳州市柳北区财政局", "450205 柳北区"),
        ("荔浦市财政局", "450381 荔浦市"),
        ("共青团柳北区委员会", "450205 柳北区"),
        ("柳州市城中区财政局", "450202 城中区"),
        ("西宁市城中区财政局", "630103 城中区"),
        ("柳州市人民政府驻广州市办事处", "450200 柳州市"),
        # The county is in another prefecture, so it is no part of the region's name.
        ("柳州市荔浦市商会", "450200 柳州市"),
        ("和县财政局", "340523 和县"),
        ("北京市东城区财政局", "110101 东城区"),
        ("嘉峪关市财政局", "620200 嘉峪关市"),
    ],
)
def test_region_from_the_department_name(project: Project, name: str, region: str) -> None:
    """The region is the innermost one that the name starts with, else one inside the name."""
    project.load(build_document(department_name=name))
    row = project.disclosure()
    assert f"{row['region_code']} {row['region_name']}" == region
    assert row["disclosure_id"] == f"{row['region_code']}-103-2024-budget"
    assert "warning" not in project.messages


def test_region_from_the_text(project: Project) -> None:
    """Where the name says nothing, the region the document names most often counts."""
    text = "市财政局是桂林市人民政府的组成部门，由桂林市人民政府领导，与柳州市往来。"
    project.load(build_document(department_name="市财政局", extra_text=text))
    assert project.disclosure()["region_code"] == "450300"


def test_county_name_in_several_provinces(project: Project) -> None:
    """Such a name counts only with its prefecture or province named in the document."""
    project.load(
        build_document(department_name="城中区财政局", extra_text="办公地点在西宁市城中区。")
    )
    assert project.disclosure()["region_code"] == "630103"
    project.load(build_document(department_name="城中区财政局", year=2025))
    assert project.rows("disclosures")[0]["region_code"] == "000000"


@pytest.mark.parametrize("name", ["人和县域经济办公室", "市辖区管理办公室"])
def test_words_that_are_no_regions(project: Project, name: str) -> None:
    """Two characters inside a word and the list's own groupings are no regions."""
    project.load(build_document(department_name=name))
    assert project.disclosure()["region_code"] == "000000"


@pytest.mark.parametrize(("year", "code"), [(2018, "320602"), (2024, "320613")])
def test_region_with_a_new_code(project: Project, year: int, code: str) -> None:
    """A region that was given another code has the code of the document's year."""
    project.load(build_document(department_name="南通市崇川区财政局", year=year))
    assert project.disclosure()["region_code"] == code


def test_region_that_no_longer_exists(project: Project) -> None:
    """A region counts in the years it existed."""
    project.load(build_document(department_name="柳江县财政局", year=2015))
    assert project.disclosure()["region_code"] == "450221"
    project.load(build_document(department_name="柳江县财政局", year=2024))
    assert project.rows("disclosures")[0]["region_code"] == "000000"


def test_unknown_region_and_region_code(project: Project) -> None:
    """An unknown region is a warning that says what to do; --region-code is the answer."""
    text = build_document(department_name="某某局")
    project.load(text)
    row = project.disclosure()
    assert (row["region_code"], row["region_name"]) == ("000000", "")
    assert row["disclosure_id"] == "000000-103-2024-budget"
    assert 'document.md: warning: no region found for "某某局"' in project.messages
    assert "--region-code" in project.messages

    shutil.rmtree(project.published)
    project.load(text, "--region-code", "450300")
    row = project.disclosure()
    assert (row["region_code"], row["region_name"]) == ("450300", "桂林市")
    assert "warning" not in project.messages

    shutil.rmtree(project.published)
    project.load(build_document(), "--region-code", "999999")
    row = project.disclosure()
    assert (row["region_code"], row["region_name"]) == ("999999", "")


def test_missing_list_of_regions(project: Project) -> None:
    """Without the list no region is found, and that is a warning."""
    (project.root / "seeds" / "reference" / "ref_regions.csv").unlink()
    project.load(build_document())
    assert project.disclosure()["region_code"] == "000000"
    assert "--region-code" in project.messages


def test_units_of_the_organisation_section(project: Project) -> None:
    """The department and its listed units are read; a document without a list gives no rows."""
    project.load(build_document())
    name = "柳州市人民政府办公室"
    assert [
        (u["row_no"], u["unit_label"], u["unit_kind"]) for u in project.rows("budget_units")
    ] == [
        ("1", name, "本级政府的组成部门"),
        ("2", f"{name}信息中心", f"{name}下属事业单位"),
    ]
    text = build_document().replace("机构设置情况", "其他情况")
    project.load(text)
    assert project.rows("budget_units") == []


# Templates ----------------------------------------------------------------------------------------

SMALL = {
    "templates": ["小样,budget,三表小样,Three small tables,no"],
    "template_tables": [
        "小样,1,revenue,收入预算总表,yes,yes,no",
        "小样,2,expenditure,支出预算总表,yes,no,no",
        "小样,3,government_fund_expenditure,基金预算支出表,no,yes,yes",
    ],
    "template_columns": [
        "小样,revenue,function_code,功能分类科目编码/类,yes",
        "小样,revenue,function_code,功能分类科目编码/款,yes",
        "小样,revenue,function_code,功能分类科目编码/项,yes",
        "小样,revenue,row_name,功能分类科目名称,yes",
        "小样,revenue,total,合计,yes",
        "小样,revenue,current_general_budget,财政拨款,no",
        "小样,expenditure,row_name,科目,yes",
        "小样,expenditure,basic,支出/基本支出,yes",
        "小样,expenditure,project,支出/项目支出,yes",
        "小样,government_fund_expenditure,row_name,科目,yes",
        "小样,government_fund_expenditure,total,合计,yes",
    ],
    "template_labels": [],
}
REVENUE = """\
## 收入预算总表

编制部门：柳州市柳北区司法局\t\t\t单位：元

功能分类科目编码\t\t\t功能分类科目名称\t合计
类\t款\t项\t\t
204\t\t\t公共安全支出\t1,000
204\t06\t\t司法\t1,000
204\t06\t01\t行政运行\t1,000
"""
EXPENDITURE = """\
## 支出预算总表

科目\t支出\t
\t基本支出\t项目支出
行政运行\t600.00\t400.00
"""
FUND = """\
## 基金预算支出表

单位：万元

科目\t合计
合计\t0.00
"""


def small(*tables: str, title: str = "# 柳州市柳北区司法局2026年部门预算") -> str:
    """Return a document in the small template."""
    return "\n".join([title, "", *tables])


@pytest.fixture
def small_project(project: Project) -> Project:
    """Return a project that has the small template too."""
    for name, rows in SMALL.items():
        add_rows(project, name, *rows)
    return project


def add_rows(project: Project, name: str, *rows: str) -> int:
    """Add rows to a seed of the templates; return the line of the last one."""
    path = project.root / "seeds" / "templates" / f"{name}.csv"
    text = path.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return text.count("\n")


def test_a_template_is_rows_of_seeds(small_project: Project) -> None:
    """Another template needs no line of Python; columns it does not print stay blank."""
    small_project.load(small(REVENUE, EXPENDITURE, FUND))
    assert small_project.disclosure()["template"] == "小样"
    (row,) = small_project.rows("expenditure")
    printed = {name: cell for name, cell in row.items() if cell}
    assert list(printed.values())[1:] == ["2", "1", "17", "行政运行", "600.00", "400.00"]
    assert list(printed)[4:] == ["row_name", "basic", "project"]
    assert small_project.rows("basic_expenditure") == []
    assert [(t["table_no"], t["statement"]) for t in small_project.rows("tables")] == [
        ("1", "revenue"),
        ("2", "expenditure"),
        ("3", "government_fund_expenditure"),
    ]


def test_a_table_may_be_left_out_where_the_template_says_so(small_project: Project) -> None:
    """Optional tables may be missing, required ones may not."""
    small_project.load(small(REVENUE, EXPENDITURE))
    assert [t["table_no"] for t in small_project.rows("tables")] == ["1", "2"]
    messages = small_project.refuse(small(REVENUE, FUND))
    assert_message(messages, None, ["all 2 tables of 三表小样"], 'T2 "支出预算总表"')


def test_a_currency_unit_belongs_to_its_table(small_project: Project) -> None:
    """Tables differ in their units, and one that the template has without a unit has none."""
    small_project.load(small(REVENUE, EXPENDITURE, FUND))
    assert [t["currency_unit"] for t in small_project.rows("tables")] == ["元", "", "万元"]
    text = small(REVENUE, EXPENDITURE, FUND.replace("单位：万元", ""))
    messages = small_project.refuse(text)
    assert_message(
        messages,
        line_of(text, "## 基金预算支出表"),
        ["the currency unit", 'over T3 "基金预算支出表"'],
        "none",
    )


def test_a_code_in_several_cells(small_project: Project) -> None:
    """The parts of a code are joined by one blank, those not printed left out."""
    small_project.load(small(REVENUE.replace("\t06\t", "\t 6 \t"), EXPENDITURE))
    codes = [row["function_code"] for row in small_project.rows("revenue")]
    assert codes == ["204", "204 6", "204 6 01"]
    text = small(REVENUE.replace("204\t06\t01", "204\t0A\t01"), EXPENDITURE)
    messages = small_project.refuse(text)
    assert_message(messages, line_of(text, "0A"), ["(function_code)", "3, 5 or 7"], '"204 0A 01"')
    text = small(REVENUE.replace("类\t款\t项", "类\t款\t"), EXPENDITURE)
    assert 'a header "功能分类科目编码/项" (function_code)' in small_project.refuse(text)


@pytest.mark.parametrize("cells", ["合计\t\t\t", "\t合计\t\t", "\t\t\t合计"])
def test_a_cell_over_codes_and_name_is_the_name(small_project: Project, cells: str) -> None:
    """What a merged cell prints instead of a code and a name is a name, such as 合计."""
    small_project.load(small(f"{REVENUE}{cells}\t1,000\n", EXPENDITURE))
    row = small_project.rows("revenue")[-1]
    assert (row["function_code"], row["row_name"], row["total"]) == ("", "合计", "1,000")
    messages = small_project.refuse(small(f"{REVENUE}合计\t\t\t名称\t1,000\n", EXPENDITURE))
    assert 'found "合计"' in messages


def test_a_department_without_a_code_anywhere(small_project: Project) -> None:
    """Such a department goes by its name without its region; a unit's own document says so."""
    small_project.load(small(REVENUE, EXPENDITURE))
    row = small_project.disclosure()
    assert row["disclosure_id"] == "450205-司法局-2026-budget"
    assert (row["department_code"], row["department_name"]) == ("司法局", "柳州市柳北区司法局")
    title = "# 柳州市柳北区司法局2026年度单位决算"
    small_project.load(small(REVENUE, EXPENDITURE, title=title))
    rows = {row["disclosure_id"]: row for row in small_project.rows("disclosures")}
    row = rows["450205-司法局-2026-final-unit"]
    assert (row["stage"], row["level"]) == ("final", "unit")


@pytest.mark.parametrize(
    ("label", "printed", "instead"),
    [
        ("小样,expenditure,alias,基本经费,基本支出,", "基本支出", "基本经费"),
        ("小样,*,alias,项 目 支 出（元）,项目支出,", "项目支出", "项目支出(元)"),
        ("*,*,alias,项目经费,项目支出,", "项目支出", "项目经费"),
        ("小样,expenditure,title,部门支出预算表,,", "支出预算总表", "部门支出预算表"),
    ],
)
def test_other_words_are_rows_of_a_seed(
    small_project: Project, label: str, printed: str, instead: str
) -> None:
    """Another spelling of a label, and another title of a table, is one row."""
    text = small(REVENUE, EXPENDITURE)
    changed = text.replace(printed, instead)
    assert changed != text
    small_project.refuse(changed)
    add_rows(small_project, "template_labels", label)
    small_project.load(changed)
    assert small_project.rows("expenditure")[0]["project"] == "400.00"


def test_a_group_may_be_left_out(small_project: Project) -> None:
    """A label that only spans a group of columns makes no difference, printed or not."""
    add_rows(small_project, "template_labels", "小样,revenue,group,收入,,")
    columns = "\t功能分类科目名称\t合计\t财政拨款\n"
    for head in (
        columns + "类\t款\t项\n",
        "\t功能分类科目名称\t收入\n类\t款\t项\t\t合计\t财政拨款\n",
    ):
        text = REVENUE.replace("\t功能分类科目名称\t合计\n类\t款\t项\t\t\n", head)
        small_project.load(
            small(text.replace("行政运行\t1,000", "行政运行\t1,000\t7"), EXPENDITURE)
        )
        row = small_project.rows("revenue")[-1]
        assert (row["total"], row["current_general_budget"]) == ("1,000", "7")


@pytest.mark.parametrize(
    "head",
    [
        "功能分类\t\t\t名称\t合计\n科目编码\t\t\t\t\n类\t款\t项\t\t\n\t\t\t合计\t9\n",
        "功能分类\t\t\t名称\t合计\n科目编码\t\t\t\t\n类\t款\t项\t合计\t9\n",
    ],
)
def test_headers_of_few_labels(small_project: Project, head: str) -> None:
    """A header's row may print one label only, or go on with the row of totals."""
    columns = small_project.root / "seeds" / "templates" / "template_columns.csv"
    text = columns.read_text(encoding="utf-8")
    text = text.replace("功能分类科目编码/", "功能分类/科目编码/").replace(
        "功能分类科目名称", "名称"
    )
    columns.write_text(text, encoding="utf-8")
    rows = "204\t\t\t公共安全支出\t9\n"
    small_project.load(small(f"## 收入预算总表\n\n单位：元\n\n{head}{rows}", EXPENDITURE))
    cells = ("source_line", "function_code", "row_name", "total")
    total, row = ([row[name] for name in cells] for row in small_project.rows("revenue"))
    assert (total[1:], row[1:]) == (["", "合计", "9"], ["204", "公共安全支出", "9"])
    assert int(row[0]) == int(total[0]) + 1


def test_a_misprint_is_rows_of_a_seed(small_project: Project) -> None:
    """A header that is printed twice stands for the columns that the rows say, in that order."""
    changed = small(REVENUE, EXPENDITURE.replace("项目支出", "基本支出"))
    assert "one header for the column basic; found 2" in small_project.refuse(changed)
    add_rows(
        small_project,
        "template_labels",
        "小样,expenditure,misprint,支出/基本支出,project,1",
        "小样,expenditure,misprint,支出/基本支出,basic,2",
    )
    small_project.load(changed)
    (row,) = small_project.rows("expenditure")
    assert (row["project"], row["basic"]) == ("600.00", "400.00")


def test_a_table_with_two_sides(small_project: Project) -> None:
    """Headers printed twice, for the two sides of a table, stand for columns of their own."""
    columns = small_project.root / "seeds" / "statements" / "statement_columns.csv"
    sides = {"economic_code": ("economic_code", "类"), "economic_name": ("name", "名称")}
    sides["total"] = ("amount", "决算数")
    rows = [f"basic_expenditure,{name}_right,{kind},,,,甲,A" for name, (kind, _) in sides.items()]
    with columns.open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)
    for name, (_, path) in sides.items():
        column, label = (
            f"小样,basic_expenditure,{name},{path},yes",
            f"小样,basic_expenditure,misprint,{path}",
        )
        add_rows(small_project, "template_columns", column)
        add_rows(small_project, "template_labels", f"{label},{name},1", f"{label},{name}_right,2")
    add_rows(small_project, "template_tables", "小样,4,basic_expenditure,基本支出表,no,no,no")
    table = """\
## 基本支出表

类\t名称\t决算数\t类\t名称\t决算数
301\t工资\t1\t302\t商品\t2
人员经费合计\t\t1\t公用经费合计\t\t2
"""
    small_project.load(small(REVENUE, EXPENDITURE, table))
    first, last = small_project.rows("basic_expenditure")
    assert (first["total"], first["economic_code_right"], first["total_right"]) == ("1", "302", "2")
    assert last["economic_name"] == "人员经费合计"
    assert last["economic_name_right"] == "公用经费合计"


def test_titles_tell_the_template(small_project: Project) -> None:
    """A document is of the template with most of its titles; what it has not is refused."""
    add_rows(small_project, "templates", "一表,budget,一张表,One table,no")
    add_rows(small_project, "template_tables", "一表,1,expenditure,支出预算总表,yes,no,no")
    columns = [row for row in SMALL["template_columns"] if ",expenditure," in row]
    add_rows(small_project, "template_columns", *(row.replace("小样", "一表") for row in columns))
    small_project.load(small(REVENUE, EXPENDITURE))
    assert small_project.disclosure()["template"] == "小样"
    small_project.load(small(EXPENDITURE))
    assert small_project.disclosure()["template"] == "一表"
    messages = small_project.refuse(small("## 别的表\n\n科目\t合计\n"))
    assert_message(messages, None, ["guangxi-budget", "小样 (三表小样)"], "no title over a table")
    assert "seeds/templates" in messages


def test_headers_tell_templates_of_the_same_titles(small_project: Project) -> None:
    """Two templates with the same titles differ by the headers under them."""
    for name in SMALL:
        rows = [row.replace("小样", "新样").replace("项目支出", "项目经费") for row in SMALL[name]]
        add_rows(small_project, name, *rows)
    small_project.load(small(REVENUE, EXPENDITURE))
    assert small_project.disclosure()["template"] == "小样"
    small_project.load(small(REVENUE, EXPENDITURE.replace("项目支出", "项目经费")))
    assert small_project.disclosure()["template"] == "新样"


@pytest.mark.parametrize(
    ("seed", "row", "expected", "found"),
    [
        ("template_tables", "小样,4,nothing,某表,yes,yes,no", "in statement one of rev", "nothing"),
        ("template_tables", "大样,1,revenue,某表,yes,yes,no", "in template one of gua", "大样"),
        ("template_tables", "小样,4,procurement,某表,maybe,yes,no", "in required one of", "maybe"),
        ("template_tables", "小样,4,revenue,某表,yes,yes,no", "a statement and a ti", "revenue"),
        (
            "template_tables",
            "小样,4,procurement,支出预算总表,yes,yes,no",
            "a statement and a title that no other",
            "procurement, 支出预算总表",
        ),
        ("template_columns", "小样,revenue,amount,金额,yes", "in column_name one of", "amount"),
        ("template_columns", "小样,revenue,row_name,合计,yes", "a header that", "合计"),
        ("template_columns", "小样,procurement,total,合计,yes", "in statement one of", "procure"),
        ("template_labels", "小样,revenue,alis,甲,乙,", "in label_kind one of alias", "alis"),
        ("template_labels", "小样,revenue,alias,甲,乙,", "in meaning a label that", "乙"),
        ("template_labels", "小样,revenue,misprint,合计,total,x", "in position 1, 2", "x"),
        ("template_labels", "小样,revenue,misprint,合计,sum,1", "in meaning one of", "sum"),
    ],
)
def test_seeds_that_do_not_fit(
    small_project: Project, seed: str, row: str, expected: str, found: str
) -> None:
    """A wrong row of a seed is named by file and line, with what may stand there."""
    line = add_rows(small_project, seed, row)
    messages = small_project.refuse(small(REVENUE, EXPENDITURE))
    assert f"{seed}.csv:{line}: expected {expected}" in messages
    assert f'found "{found}' in messages


def test_seeds_that_cannot_be_read(small_project: Project) -> None:
    """A seed that is not there, or has lost a column, is named."""
    seed = small_project.root / "seeds" / "templates" / "template_tables.csv"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("may_be_empty", "empty"), encoding="utf-8")
    messages = small_project.refuse(small(REVENUE, EXPENDITURE))
    assert "template_tables.csv:1: expected a column may_be_empty; found none" in messages
    seed.unlink()
    messages = small_project.refuse(small(REVENUE, EXPENDITURE))
    assert "template_tables.csv: expected a file that can be read; found No such file" in messages


def test_a_seed_from_before_a_column_is_taken_along(small_project: Project) -> None:
    """Rows of other documents are blank in a column that their statement did not have."""
    small_project.load(build_document())
    columns = small_project.root / "seeds" / "statements" / "statement_columns.csv"
    text = columns.read_text(encoding="utf-8")
    row = "expenditure,other,amount,other,,,其他支出,Other expenditure\n"
    columns.write_text(text + row, encoding="utf-8")
    small_project.load(small(REVENUE, EXPENDITURE))
    assert {row["other"] for row in small_project.rows("expenditure")} == {""}
    assert len(small_project.rows("disclosures")) == 2


def test_rows_without_units(project: Project) -> None:
    """A document of one unit prints its items under no row of a unit."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        for number in (3, 5):
            rows = tables[number].rows
            rows[:] = [row for row in rows if not row[1]]

    project.load(build_document(edit=edit))
    assert {row["unit_code"] for row in project.rows("expenditure")} == {""}


def test_dash_for_nothing(project: Project) -> None:
    """A dash alone stands for nothing, and stays as printed."""
    project.load(build_document(edit=set_cell(5, 3, -1, "—")))
    assert project.rows("general_budget_expenditure")[3]["project"] == "—"


def test_content_decides_the_format(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is known by its first bytes, whatever its name; without its reader, one is told."""
    monkeypatch.setitem(sys.modules, "ingest.pdf", None)
    messages = project.refuse(b"%PDF-1.4 ...")
    assert_message(messages, None, ["a format that this installation reads"], "ingest.pdf")
    assert "Install what is missing" in messages


def test_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows, titles, notes and refusals say the page they stand on, where the file has pages."""

    def read_pages(paths: Sequence[Path]) -> Document:
        document = read_together(paths)
        blocks = (
            replace(block, place=replace(block.place, page=str(block.place.line // 100 + 1)))
            for block in document
        )
        return replace(document, blocks=tuple(blocks))

    monkeypatch.setattr("ingest.disclosure.read_together", read_pages)
    project.load(build_document())
    for name in ("tables", "expenditure", "table_notes", "budget_units"):
        for row in project.rows(name):
            assert row["source_page"] == str(int(row["source_line"]) // 100 + 1)
    text = build_document(edit=set_cell(11, 0, -1, "abc"))
    line = line_of(text, "\tabc")
    assert f"document.md:{line} (page {line // 100 + 1}): expected" in project.refuse(text)


def test_time_grows_with_the_length() -> None:
    """Twice the rows, pages and notes are read with twice the work, not four times."""
    table = TABLES[2]

    def calls(pages: int) -> int:
        head = "\t".join(column.paths[0][0] for column in table.columns)
        page = f"## {table.title}\n\n单位：万元\n\n{head}\n\t103001\t甲\t1\t1\t\t\n\n注：本页。\n"
        document = Document("a", "a", "", tuple(blocks_of_lines((page * pages).split("\n"))))
        count = 0

        def tick(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(tick)
        try:
            read_tables(document, CATALOGUE)
        finally:
            sys.setprofile(None)
        return count

    few, many = calls(50), calls(400)
    assert many < 9 * few


# Refusals -----------------------------------------------------------------------------------------


def test_missing_title(project: Project) -> None:
    """All missing tables are listed."""
    text = build_document().replace("## 政府采购预算表", "## 采购表")
    text = text.replace("## 项目绩效目标公开表\n", "")
    messages = project.refuse(text)
    assert_message(messages, None, ["titles of all 12"], 'T10 "政府采购预算表", T12 "项目绩效')
    assert_message(messages, line_of(text, "## 采购表") + 6, ["12 tables"], "with no known title")


def test_table_printed_twice(project: Project) -> None:
    """A title that comes back later is refused, and so is a second copy of a table."""
    text = build_document()
    start, end = text.index("## 部门收入总体"), text.index("## 部门支出总体")
    copy = text[start:end]
    messages = project.refuse(text + "\n" + copy)
    assert_message(messages, text.count("\n") + 2, ['T2 "部门收入总体情况表" once'], "after line")
    messages = project.refuse(text[:end] + copy + text[end:])
    assert "its first row again" in messages
    assert 'expected T2 "部门收入总体情况表" once' in messages


def test_row_outside_any_table(project: Project) -> None:
    """Amounts in rows in front of the tables and after the last one are refused, lists are not."""
    text = build_document(extra_text="科目\t金额\n行政运行\t1.00")
    messages = project.refuse(text)
    assert_message(
        messages, line_of(text, "科目\t金额"), ["12 tables"], "a table with no known title"
    )
    project.load(build_document(extra_text="序号\t单位名称\n1\t柳州市人民政府办公室"))
    text = build_document() + "\n# 附表\n\n行政运行\t1.00\n"
    messages = project.refuse(text)
    assert_message(messages, text.count("\n"), ["12 tables"], "行政运行 | 1.00")


def test_text_inside_a_table(project: Project) -> None:
    """No line under a title is dropped in silence."""
    text = build_document().replace("## 部门支出总体情况表", "一行文字\n\n## 部门支出总体情况表")
    messages = project.refuse(text)
    line = line_of(text, "一行文字")
    assert_message(messages, line, ['T2 "部门收入总体情况表" a row of cells'], '"一行文字"')


@pytest.mark.parametrize("number", range(1, 13))
def test_unknown_header_label(project: Project, number: int) -> None:
    """An unknown label is named, with the labels known there."""
    last = {1: 3, 4: 3}.get(number)

    def edit(tables: dict[int, PrintedTable]) -> None:
        labels = tables[number].labels[-1]
        labels[last if last is not None else -1 if labels[-1] else 6] = "其他标签"

    text = build_document(edit=edit)
    messages = project.refuse(text)
    table = TABLES[number - 1]
    known = {1: "预算数", 4: "预算数", 12: "年度绩效目标"}.get(number, "合计")
    known = "小计" if number == 2 else known
    assert_message(
        messages,
        line_of(text, "其他标签"),
        [f"a header label of {table.label}, one of", f'"{known}"'],
        'the unknown header label "其他标签"',
    )


def test_unknown_label_on_a_later_page(project: Project) -> None:
    """A repeated header is mapped anew, so its labels are checked as well."""
    text = build_document(rows_per_page=4)
    head, mark, tail = text.rpartition("\t本级资金安排\t")
    messages = project.refuse(f"{head}\t本市资金安排\t{tail}")
    assert mark
    assert_message(
        messages, head.count("\n") + 1, ['T7 "财政拨款三公两费支出情况表"'], '"本市资金安排"'
    )


def test_known_label_in_the_wrong_place(project: Project) -> None:
    """A label that is known elsewhere in the table is refused where it does not belong."""
    text = build_document(edit=set_label(5, 1, 7, "人员经费"))
    messages = project.refuse(text)
    line = line_of(text, "基本支出\t\t\t人员经费")
    assert_message(messages, line, ["T5", '"基本支出/人员经费"'], 'header "人员经费" over column 8')


def test_missing_column(project: Project) -> None:
    """A header without a required column is refused."""
    text = build_document(edit=lambda t: [cells.pop() for cells in (*t[3].header, *t[3].rows)])
    messages = project.refuse(text)
    lines = [n for n, x in enumerate(text.split("\n"), 1) if x.endswith("合计\t基本支出\t项目支出")]
    assert_message(
        messages,
        lines[0],
        ['T3 "部门支出总体情况表" a header "结转下年支出" (carried_forward)'],
        "a header that prints only",
    )


@pytest.mark.parametrize(
    ("number", "row", "cell", "label", "column"),
    [
        (3, 0, 4, "项目支出", "project"),
        (11, 1, 5, "一般公共预算资金", "general_budget"),
        (10, 2, 14, "服务类", "centralized_services"),
    ],
)
def test_two_headers_for_one_column(
    project: Project, number: int, row: int, cell: int, label: str, column: str
) -> None:
    """Two headers that mean one column are refused."""
    messages = project.refuse(build_document(edit=set_label(number, row, cell, label)))
    assert f"{TABLES[number - 1].label} one header for the column {column}; found 2: " in messages


def test_misprint_counts_only_as_printed(project: Project) -> None:
    """A misprint is no licence: with the right label beside it, it is refused."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        tables[10].header[1][9] = "上年结余收入"

    messages = project.refuse(build_document(misprinted_t10=True, edit=edit))
    assert "one header for the column prior_year_balance; found 2: " in messages


def test_too_many_cells(project: Project) -> None:
    """A cell beyond the header is refused."""
    text = build_document(edit=lambda t: t[6].rows[1].append("9.99"))
    messages = project.refuse(text)
    assert_message(messages, line_of(text, "\t9.99"), ["T6", "at most 5 cells"], '"9.99" in cell 6')


@pytest.mark.parametrize("cell", ["12.3.4", "abc", "- -", "1 234.00", "1,23.4", "(5)", "1.00元"])
@pytest.mark.parametrize("number", range(1, 12))
def test_no_amount_in_an_amount_column(project: Project, number: int, cell: str) -> None:
    """In every table, what is no amount is refused with its table and column."""
    text = build_document(edit=set_cell(number, 0, -1, cell))
    line = 1 + text[: text.index(f"\t{cell}\n")].count("\n")
    table = TABLES[number - 1]
    column = [c for c in table.columns if c.kind is Kind.AMOUNT][-1]
    place = f'in {table.label}, column "{column.header}" ({column.name}),'
    messages = project.refuse(text)
    assert_message(messages, line, [place, "an amount such as 1,234.56 or a blank"], f'"{cell}"')


@pytest.mark.parametrize(
    ("number", "cell", "text", "meaning"),
    [
        (3, 0, "20103", None),
        (3, 0, "201", None),
        (3, 0, "2010", "a function code of 3, 5 or 7 digits"),
        (5, 0, "2O10301", "a function code of 3, 5 or 7 digits"),
        (6, 0, "30199", None),
        (6, 0, "3011", "an economic code of 3 or 5 digits"),
        (2, 0, "103A01", None),
        (2, 0, "103-1", "a unit code of digits and letters"),
        (12, 0, "合计", "a unit code of digits and letters"),
    ],
)
def test_codes(project: Project, number: int, cell: int, text: str, meaning: str | None) -> None:
    """Codes need not be known ones, but must be codes."""
    document = build_document(edit=set_cell(number, -1, cell, text))
    if meaning is None:
        project.load(document)
        return
    messages = project.refuse(document)
    assert f"{TABLES[number - 1].label}, column" in messages
    assert f'{meaning}, or a blank; found "{text}"' in messages


@pytest.mark.parametrize(
    ("number", "cells"), [(1, [0]), (1, [2]), (2, [0, 1]), (6, [0, 1]), (10, [0, 1, 2, 3])]
)
def test_amounts_without_a_subject(project: Project, number: int, cells: list[int]) -> None:
    """Amounts of which nothing says what they are about are refused."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        for cell in cells:
            tables[number].rows[1][cell] = ""

    messages = project.refuse(build_document(edit=edit))
    assert f"in {TABLES[number - 1].label} a code or a name for every row" in messages
    assert "in a row without any" in messages


def test_units_must_agree(project: Project) -> None:
    """Each table states one unit on all its pages; other units and missing ones are refused."""
    text = build_document()
    second = text.replace("单位：万元", "单位：万 元 ", 1)
    project.load(second)
    head, mark, tail = text.rpartition("单位：万元")
    assert mark
    project.load(f"{head}单位：元{tail}")
    assert [row["currency_unit"] for row in project.rows("tables")] == ["万元"] * 10 + ["元", ""]
    messages = project.refuse(f"{head}单位：万元\n\n单位：元{tail}")
    line = head.count("\n") + 3
    assert_message(messages, line, ['"单位：万元" on every page of T11', "as in line"], '"元"')
    messages = project.refuse(f"{head}{tail}")
    line = line_of(text, "## 政府购买服务预算表")
    assert_message(messages, line, ['over T11 "政府购买服务预算表"'], "none")
    for unit in ("亿元", "千元"):
        messages = project.refuse(text.replace("单位：万元", f"单位：{unit}"))
        assert messages.count("expected 单位：万元 or 单位：元") == 5
        assert "document.md: and 6 more like the last, in line " in messages
        assert f'"{unit}"' in messages
        assert "not supported" in messages


def test_department_must_agree(project: Project) -> None:
    """The lines over the tables must say what the title says."""
    text = build_document()
    for other in ("104柳州市人民政府办公室", "103柳州市财政局"):
        head, mark, tail = text.rpartition("部门名称：103柳州市人民政府办公室")
        assert mark
        messages = project.refuse(f"{head}部门名称：{other}{tail}")
        line = head.count("\n") + 1
        assert_message(messages, line, ["部门名称：103柳州市人民政府办公室"], f'"{other}"')


def test_no_title_of_the_document(project: Project) -> None:
    """A document that does not say who it is from is refused."""
    messages = project.refuse(build_document(title="# 公开说明"))
    assert_message(messages, 1, ["before the tables a title such as"], "none")


def without_code(edit: Edit | None = None) -> str:
    """Return a document that prints the department's code only in its tables."""
    text = build_document(title="# 柳州市人民政府办公室2024年部门预算公开说明", edit=edit)
    return text.replace("部门名称：103", "部门名称：")


def test_department_code_from_the_revenue_table(project: Project) -> None:
    """Without a code in front of its name, the department has the one T2 prints beside it."""
    project.load(without_code())
    assert project.disclosure()["disclosure_id"] == DISCLOSURE


@pytest.mark.parametrize(
    "edit",
    [
        # With no other code that begins with it, the code may be that of a unit.
        lambda tables: tables[2].rows.__delitem__(slice(2, None)),
        set_cell(2, -1, 0, "205001"),
        set_cell(2, 1, 1, "柳州市档案局"),
    ],
)
def test_department_without_a_code(project: Project, edit: Edit) -> None:
    """A department with no code that is surely its own goes by its name without the region."""
    project.load(without_code(edit))
    row = project.disclosure()
    assert row["department_code"] == "人民政府办公室"
    assert row["disclosure_id"] == "450200-人民政府办公室-2024-budget"


def test_table_without_rows(project: Project) -> None:
    """Tables that no department leaves empty must have rows."""
    messages = project.refuse(build_document(without_rows=[5]))
    assert 'expected rows in T5 "一般公共预算支出情况表"; found none' in messages


def test_table_without_a_header(project: Project) -> None:
    """Rows straight under the title are not taken for a header."""
    messages = project.refuse(build_document(edit=lambda t: t[3].header.clear()))
    assert f"a header label of {TABLES[2].label}" in messages
    assert "the unknown header label" in messages


@pytest.mark.parametrize(
    ("content", "line", "expected", "found"),
    [
        (b"", 1, "the text of a document", "an empty file"),
        (b"\xef\xbb\xbf \n\n", 1, "the text of a document", "an empty file"),
        (b"a\n\xff\xff", 2, "text in UTF-8", "the byte 0xff"),
    ],
)
def test_unreadable_content(
    project: Project, content: bytes, line: int, expected: str, found: str
) -> None:
    """Empty files and files that are no text are refused."""
    assert_message(project.refuse(content), line, [expected], found)


def test_unreadable_files(project: Project) -> None:
    """A file that is not there and a folder are refused."""
    assert project.run(project.root / "none.md") == 1
    assert "none.md: expected a file that can be read; found No such file" in project.messages
    assert project.run(project.root) == 1
    assert "found a folder. Name the file itself." in project.messages


def test_all_problems_are_reported(project: Project) -> None:
    """Problems of several tables are reported at once, in the order of their lines."""

    def edit(tables: dict[int, PrintedTable]) -> None:
        for number in (11, 2, 5):
            tables[number].rows[0][-1] = "abc"

    messages = project.refuse(build_document(edit=edit)).splitlines()
    found = [re.search(r"T\d+", message)[0] for message in messages if "abc" in message]
    assert found == ["T2", "T5", "T11"]
    lines = [int(re.search(r"\.md:(\d+):", message)[1]) for message in messages[:3]]
    assert lines == sorted(lines)


# The builder --------------------------------------------------------------------------------------


@pytest.fixture(params=["default", "all funds"])
def loaded(request: pytest.FixtureRequest, project: Project) -> Project:
    """Return a project with a built document in it."""
    units = default_units() if request.param == "default" else units_with_all_funds()
    project.load(build_document(units=units))
    return project


def amount(row: Row, *names: str) -> int:
    """Return the sum of cells in hundredths."""
    return sum(round(float(row[name].replace(",", "")) * 100) for name in names)


def test_built_documents_tie_out(loaded: Project) -> None:
    """The sums that most tests rely on hold between the tables of a built document."""
    rows = table_rows(loaded)
    t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, _ = rows.values()
    assert amount(t1[-1], "revenue_amount") == amount(t1[-1], "expenditure_amount")
    assert amount(t1[-1], "revenue_amount") == amount(t2[0], "total") == amount(t3[0], "total")
    assert amount(t4[-1], "revenue_amount") == amount(t4[-1], "expenditure_amount")
    assert amount(t4[-1], "revenue_amount") == sum(amount(t[0], "total") for t in (t5, t8, t9))
    for name_5, name_6 in (("basic", "total"), ("personnel",) * 2, ("operating",) * 2):
        assert amount(t5[0], name_5) == amount(t6[0], name_6)
    for table in (t3, t5):
        units = [r for r in table if len(r["unit_code"]) == 6]
        items = [r for r in table if r["function_code"]]
        for group in (units, items):
            assert sum(amount(r, "total") for r in group) == amount(table[0], "total")
    for row in t7:
        parts = amount(row, "overseas_travel", "vehicle_subtotal", "reception")
        assert parts == amount(row, "three_public_total")
    for row in t10:
        kinds = amount(row, "centralized_subtotal", "decentralized_subtotal")
        assert kinds == amount(row, "type_total") == amount(row, "fund_total")
    assert sum(amount(r, "total") for r in t11 if r["function_code"]) == amount(t11[0], "total")


def test_purchases_use_known_projects() -> None:
    """Every purchase from project expenditure has a target in the default document."""
    for unit in (*default_units(), *units_with_all_funds()):
        projects = {name for name, _ in unit.targets}
        bought: tuple[Purchase, ...] = unit.purchases
        assert {line.project for line in bought if line.code != "2010301"} <= projects
