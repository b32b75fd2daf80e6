"""The doors of the data: files of a landing zone, seeds edited by hand, and kills while writing.

What is tried runs the very functions that a build and the command line run, on a small landing
zone and a copy of the seeds. What needs dbt, or a kill at a random moment, is slow.
"""

from __future__ import annotations

import gzip
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import duckdb

from ingest import storage
from ingest.check import problems_before_build, unreadable_seeds
from ingest.csv_file import read_records
from ingest.disclosure import Disclosure, read_disclosure
from ingest.regions import Regions
from ingest.storage import Reading, Store
from ingest.template import read_catalogue
from ingest.writer import LandingZone, Seeds
from tests.python.documents import build_document
from tests.reliability.attacks import LOADED, REFUSED, SURVIVED, Attack

ROOT = Path(__file__).resolve().parents[2]
ZONE_KIND, SEED_KIND, KILL_KIND = "landing zone 落地区", "seeds 种子", "kills 中断"
RUNS_KIND, DISK_KIND = "several at once 并发", "full disk 磁盘满"
TABLE = "revenue"
PART = "part-00001.csv"
YEARS = (2023, 2024)
Damage = Callable[[Path], object]
Act = Callable[[Path], object]
Files = dict[str, bytes]


# What is tried on ---------------------------------------------------------------------------------


@cache
def _disclosure(year: int, corrected: bool = False) -> Disclosure:
    """A made-up document, read."""
    edit = (lambda tables: tables[3].rows.pop()) if corrected else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{year}.md")
        path.write_text(build_document(year=year, edit=edit), encoding="utf-8")
        catalogue = read_catalogue(ROOT)
        return read_disclosure([path], catalogue, Regions(()), "450200")


@cache
def _columns() -> Mapping[str, Sequence[str]]:
    """The tables and their columns."""
    return read_catalogue(ROOT).output_columns


@cache
def _few() -> Mapping[str, Sequence[str]]:
    """Some of the tables: each has the same steps."""
    return {name: _columns()[name] for name in ("disclosures", "tables", TABLE)}


