"""What is put into files to break the reading of them is refused, found, or does no harm.

The attacks stand in ``tests/reliability``, which also writes ``docs/reliability.md`` from them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.attacks import OUTCOMES, Attack, all_attacks

FAST = [attack for attack in all_attacks() if not attack.is_slow]


@pytest.mark.parametrize("attack", FAST, ids=lambda one: f"{one.kind}: {one.name}")
def test_holds(attack: Attack, tmp_path: Path) -> None:
    """What is tried does no harm."""
    assert attack.run(tmp_path) in OUTCOMES


def test_each_attack_has_a_name_of_its_own() -> None:
    """No two attacks are counted as one."""
    names = [(attack.kind, attack.name) for attack in all_attacks()]
    assert len(set(names)) == len(names)
