"""What is tried on landing zones, on seeds, and on runs that are killed, as tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.attacks import OUTCOMES, Attack
from tests.reliability.landing import ATTACKS

FAST = [attack for attack in ATTACKS if not attack.is_slow]


@pytest.mark.parametrize("attack", FAST, ids=[f"{one.kind}: {one.name}" for one in FAST])
def test_it_holds(attack: Attack, tmp_path: Path) -> None:
    """An attack is refused in words or survived; one that is not raises."""
    assert attack.run(tmp_path) in OUTCOMES