def _load(
    folder: Path,
    *years: int,
    corrected: bool = False,
    remove: tuple[str, ...] = (),
    columns: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Do what ``python -m ingest`` does with a folder once its documents are read."""
    columns = columns or _columns()
    with Store(folder) as store:
        target = (Seeds if folder.name == "published" else LandingZone)(store, columns)
        for year in years:
            target.add(_disclosure(year, corrected))
        target.finish(remove)


def _zone(folder: Path) -> Path:
    """A landing zone of two documents."""
    zone = folder / "zone"
    _load(zone, *YEARS)
    return zone


def _project(folder: Path) -> Path:
    """A copy of what a build reads of the project, with two documents in its seeds."""
    root = folder / "project"
    shutil.copytree(ROOT / "seeds", root / "seeds", ignore=shutil.ignore_patterns(".*"))
    _load(root / "seeds" / "published", *YEARS)
    return root


def _files(folder: Path) -> Files:
    """Every file under a folder, with its content."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def _checked(said: str, words: tuple[str, ...]) -> str:
    """Return that something is refused, in the words it must be, and not in a flood of them."""
    missing = [word for word in words if word not in said]
    if missing or "Traceback" in said or len(said) > 6000:
        raise AssertionError(f"{missing} not in: {said[:500] or 'nothing'}")
    return REFUSED


# Damage to one file -------------------------------------------------------------------------------


def _with(change: Callable[[str], str]) -> Damage:
    """Change the text of a file."""

    def damage(path: Path) -> None:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")

    return damage


def _bytes(change: Callable[[bytes], bytes]) -> Damage:
    """Change the bytes of a file."""
    return lambda path: path.write_bytes(change(path.read_bytes()))


def _line(number: int, change: Callable[[str], str]) -> Damage:
    """Change one line of a file."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        lines[number - 1] = change(lines[number - 1])
        return "\n".join(lines)

    return _with(edit)


def _dangling(path: Path) -> None:
    """Leave a link to a file that is not there."""
    path.unlink()
    path.symlink_to("nowhere.csv")


def _folder(path: Path) -> None:
    """Put a folder in the place of a file."""
    path.unlink()
    path.mkdir()


def _without_first_column(text: str) -> str:
    """Take the column of the documents out of a table."""
    return "\n".join(line.partition(",")[2] for line in text.split("\n"))


# What is done to a file, and what must be said of it beside its name.
BROKEN: dict[str, tuple[Damage, tuple[str, ...]]] = {
    "no header": (
        _with(lambda text: text.partition("\n")[2]),
        (":1: expected a header with the columns", "found a row of"),
    ),
    "a missing column": (
        _line(1, lambda line: line.replace(",source_line", ",line")),
        (":1: expected every column of the table", 'no "source_line"', 'also "line"'),
    ),
    "the first column left out": (_with(_without_first_column), ('no "disclosure_id"',)),
    "a further column": (
        _with(lambda text: text.replace("\n", ",x\n")),
        (":1: expected the columns of the table only", 'also "x"'),
    ),
    "a column twice": (
        _line(1, lambda line: line + ",disclosure_id"),
        (":1: expected every column once", '"disclosure_id"'),
    ),
    "text in GBK": (
        _bytes(lambda content: content.decode().encode("gb18030")),
        ("expected text in UTF-8", "GB18030 (GBK)", ".csv:2"),
    ),
    "text in UTF-16": (
        _bytes(lambda content: content.decode().encode("utf-16")),
        ("found text in UTF-16",),
    ),
    "0 bytes": (_bytes(lambda _: b""), ("found a file of 0 bytes",)),
    "blank lines only": (_bytes(lambda _: b"\n\n"), ("found blank lines only",)),
    "random bytes": (
        _bytes(lambda _: random.Random(1).randbytes(9000)),  # noqa: S311
        ("expected text in UTF-8", "corrupt"),
    ),
    "a gzip file": (_bytes(gzip.compress), ("found a gzip file",)),
    "a workbook": (_bytes(lambda _: b"PK\x03\x04" + b"x" * 99), ("found a zipped file",)),
    "a Parquet file as CSV": (_bytes(lambda _: b"PAR1" + b"x" * 99), ("found a Parquet file",)),
    "NUL bytes": (
        _line(3, lambda line: line[:9] + "\0" + line[9:]),
        (":3: expected text; found a NUL byte",),
    ),
    "the end cut off in a letter": (
        _bytes(lambda content: content + "合".encode()[:2]),
        ("expected text in UTF-8",),
    ),
    "a quote that is not closed": (
        _line(2, lambda line: '"' + line),
        (":2: expected a quote at the end of each cell",),
    ),
    "a quote not closed in the last row": (
        _with(lambda text: text + text.split("\n")[-2].replace(",", ',"', 1)),
        ("expected a quote at the end of each cell", "unexpected end of data"),
    ),
    "a row too long": (_line(3, lambda line: line + ",1"), (":3: expected as many cells",)),
    "a row too short": (
        _line(4, lambda line: line.rpartition(",")[0]),
        (":4: expected as many cells",),
    ),
    "separated by tabs": (
        _with(lambda text: text.replace(",", "\t")),
        ("expected a header with the columns",),
    ),
    "two kinds of line ends": (
        _line(2, lambda line: line + "\r"),
        (":2: expected lines that all end alike",),
    ),
    "100,000 rows too long": (
        _with(lambda text: text + (text.split("\n")[-2] + ",1\n") * 100_000),
        ("expected as many cells", "and 99995 more like the last"),
    ),
    "a link to nothing": (_dangling, ("expected a file that can be read",)),
    "a folder in its place": (_folder, ("expected a file that can be read",)),
}
# What is unusual, and right.
SOUND: dict[str, Damage] = {
    "a byte order mark": _bytes(lambda content: b"\xef\xbb\xbf" + content),
    "line ends of Windows": _with(lambda text: text.replace("\n", "\r\n")),
    "no line end at the end": _with(lambda text: text.rstrip("\n")),
    "a header and no rows": _with(lambda text: text.partition("\n")[0] + "\n"),
    "every cell quoted": _with(
        lambda text: "\n".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) if '"' not in line else line
            for line in text.rstrip("\n").split("\n")
        )
    ),
}


def _break_zone(damage: Damage, words: tuple[str, ...], folder: Path) -> str:
    """Damage a file of a landing zone, and ask as a build does."""
    zone = _zone(folder)
    damage(zone / TABLE / PART)
    return _checked(problems_before_build(ROOT, str(zone)), (f"{TABLE}/{PART}", *words))


def _break_seed(damage: Damage, words: tuple[str, ...], folder: Path) -> str:
    """Damage a published seed, and ask as a build does; dbt asks for its encoding even earlier."""
    root = _project(folder)
    seed = root / "seeds" / "published" / f"raw_{TABLE}.csv"
    damage(seed)
    if "expected text in UTF-8" in words:
        _checked(unreadable_seeds(root), (str(seed.relative_to(root)), *words))
    return _checked(problems_before_build(root), (str(seed.relative_to(root)), *words))


def _ingest_with_broken_seed(seed: str, folder: Path) -> str:
    """Have a seed that the reading itself needs in GBK: ``python -m ingest`` names it, too."""
    for part in ("ingest", "seeds"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / "seeds" / seed
    path.write_bytes(path.read_bytes().decode().encode("gb18030"))
    document = folder / "document.md"
    document.write_text(build_document(), encoding="utf-8")
    before = _files(folder / "seeds")
    command = [sys.executable, "-m", "ingest", str(document)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode != 1 or _files(folder / "seeds") != before:
        raise AssertionError(f"status {run.returncode}, or seeds are changed")
    return _checked(run.stderr, (seed, "expected text in UTF-8", "GB18030 (GBK)"))


def _sound_zone(damage: Damage, folder: Path) -> str:
    """Change a file of a landing zone in a way that is right, and read it as a build does."""
    zone = _zone(folder)
    path = zone / TABLE / PART
    before = read_records(path)
    damage(path)
    said = problems_before_build(ROOT, str(zone))
    after = read_records(path)
    if said or (after and after != before):
        raise AssertionError(said or "other rows")
    return LOADED


# The files of a landing zone ----------------------------------------------------------------------


def _other_columns(zone: Path) -> None:
    """A second file of a table has other columns."""
    (zone / TABLE / "more.csv").write_text("disclosure_id,amount\nx,1\n", encoding="utf-8")


def _as_parquet(zone: Path, query: str = "select * from {0}") -> Path:
    """Put a Parquet file in the place of one table."""
    path = zone / TABLE / PART
    other = path.with_suffix(".parquet")
    source = f"read_csv('{path}', all_varchar = true)"
    duckdb.execute(f"copy ({query.format(source)}) to '{other}' (format parquet)")
    path.unlink()
    return other


def _corrupt_parquet(zone: Path) -> None:
    """Lose the middle of a Parquet file."""
    other = _as_parquet(zone)
    content = other.read_bytes()
    other.write_bytes(content[: len(content) // 2])


def _both_kinds(zone: Path) -> None:
    """Have a table in a CSV file and in a Parquet file."""
    content = (zone / TABLE / PART).read_bytes()
    _as_parquet(zone).with_suffix(".csv").write_bytes(content)


def _moved(place: str) -> Damage:
    """Move a table's file elsewhere in the landing zone."""

    def move(zone: Path) -> None:
        (zone / place).parent.mkdir(parents=True, exist_ok=True)
        (zone / TABLE / PART).rename(zone / place)

    return move


def _other_document(zone: Path) -> None:
    """Have a row of a document that is not listed; of seeds a test of dbt asks the same."""
    path = zone / TABLE / PART
    head, _, rows = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(f"{head}\nnobody{rows}", encoding="utf-8")


MISPLACED: dict[str, tuple[Damage, tuple[str, ...]]] = {
    "rows of a document that is not listed": (
        _other_document,
        (
            f"{TABLE}/{PART}:2: expected rows of documents that the table disclosures lists",
            'found rows of "nobody450200-103-2023-budget"',
        ),
    ),
    "other columns in a second file": (
        _other_columns,
        (f"{TABLE}/more.csv:1: expected every column of the table",),
    ),
    "a file in a subfolder": (
        _moved(f"{TABLE}/2024/{PART}"),
        (f"{TABLE}/2024/{PART}: expected data only as NAME/*.csv", f"{TABLE}: expected a .csv"),
    ),
    "a file beside the folders": (_moved(f"{TABLE}.csv"), ("a file that is not read",)),
    "a folder of no table": (_moved(f"revenues/{PART}"), ("revenues/", "that is not read")),
    "the ending .CSV": (_moved(f"{TABLE}/PART.CSV"), ("PART.CSV", "that is not read")),
    "a compressed file": (_moved(f"{TABLE}/{PART}.gz"), (".csv.gz", "that is not read")),
    "a table's folder missing": (
        lambda zone: shutil.rmtree(zone / TABLE),
        (f"{TABLE}: expected a .csv or a .parquet file", "--out"),
    ),
    "one table's part missing": (
        lambda zone: (zone / TABLE / PART).rename(zone / TABLE / "part-00002.csv"),
        (f"{TABLE}/{PART}: expected a file of each table for every file of disclosures",),
    ),
    "no landing zone": (shutil.rmtree, ("expected a folder, the landing zone", "--out")),
    "both CSV and Parquet": (
        _both_kinds,
        (f"{TABLE}: expected either CSV or Parquet files, not both",),
    ),
    "a corrupt Parquet file": (_corrupt_parquet, ("expected a Parquet file that is whole",)),
    "a Parquet file of 0 bytes": (
        lambda zone: _as_parquet(zone).write_bytes(b""),
        ("expected a Parquet file that is whole",),
    ),
    "a Parquet file without a column": (
        lambda zone: _as_parquet(zone, "select * exclude (total) from {0}"),
        ('expected every column of the table; found "total"',),
    ),
}


def _misplace(damage: Damage, words: tuple[str, ...], folder: Path) -> str:
    """Change the files of a landing zone, and ask as a build does."""
    zone = _zone(folder)
    damage(zone)
    return _checked(problems_before_build(ROOT, str(zone)), words)


# Kills --------------------------------------------------------------------------------------------

# Steps of the file system that Python tells of before they are taken.
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "ctypes.dlopen"}


