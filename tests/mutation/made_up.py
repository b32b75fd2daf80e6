"""Made-up documents of the families that the seeds have no published document of."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.mutation.document import read_documents
from tests.python.documents import build_document, units_of_accounts

DEPARTMENT = "上海市静安区虚构事务局"
# How the document of a template is printed; a template without a row here prints as usual.
HOW: Mapping[str, Mapping[str, object]] = {
    "national-final": {"code_cells": True, "total_in_header": True, "lines_numbered": True},
}


def add_further_families(project: Path) -> None:
    """Read a document of every template that no document of a project follows into its seeds."""
    published = {document.template for document in read_documents(project)}
    templates = (project / "seeds" / "templates" / "templates.csv").read_text("utf-8").splitlines()
    for template in (line.split(",", 1)[0] for line in templates[1:]):
        if template in published:
            continue
        path = project / f"{template}.md"
        text = build_document(
            template=template,
            project=project,
            department_code=None,
            department_name=DEPARTMENT,
            units=units_of_accounts("", DEPARTMENT),
            **HOW.get(template, {}),
        )
        path.write_text(text, "utf-8")
        subprocess.run([sys.executable, "-m", "ingest", str(path)], cwd=project, check=True)
