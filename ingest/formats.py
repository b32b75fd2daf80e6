"""Which reader a file is for, by what is in it; a new format is one more line here.

Names say little: a web page is called .xls, a workbook .doc. What is no format that is read is
named, with what to do about it.
"""

from __future__ import annotations

import hashlib
import importlib
import stat
import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ingest.document import Block, Document
from ingest.errors import refusal
from ingest.language import say
from ingest.limits import USUAL, Limits
from ingest.text import harmless

TEXT, HTML = ("ingest.text_file", "read_text"), ("ingest.html_file", "read_html")
DOCX, XLSX = ("ingest.docx_file", "read_docx"), ("ingest.xlsx_file", "read_xlsx")
PDF = ("ingest.pdf", "read_pdf")

_READ = "a PDF, DOCX, XLSX, HTML or text file"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = "Open it in Word or WPS and save it as a Word document (另存为 .docx)."
_AS_XLSX = "Open it in Excel or WPS and save it as a workbook (另存为 .xlsx)."
_AS_PDF = "Open it in its reader and save it as PDF (另存为 PDF)."
_PICTURE = "Take the file that the picture was made from, or type it as text."
_UNPACK = "Unpack it, and give the files in it."
_OPEN_COPY = "Open it in Word, Excel or WPS and save a copy without a password."

# The streams of an old office file -> what it is, and what to do.
_OLE_FILES = {
    "EncryptedPackage": ("an encrypted office file", _OPEN_COPY),
    "WordDocument": ("a legacy .doc (or .wps) file", _AS_DOCX),
    "Workbook": ("a legacy .xls (or .et) file", _AS_XLSX),
    "Book": ("a legacy .xls file of Excel 95", _AS_XLSX),
    "PowerPoint Document": ("a legacy .ppt file", _AS_PDF),
    "HwpSummaryInformation": ("an .hwp file", _AS_PDF),
}
# What the name of a part of a zipped file starts with -> what it is, and what to do.
_ZIPPED = {
    "xl/workbook.bin": ("an .xlsb file", _AS_XLSX),
    "ppt/": ("a .pptx file", _AS_PDF),
    "OFD.xml": ("an OFD file", _AS_PDF),
    "content.xml": ("an OpenDocument file (.odt, .ods)", "Save it as .docx or .xlsx (另存为)."),
    "Index/": ("a file of Pages or Numbers", "Export it as .docx or .xlsx."),
    "META-INF/container.xml": ("an .epub file", _AS_PDF),
}
# How a file begins -> what it is, and what to do.
_BEGINNINGS = {
    b"{\\rtf": ("an RTF file", _AS_DOCX),
    b"\x89PNG": ("a picture (PNG)", _PICTURE),
    b"\xff\xd8\xff": ("a picture (JPEG)", _PICTURE),
    b"GIF8": ("a picture (GIF)", _PICTURE),
    b"BM": ("a picture (BMP)", _PICTURE),
    b"II*\0": ("a picture (TIFF)", _PICTURE),
    b"MM\0*": ("a picture (TIFF)", _PICTURE),
    b"RIFF": ("a picture or a recording (RIFF)", _PICTURE),
    b"Rar!": ("an archive (RAR)", _UNPACK),
    b"7z\xbc\xaf": ("an archive (7z)", _UNPACK),
    b"\x1f\x8b": ("an archive (gzip)", _UNPACK),
    b"\x7fELF": ("a program", "Check the path."),
    b"MZ": ("a program", "Check the path."),
}
# Letters with which text may begin too; only the binary file has zero bytes right behind.
_LIKE_TEXT = {b"BM", b"MZ", b"RIFF"}
# What office programs write into one file of text.
_FLAT = {
    b"multipart/related": ("a web archive (.mht)", _AS_DOCX),
    b'progid="Excel.Sheet"': ("a workbook in one XML file", _AS_XLSX),
    b'progid="Word.Document"': ("a Word document in one XML file", _AS_DOCX),
}
_START = 4096


