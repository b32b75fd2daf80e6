"""Try every attack and write what became of it: `python -m tests.reliability`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.reliability.attacks import OUTCOMES, Attack, all_attacks

REPORT = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"


class Tried(NamedTuple):
    """An attack, what became of it, and why it was not held, if it was not."""

    attack: Attack
    outcome: str
    reason: str


def try_all(attacks: Sequence[Attack]) -> Iterator[Tried]:
    """Run attacks, each in a folder of its own, which is removed."""
    for attack in attacks:
        with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
            try:
                outcome, reason = attack.run(Path(folder)), ""
                if outcome not in OUTCOMES:
                    outcome, reason = "", f"answered {outcome!r}"
            except Exception as error:
                outcome, reason = "", f"{type(error).__name__}: {error}"
        yield Tried(attack, outcome, " ".join(reason.split())[:300])


def report(tried: Sequence[Tried], left_out: int, seconds: float) -> str:
    """Return the report: a table by kind, what was not held, and where it was tried."""
    lines = [
        "# What was tried to break it / 可靠性试验",
        "",
        "Written by `make reliability`: each of these is run; the fast ones are tests as well.",
        "由 `make reliability` 写成：每一项都实际运行，其中快的也是测试。",
        "",
        "- refused / 拒收: the input is not loaded, and a message says where and why",
        "- found / 查出: it is loaded, and a check or a warning says what is wrong with it",
        "- loaded / 载入: nothing is wrong with it, and what it prints is loaded",
        "- survived / 无损: an accident, after which what stood there before still stands",
        "- not held / 未守住: what must not happen happened; listed below",
        "",
        "| kind 类别 | tried 试 | refused 拒收 | found 查出 | loaded 载入 | survived 无损 "
        "| not held 未守住 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    kinds = dict.fromkeys(one.attack.kind for one in tried)
    for kind in (*kinds, ""):
        own = [one.outcome for one in tried if kind in ("", one.attack.kind)]
        counts = Counter(own)
        numbers = (len(own), *(counts[outcome] for outcome in (*OUTCOMES, "")))
        lines.append(f"| {kind or 'all 合计'} | {' | '.join(map(str, numbers))} |")
    lines += ["", "## Not held / 未守住", ""]
    lost = [
        f"- {one.attack.kind}: `` {one.attack.name} ``: {one.reason}" for one in tried if one.reason
    ]
    lines += lost or ["Nothing / 无."]
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    lines += ["", f"Tried in {seconds:.0f} seconds on {machine}.", ""]
    if left_out:
        lines += [f"{left_out} that take long were not tried / {left_out} 项费时的未试.", ""]
    lines += ["## All / 全部", ""]
    for kind in kinds:
        lines += [f"### {kind}", ""]
        own_tried = (one for one in tried if one.attack.kind == kind)
        lines += [f"- `` {one.attack.name} ``: {one.outcome or 'not held'}" for one in own_tried]
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Try the attacks, write the report, return 1 where one was not held."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("--kind", action="append", default=[], help="attacks of this kind only")
    parser.add_argument("--fast", action="store_true", help="only what the tests try as well")
    parser.add_argument("--output", type=Path, default=REPORT)
    options = parser.parse_args()
    attacks = [one for one in all_attacks() if not options.kind or one.kind in options.kind]
    left_out = sum(one.is_slow for one in attacks) if options.fast else 0
    attacks = [one for one in attacks if not (options.fast and one.is_slow)]
    started = time.monotonic()
    tried = []
    for one in try_all(attacks):
        print(
            f"{one.outcome or 'NOT HELD':9} {one.attack.kind}: {one.attack.name} {one.reason}",
            flush=True,
        )
        tried.append(one)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(report(tried, left_out, time.monotonic() - started), encoding="utf-8")
    lost = sum(bool(one.reason) for one in tried)
    print(f"{len(tried)} attacks, {lost} not held; {options.output}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
