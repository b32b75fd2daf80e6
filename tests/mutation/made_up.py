"""Made-up documents of the families that the seeds have no published document of."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.mutation.document import read_csv, read_documents
from tests.python.documents import build_document, units_of_accounts

DEPARTMENT = "上海市静安区虚构事务局"
# How the document of a template is printed; a template without a row here prints as usual.
HOW: Mapping[str, Mapping[str, object]] = {
    "national-final": {"code_cells": True, "total_in_header": True, "lines_numbered": True},
}


def further_templates(project: Path) -> list[str]:
    """The templates that no document in the seeds of a project follows."""
    published = {document.template for document in read_documents(project)}
    _, templates = read_csv(project / "seeds" / "templates" / "templates.csv")
    return [row["template"] for row in templates if row["template"] not in published]


def add_further_families(project: Path) -> None:
    """Read a document of each of these templates into the seeds."""
    for template in further_templates(project):
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
