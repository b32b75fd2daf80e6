"""The benchmarks measure what they say: consistent documents, known mistakes, a fair baseline."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import duckdb
import pandas as pd
import polars as pl
import pytest
from conftest import ROOT, Project

from benchmarks.by_hand import run_by_hand
from benchmarks.by_pandas import money as money_in_pandas
from benchmarks.by_pandas import run_by_pandas
from benchmarks.by_polars import money as money_in_polars
from benchmarks.by_polars import run_by_polars
from benchmarks.documents.fiction import Maker
from benchmarks.documents.files import write_file
from benchmarks.documents.templates import raw_columns
from benchmarks.generate import SHARES, rows_of_raw_tables, write_corpus
from benchmarks.generate import main as main_of_generate
from benchmarks.lists import TABLES
from benchmarks.measures import Usage, build_with_dbt, measure
from benchmarks.mistakes import KINDS, NOT_FOUND_BY_ANY_IDENTITY, Label
from benchmarks.models import FINDINGS
from benchmarks.report import report
from benchmarks.results import Results
from benchmarks.run import main
from benchmarks.without_dbt import run_without_dbt
from ingest.disclosure import read_disclosure
from ingest.regions import Regions
from ingest.template import read_catalogue

pytestmark = pytest.mark.proof
# Enough that every kind of mistake is planted a few times, and fifty documents have none.
DOCUMENTS = 140
ERRORS = 0.5
RESULT_COLUMNS = (
    "disclosure_id, check_id, subject, summary_amount, detail_amount, difference, tolerance,"
    " term_count, status, severity"
)
# Lines right below a total, which no template prints without a department and its units.
ROWS_OF_OTHER_TEMPLATES = (
    "family = 'total_is_sum_of_rows' and statements in ('procurement', 'service_purchases')"
)
# No narrative leaves blanks, names a part of a count, or says of projects what is bought for them.
NOT_SAID = (
    *("blank_of_the_form_is_filled_in", "claim_count_covers_part"),
    *("claim_covers_procured_lines", "claim_list_stays_within_its_whole"),
)

# What cells of a damaged document may hold, and the columns that are left alone.
DAMAGE = ("", None, "-", "——", "（1,234.5）", "1.234", "0.00", "１２.30", "  5.0 ", "3.", "无")
DAMAGE += (
    "204 06 1",
    "合 计",
    "部门合计：",
    "本年支出合计",
    "上年结转",
    "一、其他",
    "（一）其他",
    "3.其他",
)
# Where a row stands in a file, and what else is of the file alone.
PLACES = {"source_page", "source_line", "source_file", "source_sha256"}
KEPT = ("disclosure_id", "table_no", "row_no", "source_page", "source_line")


@dataclass(frozen=True)
class Corpus:
    """A landing zone, what was planted in it, and what dbt built from it."""

    landing: Path
    labels: list[Label]
    folder: Path

    @property
    def database(self) -> Path:
        """The database that dbt built."""
        return self.folder / "budget.duckdb"

    def query(self, sql: str) -> list[tuple]:
        """The rows of a query on what dbt built."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    @property
    def documents_with_findings(self) -> set[str]:
        """The documents in which something does not tie."""
        rows = self.query(
            "select distinct disclosure_id from reconciliation.reconciliation_results"
            f" where {FINDINGS}"
        )
        return {row[0] for row in rows}


