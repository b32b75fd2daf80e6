"""The command line: ``python -m pages.dbt build``, dbt with a progress bar and a short summary.

dbt runs in this process, with whatever further arguments are given. What it has to say of single
nodes goes into its log; here a bar moves, and at the end stands what failed or warned, and last the
summary of the warehouse. A landing zone is given by ``--landing``; its models are parsed apart, so
that neither of the two costs the other a parse.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from tqdm import tqdm

from ingest.language import say

ROOT = Path(__file__).resolve().parent.parent
NO_LANDING_ZONE = (
    "{folder} is not there: expected a landing zone, as `python -m ingest --out` writes it"
)
# Failures and warnings are named up to so many; with the summary that stays below thirty lines.
MOST_NAMED = 12
# Of what dbt says where it cannot run at all, the last lines.
MOST_LINES = 25
SUMMARY = "部门预算公开"
BAD = ("error", "fail", "runtime error")
WORTH_SAYING = (*BAD, "warn", "skipped")


class Outcome(NamedTuple):
    """How a run of dbt ended: whether all went well, what it printed, and what is worth saying."""

    is_good: bool
    printed: str
    named: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of dbt; returns 0 if it went well, 1 if something failed."""
    parser = argparse.ArgumentParser(prog="python -m pages.dbt", description=__doc__)
    parser.add_argument("command", choices=("build", "docs"), help="docs: what dbt docs generate")
    parser.add_argument(
        "--landing", type=Path, metavar="DIR", help="a landing zone to take in place of the seeds"
    )
    parser.add_argument("--static", action="store_true", help="docs as one file")
    options, more = parser.parse_known_args(arguments)
    if options.landing and not options.landing.is_dir():
        print(say(NO_LANDING_ZONE, folder=options.landing), file=sys.stderr)
        return 1
    command = ["build"]
    if options.command == "docs":
        command = ["docs", "generate", *(["--static"] if options.static else [])]
    return tell(run([*command, *landing_arguments(options.landing), *more]))


def tell(outcome: Outcome) -> int:
    """Print what is worth saying and the summary; returns 0 if all went well, else 1."""
    for line in outcome.named[:MOST_NAMED]:
        print(line)
    if len(outcome.named) > MOST_NAMED:
        more_of_them = len(outcome.named) - MOST_NAMED
        print(f"  … and {more_of_them} more; all of them are in target/run_results.json")
    print("\n".join(_last(outcome)))
    return 0 if outcome.is_good else 1


def _last(outcome: Outcome) -> list[str]:
    """Return the summary of the warehouse, or where there is none the last that dbt said."""
    lines = outcome.printed.strip("\n").splitlines()
    begins = next((at for at, line in enumerate(lines) if line.startswith(SUMMARY)), None)
    if begins is None:
        return [] if outcome.named else lines[-MOST_LINES:]
    # What failed is named above; dbt says it once more behind the summary.
    return [lines[begins], *takewhile(lambda line: line[:1] == " ", lines[begins + 1 :])]


def landing_arguments(landing: Path | None, **more: str) -> list[str]:
    """What dbt is told of a landing zone; ``more`` are further variables.

    It always stands at the same place, a link, since another value of a variable would make dbt
    parse the whole project again; its artifacts have a folder of their own for the same reason.
    """
    if landing is None:
        return []
    target = Path(os.environ.get("DBT_TARGET_PATH") or ROOT / "target") / "landing"
    target.mkdir(parents=True, exist_ok=True)
    place = target / "zone"
    place.unlink(missing_ok=True)
    place.symlink_to(landing.resolve(), target_is_directory=True)
    variables = json.dumps({"landing_zone": str(place), **more})
    return ["--vars", variables, "--target-path", str(target)]


def run(command: Sequence[str], description: str = "dbt") -> Outcome:
    """Run dbt in this process, with a bar where somebody is there to see it."""
    # dbt takes seconds to import.
    from dbt.cli.main import dbtRunner

    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    said = io.StringIO()
    with _bar(description) as bar, contextlib.chdir(ROOT), contextlib.redirect_stdout(said):
        result = dbtRunner(callbacks=[bar.hear]).invoke(
            ["--quiet", "--no-use-colors", "--no-version-check", *command]
        )
    _leave_the_file()
    if result.exception is not None:
        said.write(f"{result.exception}\n")
    return Outcome(result.success, said.getvalue(), list(_named(result.result)))


def _leave_the_file() -> None:
    """Close the database: the file is read otherwise by whoever comes next."""
    # Where Spark is set up, there may be no DuckDB for dbt.
    with contextlib.suppress(ImportError):
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager

        DuckDBConnectionManager.close_all_connections()


def _named(result: Any) -> Iterator[str]:
    """Yield a line for each node that did not just pass, failures first."""
    found = [one for one in getattr(result, "results", None) or () if one.status in WORTH_SAYING]
    for one in sorted(found, key=lambda one: WORTH_SAYING.index(one.status)):
        count = f", {one.failures} rows" if getattr(one, "failures", None) else ""
        about = ""
        if one.status in BAD and not count and one.message:
            about = ": " + " ".join(one.message.split())[:200]
        where = f' → test_failures."{one.node.alias}"' if count else ""
        yield f"  {one.status:<8} {one.node.name}{count}{where}{about}"


class _Bar:
    """A bar that hears what dbt does."""

    def __init__(self, bar: tqdm) -> None:
        self._bar = bar

    def hear(self, event: Any) -> None:
        """Take one event of dbt: how many nodes there are, one begins, one is done."""
        name = event.info.name
        if name == "ConcurrencyLine":
            self._bar.reset(total=event.data.node_count)
        elif name == "NodeStart":
            self._bar.set_postfix_str(event.data.node_info.node_name[:40], refresh=False)
        elif name == "NodeFinished":
            self._bar.update()


@contextlib.contextmanager
def _bar(description: str) -> Iterator[_Bar]:
    """A bar on the terminal; none where nobody sees it."""
    with tqdm(
        total=0,
        desc=description,
        unit="",
        file=sys.stderr,
        leave=False,
        disable=not sys.stderr.isatty(),
        bar_format="{desc} {percentage:3.0f}%|{bar:30}| {n_fmt}/{total_fmt} {elapsed} {postfix}",
    ) as bar:
        yield _Bar(bar)


if __name__ == "__main__":
    sys.exit(main())