def read_document(path: Path, limits: Limits = USUAL) -> Document:
    """Read a file, whatever format it has; raise ``IngestError`` if it cannot be read."""
    module = ""
    try:
        # A pipe may never say anything, and a device may never stop.
        if not stat.S_ISREG(mode := path.stat().st_mode):
            found = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            raise refusal(path, None, _READ, found, "Name the file itself.")
        module, function = recognise(path)
        document = getattr(importlib.import_module(module), function)(path, limits)
        return replace(document, name=harmless(document.name))
    except OSError as error:
        expected, found = "a file that can be read", error.strerror or type(error).__name__
        raise refusal(path, None, expected, found, "Check path and permissions.") from error
    except ImportError as error:
        expected = "a file in a format that this installation reads"
        missing = "one for {module}, which cannot be loaded: {error}"
        found = say(missing, module=module, error=error)
        action = "Install what is missing, or extract the document's text."
        raise refusal(path, None, expected, found, action) from error


def read_together(paths: Sequence[Path], limits: Limits = USUAL) -> Document:
    """Read the files that make one document, in this order; the lines run on."""
    documents = [read_document(path, limits) for path in paths]
    if len(documents) == 1:
        return documents[0]
    blocks: list[Block] = []
    lines = grids = 0
    for document in documents:
        for block in document:
            place = replace(
                block.place,
                line=block.place.line + lines,
                page=f"{document.name} {block.place.page}".strip(),
                file=document.file,
            )
            grid = block.grid + grids if block.grid else 0
            blocks.append(replace(block, place=place, grid=grid))
        lines = blocks[-1].place.line if blocks else 0
        grids = max((block.grid for block in blocks), default=0)
    digests = "".join(document.sha256 for document in documents)
    return Document(
        " + ".join(document.file for document in documents),
        " + ".join(document.name for document in documents),
        hashlib.sha256(digests.encode()).hexdigest(),
        tuple(blocks),
        sum(document.unseen for document in documents),
    )


def recognise(path: Path) -> tuple[str, str]:
    """Return the module and the function that read a file; raise ``IngestError`` if none does."""
    with path.open("rb") as file:
        start = file.read(_START)
        if start.startswith(b"%PDF"):
            return PDF
        if start.startswith(_OLE):
            what = _ole_file(start + file.read())
        elif start.startswith(b"PK"):
            what = _zip_file(path)
        else:
            what = _other_file(start)
    if isinstance(what[0], str) and what[0].startswith("ingest."):
        return what
    raise refusal(path, None, _READ, *what)


def _ole_file(content: bytes) -> tuple[str, str]:
    """Say what an old office file is, by the names of its streams."""
    for name, what in _OLE_FILES.items():
        # An entry of the directory: the name in a field of 64 bytes, and its length.
        entry = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
        if entry in content:
            return what
    return "a legacy office file of another kind", "Save it as .docx, .xlsx or PDF (另存为)."


def _zip_file(path: Path) -> tuple[str, str]:
    """Return the reader of a zipped file, or say what it is."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return "a broken or cut-off zip file", "Download or copy the file again."
    for start, what in _ZIPPED.items():
        if any(name.startswith(start) for name in names):
            return what
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return XLSX
    return say("a zip archive of {count} files", count=len(names)), _UNPACK


def _other_file(start: bytes) -> tuple[str, str]:
    """Return the reader of a file that is text, or say what it is."""
    for beginning, what in _BEGINNINGS.items():
        is_sure = beginning not in _LIKE_TEXT or b"\0" in start[:32]
        if is_sure and start.startswith(beginning):
            return what
    if start.lstrip(b"\xef\xbb\xbf \r\n").startswith((b"<?xml", b"MIME-Version:", b"From:")):
        for mark, what in _FLAT.items():
            if mark in start:
                return what
    from ingest.html_file import is_html
    from ingest.text_file import start_of_text

    return HTML if is_html(start_of_text(start)) else TEXT