def build_corpus(folder: Path, documents: int = DOCUMENTS, **how: object) -> Corpus:
    """Write documents with and without mistakes, and build them."""
    landing = folder / "corpus" / "landing"
    labels = write_corpus(landing, documents, seed=1, errors=ERRORS, **how)
    build_with_dbt(landing, folder / "dbt", tests=False)
    return Corpus(landing, labels, folder / "dbt")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Documents of every family, built once."""
    return build_corpus(tmp_path_factory.mktemp("benchmarks"))


@pytest.fixture(scope="module")
def twelve_tables(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Documents of the family that the scripts know, built once."""
    folder = tmp_path_factory.mktemp("twelve-tables")
    return build_corpus(folder, DOCUMENTS // 2, shares={"guangxi-budget": 1.0})


def files_of(folder: Path) -> dict[str, bytes]:
    """The content of every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_same_seed_gives_same_bytes(tmp_path: Path, file_format: str) -> None:
    """A corpus can be made again, by a process that orders its sets in another way too."""

    def generate(name: str, seed: str, hash_seed: str) -> dict[str, bytes]:
        out = str(tmp_path / name / "landing")
        command = [sys.executable, "-m", "benchmarks.generate", "--documents", "40", "--out", out]
        command += ["--errors", "0.5", "--seed", seed, "--format", file_format]
        measure(command, PYTHONHASHSEED=hash_seed)
        return files_of(tmp_path / name)

    first = generate("first", "7", hash_seed="1")
    assert generate("second", "7", hash_seed="2") == first
    assert generate("other", "8", hash_seed="1") != first


def test_files_do_not_depend_on_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are split over processes; what they hold is not."""
    monkeypatch.setattr("benchmarks.generate.DOCUMENTS_PER_FILE", 20)
    for jobs in (1, 2):
        write_corpus(tmp_path / str(jobs) / "landing", 21, seed=1, errors=0.3, jobs=jobs)
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")
    assert len(list((tmp_path / "1" / "landing" / "disclosures").iterdir())) == 2


def test_landing_zone_has_the_columns_of_ingest(tmp_path: Path) -> None:
    """A corpus is read as what ``ingest --out`` writes, and says nothing of the mistakes."""
    landing = tmp_path / "corpus" / "landing"
    write_corpus(landing, 3, errors=1.0, file_format="csv")
    assert {folder.name for folder in landing.iterdir()} == set(read_catalogue().output_columns)
    for name, columns in read_catalogue().output_columns.items():
        with (landing / name / "part-00001.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert tuple(header) == columns
        assert all(len(row) == len(columns) for row in rows)
    assert (tmp_path / "corpus" / "labels.csv").is_file()


def test_corpus_is_not_written_over(tmp_path: Path) -> None:
    """Files of an earlier corpus would be loaded along with the new ones."""
    write_corpus(tmp_path / "corpus" / "landing", 1)
    with pytest.raises(FileExistsError):
        write_corpus(tmp_path / "corpus" / "landing", 1)


def test_families_have_their_shares(tmp_path: Path) -> None:
    """A corpus mixes the templates as told, or is of one of them."""

    def templates(name: str, *options: str) -> dict[str, int]:
        out = tmp_path / name / "landing"
        main_of_generate(["--documents", "60", "--out", str(out), *options])
        files = str(out / "disclosures" / "*.parquet")
        query = f"select template, count(*) from read_parquet('{files}') group by template"
        return dict(duckdb.sql(query).fetchall())

    assert set(templates("all")) == set(SHARES)
    only = ["--template", "national-final"]
    assert templates("one", *only) == {"national-final": 60}
    some = templates("some", "--template", "national-final=3", "--template", "shanghai-unit=1")
    assert some["national-final"] > some["shanghai-unit"] > 0
    with pytest.raises(SystemExit):
        templates("none", "--template", "no-such")


def test_documents_differ() -> None:
    """Ids are unique, and sizes, units of money, years and funds vary."""
    made = [Maker(1, number).document() for number in range(0, 20_000, 100)]
    assert len({document.disclosure_id for document in made}) == len(made)
    assert len({document.year for document in made}) > 3
    assert {document.currency_unit for document in made} == {"元", "万元"}
    rows = sorted(len(document.tables["expenditure"]) for document in made)
    assert rows[0] * 5 < rows[-1]
    notes = {len(document.notes) for document in made}
    assert notes == {1, 2, 3}


def test_consistent_documents_have_no_findings(corpus: Corpus) -> None:
    """Where nothing was planted, everything ties, some of it within rounding."""
    planted = {label.disclosure_id for label in corpus.labels}
    assert DOCUMENTS - len(planted) >= 50
    assert corpus.documents_with_findings <= planted
    statuses = dict(
        corpus.query(
            "select status, count(*) from reconciliation.reconciliation_results group by status"
        )
    )
    assert statuses["exact"] > statuses["rounding"] > 0
    # Every family has documents.
    assert [
        template
        for (template,) in corpus.query(
            "select template from reference.templates"
            " except select template from marts.dim_disclosures"
        )
    ] == []
    # Every check takes part, but for those of rows that no template has, and of what is not said.
    assert (
        corpus.query(
            "select check_id from reconciliation.reconciliation_checks"
            " where scope not in ('names', 'documents')"
            f" and check_id not in {NOT_SAID}"
            " and check_id not in (select check_id from reconciliation.reconciliation_results)"
            f" and not ({ROWS_OF_OTHER_TEMPLATES})"
        )
        == []
    )


def test_narratives_state_as_much_as_published_ones(corpus: Corpus) -> None:
    """Every document has a narrative, and what each figure speaks of is known."""
    stated = corpus.query(
        "select count(claim_no) from staging.stg_disclosure__disclosures"
        " left join staging.stg_disclosure__narrative_claims using (disclosure_id)"
        " group by disclosure_id"
    )
    counts = [count for (count,) in stated]
    assert len(counts) == DOCUMENTS
    assert min(counts) >= 60
    assert 100 <= sum(counts) / DOCUMENTS <= 220
    # Where a row was dropped, what is said of it names nothing of the tables.
    planted = {label.disclosure_id for label in corpus.labels}
    unknown = corpus.query(
        "select disclosure_id, subject_text, published_text from marts.fct_narrative_claims"
        " where not is_resolved"
    )
    assert [row for row in unknown if row[0] not in planted] == []


@pytest.mark.parametrize("suffix", [".md", ".docx", ".pdf"])
@pytest.mark.parametrize("template", SHARES)
def test_file_of_a_document_says_what_the_landing_zone_says(
    template: str, suffix: str, tmp_path: Path
) -> None:
    """Printed and read, words and tables give the rows that the landing zone gets."""
    number = 11
    document = Maker(1, number, template).document()
    path = write_file(tmp_path / f"document{suffix}", Maker(1, number, template).parts())
    regions = Regions.read(ROOT / "seeds" / "reference" / "ref_regions.csv")
    region_code = document.disclosure[1]
    read = read_disclosure([path], read_catalogue(ROOT), regions, region_code).rows
    made: dict[str, list[tuple[str, ...]]] = {}
    for name, rows in rows_of_raw_tables(document):
        made.setdefault(name, []).extend(tuple(map(str, row)) for row in rows)
    assert len(made["narrative_claims"]) > 60
    for name, columns in raw_columns().items():
        kept = [place for place, column in enumerate(columns) if column not in PLACES]
        expected, found = (
            [tuple(row[place] for place in kept) for row in rows]
            for rows in (made.get(name, []), read[name])
        )
        assert found == expected, name


def test_mistakes_are_found_unless_declared(corpus: Corpus) -> None:
    """Every planted mistake shows, but for the kinds that are said to break no identity."""
    findings = corpus.documents_with_findings
    planted = {label.kind for label in corpus.labels}
    assert planted == set(KINDS)
    missed = [label for label in corpus.labels if label.disclosure_id not in findings]
    assert {label.kind for label in missed} == set(NOT_FOUND_BY_ANY_IDENTITY), missed
    found = {label.kind for label in corpus.labels if label.disclosure_id in findings}
    assert not found & set(NOT_FOUND_BY_ANY_IDENTITY)


def test_script_by_hand_gives_the_same(twelve_tables: Corpus, tmp_path: Path) -> None:
    """The baseline computes what the models compute: figures, facts, views and results."""
    by_hand = tmp_path / "by_hand.duckdb"
    run_by_hand(twelve_tables.landing, by_hand)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{twelve_tables.database}' as models (read_only)")
        connection.execute(f"attach '{by_hand}' as hand (read_only)")
        # The script leaves out the narrative.
        ours = f"""
            select {RESULT_COLUMNS} from models.reconciliation.reconciliation_results
            where check_id in (
                select check_id from models.reconciliation.reconciliation_checks
                where scope not in ('names', 'narrative')
            )
        """
        theirs = f"select {RESULT_COLUMNS} from hand.reconciliation_results"
        assert connection.execute(f"select count(*) from ({ours})").fetchall()[0][0] > 50_000
        for one, other in ((ours, theirs), (theirs, ours)):
            assert connection.execute(f"({one} except all {other}) limit 5").fetchall() == []
        for relation, measured in {
            "reconciliation.published_amounts": "amount, published_text, row_key",
            "marts.fct_revenue": "fund_code, timing, amount",
            "marts.fct_expenditure": "component, amount",
            "marts.fct_basic_expenditure": "economic_code, component, amount",
            "marts.fct_three_public_expenses": "expense, is_three_public, amount",
            "marts.fct_performance_targets": "project_no, project_name",
            "marts.procurement_budget": "line_no, total_amount, goods_amount, works_amount",
            "marts.unit_budget": "unit_name, total_amount, three_public_amount, project_count",
            "marts.economic_budget": "economic_code, total_amount, published_total_amount",
        }.items():
            ours = f"select disclosure_id, {measured} from models.{relation}"
            theirs = f"select disclosure_id, {measured} from hand.{relation.split('.')[1]}"
            for one, other in ((ours, theirs), (theirs, ours)):
                rows = connection.execute(f"({one} except all {other}) limit 5").fetchall()
                assert rows == [], relation


def differences(models: Path, other: Path, tables: Sequence[str] = TABLES) -> list[tuple]:
    """Rows of the results and the four views that only one of two databases has."""
    found: list[tuple] = []
    with duckdb.connect() as connection:
        connection.execute(f"attach '{models}' as models (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        checks = "models.reconciliation.reconciliation_checks"
        for name in tables:
            schema, where = "marts", ""
            if name == "reconciliation_results":
                # The script leaves out the narrative.
                known = f"select check_id from {checks} where scope not in ('names', 'narrative')"
                schema, where = "reconciliation", f"where check_id in ({known})"
            columns = connection.execute(f"describe models.{schema}.{name}").fetchall()
            # A share is floating point, rounded by the models alone.
            names = ", ".join(
                f"cast({column} as decimal(18, 10))" if column == "share_of_total" else column
                for column, *_ in columns
                # The year as a date is for metrics; it is the document's, and not computed.
                if column != "fiscal_year_start"
            )
            ours = f"select {names} from models.{schema}.{name} {where}"
            theirs = f"select {names} from other.{name}"
            assert connection.execute(f"select count(*) from ({ours})").fetchall()[0][0] > 0
            for one, two in ((ours, theirs), (theirs, ours)):
                rows = connection.execute(f"({one} except all {two}) limit 5").fetchall()
                found += [(name, *row) for row in rows]
    return found


@pytest.mark.parametrize("run", [run_by_pandas, run_by_polars])
def test_script_with_data_frames_gives_the_same(
    run: Callable[[Path, Path], None], twelve_tables: Corpus, tmp_path: Path
) -> None:
    """The other baselines compute the results and the views of the models, to the last digit."""
    database = tmp_path / "frames.duckdb"
    run(twelve_tables.landing, database)
    assert differences(twelve_tables.database, database) == []


def test_script_in_polars_takes_documents_a_few_at_a_time(
    twelve_tables: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many are in memory together changes nothing; the last of them are fewer."""
    monkeypatch.setattr("benchmarks.by_polars.AT_ONCE", 25)
    run_by_polars(twelve_tables.landing, tmp_path / "few.duckdb")
    assert differences(twelve_tables.database, tmp_path / "few.duckdb") == []


def damage(landing: Path) -> None:
    """Leave out rows, and put something else into cells, of every table of a landing zone."""
    chance = Random(1)  # noqa: S311 (nothing is kept secret)
    for file in sorted(landing.glob("*/*.parquet")):
        table = pl.read_parquet(file)
        if "row_no" not in table.columns:
            continue
        rows = [row for row in table.iter_rows(named=True) if chance.random() > 0.1]
        for row in rows:
            for column in table.columns:
                if column not in KEPT and chance.random() < 0.03:
                    row[column] = chance.choice(DAMAGE)
        pl.DataFrame(rows, schema=table.schema).write_parquet(file)


def test_scripts_with_data_frames_agree_on_damaged_documents(tmp_path: Path) -> None:
    """Rows that no document has, of any template, are told apart and judged alike by both."""
    landing = tmp_path / "corpus" / "landing"
    write_corpus(landing, 40, seed=1, errors=ERRORS)
    damage(landing)
    run_by_pandas(landing, tmp_path / "pandas.duckdb")
    run_by_polars(landing, tmp_path / "polars.duckdb")
    with duckdb.connect() as connection:
        for name in ("pandas", "polars"):
            connection.execute(f"attach '{tmp_path / name}.duckdb' as {name} (read_only)")
        for table in TABLES:
            columns = connection.table(f"pandas.{table}").columns
            names = ", ".join(sorted(set(columns) - {"share_of_total"}))
            one, other = (f"select {names} from {name}.{table}" for name in ("pandas", "polars"))
            assert len(connection.execute(one).fetchmany(100)) == 100, table
            for query in (f"{one} except all {other}", f"{other} except all {one}"):
                assert connection.execute(query).fetchmany(5) == [], table


@pytest.mark.parametrize("in_yuan", [False, True])
def test_amounts_in_data_frames_are_exact(*, in_yuan: bool) -> None:
    """Whole millionths of 万元 whatever the size, half a millionth away from zero."""
    amounts = {
        "1,234.56": (1_234_560_000, 123_456),
        "（0.5）": (-500_000, -50),
        "１２．３": (12_300_000, 1_230),
        "+.5": (500_000, 50),
        "7.": (7_000_000, 700),
        "123456789012.01": (123_456_789_012_010_000, 12_345_678_901_201),
        "0.005": (5_000, 1),
        "-0.005": (-5_000, -1),
        "0.0049": (4_900, 0),
        "0.00": (0, 0),
        "——": (0, 0),
        " ": (None, None),
        "无": (None, None),
        "1e3": (None, None),
        "0.1234567": (None, None),
    }
    expected = [amount[in_yuan] for amount in amounts.values()]
    printed = pd.Series(list(amounts), dtype="str")
    read = money_in_pandas(printed, pd.Series(in_yuan, index=printed.index))
    assert [None if pd.isna(amount) else int(amount) for amount in read] == expected
    frame = pl.DataFrame({"printed": list(amounts), "in_yuan": in_yuan})
    assert frame.select(money_in_polars(pl.col("printed"))).to_series().to_list() == expected


def test_scripts_read_the_published_document(warehouse: Project, tmp_path: Path) -> None:
    """Known discrepancies, listed names and a total printed as a project's name count there too."""
    landing = tmp_path / "landing"
    for name in raw_columns():
        (landing / name).mkdir(parents=True)
        duckdb.read_csv(str(warehouse.seed(name)), header=True, all_varchar=True).write_parquet(
            str(landing / name / "part.parquet")
        )
    for name, run in (("pandas", run_by_pandas), ("polars", run_by_polars)):
        run(landing, tmp_path / f"{name}.duckdb")
        assert differences(warehouse.database, tmp_path / f"{name}.duckdb") == [], name
    run_by_hand(landing, tmp_path / "hand.duckdb")
    results = ["reconciliation_results"]
    assert differences(warehouse.database, tmp_path / "hand.duckdb", results) == []


def test_same_sql_without_dbt_gives_the_same(corpus: Corpus, tmp_path: Path) -> None:
    """What is measured as the same SQL is the same."""
    # Compiled SQL names the database.
    database = tmp_path / "budget.duckdb"
    run_without_dbt(corpus.folder / "target", database)
    with duckdb.connect(str(database), read_only=True) as connection:
        query = f"select {RESULT_COLUMNS} from reconciliation.reconciliation_results order by all"
        assert connection.execute(query).fetchall() == corpus.query(query)


def test_same_sql_without_dbt_runs_the_tests_too(warehouse: Project, tmp_path: Path) -> None:
    """Where dbt kept what its tests found, so does the same SQL, row for row."""
    database = tmp_path / "budget.duckdb"
    results = json.loads((warehouse.built / "run_results.json").read_text("utf-8"))["results"]
    tests = [one for one in results if one["unique_id"].startswith("test.")]
    assert run_without_dbt(warehouse.built, database) == len(tests) > 350
    query = """
        select table_name, estimated_size from duckdb_tables()
        where schema_name = 'test_failures' order by all
    """
    expected = warehouse.query(query)
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(query).fetchall() == expected


def test_failing_command_says_why(tmp_path: Path) -> None:
    """A build that fails must not pass for a fast one."""
    with pytest.raises(RuntimeError, match="no such file"):
        measure(["sh", "-c", "echo no such file; exit 3"])


def test_results_are_written(tmp_path: Path) -> None:
    """One document, measured in the cheaper ways, and two files; each part keeps the other's."""
    options = ["--work", str(tmp_path / "work"), "--out", str(tmp_path)]
    ways = ["--ways", "same_sql", "dbt_tables", "pandas", "polars"]
    main([*options, "--only", "models", "--sizes", "1", *ways])
    main([*options, "--only", "ingest", "--files", "2"])
    written = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert "the same SQL without dbt" in written
    assert "the same of the tables alone, without words" in written
    assert "one script in pandas" in written
    assert "one script in polars" in written
    assert "2 PDF files, ingest : the PDF library alone" in written
    with (tmp_path / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    measured = {(row["part"], row["subject"], row["measure"]) for row in rows}
    assert ("models", "dbt_models", "peak_memory_mib") in measured
    assert ("ingest", "ingest_one_process", "pages") in measured
    assert {row["part"] for row in rows if row["measure"] == "commit"} == {"models", "ingest"}


def test_growth_leaves_out_what_a_start_takes(tmp_path: Path) -> None:
    """Ten times the documents in ten times the seconds is the first power, whatever a start is."""
    results = Results(tmp_path / "results.csv")
    for documents, seconds in ((1, 30.0), (100, 40.0), (1000, 130.0), (10_000, 1930.0)):
        results.put_usage("models", documents, "dbt_models", Usage(seconds, seconds, 100.0))
    written = report(Results(tmp_path / "results.csv"))
    assert "| dbt build, models only | 100 to 1,000 | 1.00 |" in written
    assert "| dbt build, models only | 1,000 to 10,000 | 1.28 |" in written
