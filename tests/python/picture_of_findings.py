"""Takes docs/findings.png and docs/findings.zh.png: a made-up file with one mistake, checked."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from site_corpus import _wrong_basic_expenditure  # noqa: E402

from benchmarks.documents.files import write_file  # noqa: E402
from documents import build_parts  # noqa: E402
from pages import check  # noqa: E402
from pages.screenshot import take  # noqa: E402

HEIGHT = 980


def main() -> None:
    """Write a PDF file, check it, and take its page of findings in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        file = write_file(
            Path(folder) / "2025年部门预算.pdf",
            build_parts(
                department_code="601",
                department_name="柳州市虚构事务局",
                year=2025,
                edit=_wrong_basic_expenditure,
            ),
        )
        out = Path(folder) / "findings"
        check.main([str(file), "--out", str(out)])
        for language, name in (("en", "findings.png"), ("zh", "findings.zh.png")):
            take(
                out / "reconciliation.html",
                ROOT / "docs" / name,
                asked=f"?lang={language}",
                ready=".finding .cut",
                height=HEIGHT,
            )


if __name__ == "__main__":
    main()
