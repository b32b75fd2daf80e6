"""Which reader a file is for, by what it begins with; a new format is one more line here."""

from __future__ import annotations

import importlib
from pathlib import Path

from ingest.document import Document
from ingest.errors import refusal

# The first bytes of a file -> the module and the function that read it. The last is for any file.
FORMATS = {b"%PDF": ("ingest.pdf", "read_pdf"), b"": ("ingest.text_file", "read_text")}


def read_document(path: Path) -> Document:
    """Read a file, whatever format it has; raise ``IngestError`` if it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(max(map(len, FORMATS)))
        module, function = next(FORMATS[magic] for magic in FORMATS if start.startswith(magic))
        return getattr(importlib.import_module(module), function)(path)
    except OSError as error:
        expected, found = "a file that can be read", error.strerror or type(error).__name__
        raise refusal(path, None, expected, found, "Check path and permissions.") from error
    except ImportError as error:
        expected = "a file in a format that this installation reads"
        found = f"one for {module}, which cannot be loaded: {error}"
        action = "Install what is missing, or extract the document's text."
        raise refusal(path, None, expected, found, action) from error