def _child(act: Callable[[], object]) -> int:
    """Do something in a process of its own; return how it ended."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _killed_at(step: int, folder: Path, act: Callable[[], object]) -> bool:
    """Kill a process at its n-th step under a folder; say whether it came that far."""

    def run() -> None:
        taken = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal taken
            is_here = event == "ctypes.dlopen" or str(folder) in str(arguments[:1])
            if event in STEPS and is_here:
                taken += 1
                if taken == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        act()

    code = _child(run)
    if code not in (0, -signal.SIGKILL):
        raise AssertionError(f"ended with {code} at step {step}")
    return code != 0


def _in_one_step(one: Path, other: Path) -> bool:
    """Take the place of a system that cannot let folders change places."""
    return False


def _kill_everywhere(start: Act, act: Act, name: str, swaps: bool, folder: Path) -> str:
    """Kill a run at each of its steps in turn: the folder is as before or as after, never between.

    Where the system cannot let two folders change places, that holds once a build or the next run
    has begun; and these are killed at each of their steps as well.
    """
    place = folder / "place" / name
    place.parent.mkdir()
    start(place)
    before = _files(place)
    kept = folder / "kept"
    shutil.copytree(place, kept, copy_function=os.link)
    act(place)
    after = _files(place)
    if before == after:
        raise AssertionError("nothing changes")

    def reset() -> None:
        shutil.rmtree(place.parent)
        place.parent.mkdir()
        shutil.copytree(kept, place)

    def run() -> None:
        if not swaps:
            storage._change_places = _in_one_step
        act(place)

    def recover() -> None:
        with Store(place):
            pass

    step, seen = 0, set()
    while True:
        reset()
        step += 1
        was_killed = _killed_at(step, place.parent, run)
        found = _files(place)
        if swaps and found not in (before, after):
            raise AssertionError(f"half there after a kill at step {step}")
        if not swaps:
            again = 1
            while _killed_at(again, place.parent, recover):
                again += 1
        if not Reading.begin(place):
            raise AssertionError("a killed run keeps the folder")
        Reading.end()
        recover()
        found = _files(place)
        if found not in (before, after) or {*place.parent.iterdir()} - {place}:
            raise AssertionError(f"not recovered after a kill at step {step}")
        seen.add(found == after)
        if not was_killed:
            break
    if seen != {False, True} or step < 15:
        raise AssertionError(f"only {step} steps, {seen}")
    return SURVIVED


def _empty_zone(zone: Path) -> None:
    """No landing zone yet but its folder."""
    zone.mkdir()


def _first(place: Path) -> None:
    """One document is there."""
    _load(place, 2024, columns=_few())


CHANGES: dict[str, tuple[Act, Act]] = {
    "the first document": (_empty_zone, _first),
    "a second document": (_first, lambda place: _load(place, 2025, columns=_few())),
    "a corrected version": (
        _first,
        lambda place: _load(place, 2024, corrected=True, columns=_few()),
    ),
    "a document taken out": (
        lambda place: _load(place, 2023, 2024, columns=_few()),
        lambda place: _load(place, remove=("450200-103-2024-budget",), columns=_few()),
    ),
}


def _kills() -> Iterator[Attack]:
    """Every change, in a landing zone and in seeds, with and without a system that swaps."""
    for what, (start, act) in CHANGES.items():
        for name in ("zone", "published"):
            for swaps in (True, False):
                place = "seeds" if name == "published" else "landing zone"
                how = "" if swaps else ", where folders cannot change places"
                text = f"a kill at every step, {place}: {what}{how}"
                run = partial(_kill_everywhere, start, act, name, swaps)
                # What is copied at every step takes long; one is enough on every change.
                is_slow = not swaps and (name, what) != ("published", "a corrected version")
                yield Attack(KILL_KIND, text, run, is_slow)


def _kill_the_command(seed: int, folder: Path) -> str:
    """Kill ``python -m ingest`` at a random moment, in a landing zone of one document."""
    zone = folder / "place" / "zone"
    _load(zone, 2024)
    before = _files(zone)
    document = folder / "2025.md"
    document.write_text(build_document(year=2025), encoding="utf-8")
    command = [sys.executable, "-m", "ingest", str(document), "--region-code", "450200"]
    run = subprocess.Popen([*command, "--out", str(zone)], cwd=ROOT, stderr=subprocess.DEVNULL)
    time.sleep(random.Random(seed).uniform(0, 3))  # noqa: S311
    run.kill()
    run.wait()
    found = _files(zone)
    subprocess.run([*command, "--out", str(zone)], cwd=ROOT, check=True, capture_output=True)
    after = _files(zone)
    if found not in (before, after):
        raise AssertionError("half there")
    if [*zone.parent.iterdir()] != [zone] or problems_before_build(ROOT, str(zone)):
        raise AssertionError("something is left behind")
    return SURVIVED


# Several at once ----------------------------------------------------------------------------------


def _two_runs(name: str, folder: Path) -> str:
    """Two runs load two documents into one folder at the same time; both are there."""
    place = folder / name
    _load(place, 2023)
    pids = []
    for year in (2024, 2025, 2026):
        _disclosure(year)
        pid = os.fork()
        if pid == 0:
            try:
                _load(place, year)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    with Store(place) as store:
        known = (Seeds if name == "published" else LandingZone)(store, _columns()).known()
    if sorted(known) != [f"450200-103-{year}-budget" for year in (2023, 2024, 2025, 2026)]:
        raise AssertionError(f"only {sorted(known)}")
    return SURVIVED


def _build_while_written(folder: Path) -> str:
    """A build that begins while a run is writing is refused in words."""
    zone = _zone(folder)
    with Store(zone):
        said = problems_before_build(ROOT, str(zone))
    Reading.end()
    return _checked(said, ("expected files that stay as they are", "a run of ingest"))


def _write_while_built(folder: Path) -> str:
    """A run waits, in words, for a build that is reading, and loads its document then."""
    zone = _zone(folder)
    began, end = os.pipe()
    pid = os.fork()
    if pid == 0:
        Reading.begin(zone)
        os.write(end, b".")
        time.sleep(0.5)
        os._exit(0)
    os.read(began, 1)
    said: list[str] = []
    with Store(zone, said.append):
        pass
    os.waitpid(pid, 0)
    if "waiting until it ends" not in "".join(said):
        raise AssertionError("it did not wait")
    return SURVIVED


# A full disk --------------------------------------------------------------------------------------


def _full_disk(name: str, size: int, folder: Path) -> str:
    """The disk takes so many bytes of a file and no more: what is there stays as it is."""
    place = folder / "place" / name
    _load(place, 2024)
    before = _files(place)
    _disclosure(2025)

    def act() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        _load(place, 2025)

    if _child(act) != 1:
        raise AssertionError("it went through")
    if _files(place) != before or [*place.parent.iterdir()] != [place]:
        raise AssertionError("something is left behind, or changed")
    return SURVIVED


ATTACKS: list[Attack] = [
    *(
        Attack(ZONE_KIND, name, partial(_break_zone, damage, words))
        for name, (damage, words) in BROKEN.items()
    ),
    *(
        Attack(ZONE_KIND, name, partial(_misplace, damage, words))
        for name, (damage, words) in MISPLACED.items()
    ),
    *(Attack(ZONE_KIND, name, partial(_sound_zone, damage)) for name, damage in SOUND.items()),
    *(
        Attack(SEED_KIND, name, partial(_break_seed, damage, words))
        for name, (damage, words) in BROKEN.items()
    ),
    *(
        Attack(
            SEED_KIND, f"{seed} in GBK, asked by ingest", partial(_ingest_with_broken_seed, seed)
        )
        for seed in (
            "lexicon/lexicon.csv",
            "templates/template_tables.csv",
            "reference/ref_regions.csv",
            "published/raw_disclosures.csv",
            "published/raw_tables.csv",
        )
    ),
    *_kills(),
    *(
        Attack(KILL_KIND, f"a kill at random moment {n}", partial(_kill_the_command, n), True)
        for n in range(1, 41)
    ),
    *(
        Attack(RUNS_KIND, f"three runs of ingest into one folder, {name}", partial(_two_runs, name))
        for name in ("zone", "published")
    ),
    Attack(RUNS_KIND, "a build while ingest writes", _build_while_written),
    Attack(RUNS_KIND, "ingest while a build reads", _write_while_built),
    *(
        Attack(DISK_KIND, f"full after {size} bytes, {name}", partial(_full_disk, name, size))
        for name in ("zone", "published")
        for size in (0, 100, 2000)
    ),
]
