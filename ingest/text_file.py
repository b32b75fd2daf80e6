"""Text files → documents: UTF-8, UTF-16 or GB18030, its tables as rows of cells apart by tabs."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from ingest.document import Document, blocks_of_lines
from ingest.errors import IngestError, no_steering, refusal
from ingest.language import say
from ingest.limits import USUAL, Limits, Meter
from ingest.text import as_printed, is_blank, steering

# Text in another encoding is nearly all wrong when read as UTF-8; a damaged file is not.
_MOST_DAMAGE = 0.05
# What text is made of: line ends, signs and letters, Chinese characters and their punctuation.
_USUAL = re.compile(
    "[\t\n\r\f -~\u00a0-\u00ff\u2000-\u206f\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
# Characters that no text has: those that steer machines, and those that stand for none.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_MOST_NO_TEXT = 0.01
_LINE_END = re.compile(r"\r\n?")
_HTML_TABLE = re.compile(r"</?(?:table|tr|td|th)\b", re.IGNORECASE)


def read_text(path: Path, limits: Limits = USUAL) -> Document:
    """Read a text file; raise ``IngestError`` if there is no text in it."""
    meter = Meter(path, limits)
    content = meter.content()
    text = decode(path, content)
    if is_blank(text):
        action = "Extract the document's text again."
        raise refusal(path, 1, "the text of a document", "an empty file", action)
    # Not splitlines(): it also breaks at characters that stand inside lines, such as form feeds.
    lines = as_printed(_LINE_END.sub("\n", text)).split("\n")
    meter.count("lines", len(lines))
    for number, line in enumerate(lines, start=1):
        if found := steering(line):
            raise no_steering(path, number, found[0])
        if _HTML_TABLE.search(line) or _is_drawn(line):
            raise refusal(
                path,
                number,
                "tables as rows of cells apart by tabs",
                "a table in the marks of a web page or of markdown",
                "Save it as a web page (.html), or put tabs between the cells.",
            )
    digest = hashlib.sha256(content).hexdigest()
    return Document(str(path), path.name, digest, tuple(blocks_of_lines(lines)))


def _is_drawn(line: str) -> bool:
    """Say whether a line is the one under the header of a markdown table: | --- | --: |."""
    return "|" in line and "-" in line and not set(line) - set("|-: \t")


def decode(path: Path, content: bytes) -> str:
    """Return the text of a file, in the encoding that its bytes show."""
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if "utf-16-" in encoding:
            # Nothing but zero bytes spoke for it.
            raise _no_text(path) from error
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02x}"
        found = say("the byte {byte}, which is none in {encoding}", byte=byte, encoding=encoding)
        action = "Save the document as text in UTF-8."
        raise refusal(path, line, "text in UTF-8, GB18030 or UTF-16", found, action) from error
    if len(_NO_TEXT.findall(text)) > _MOST_NO_TEXT * len(text):
        raise _no_text(path)
    return text


def _no_text(path: Path) -> IngestError:
    """Return the error for a file of no known format."""
    found = "bytes of no text, and of no format that is known here"
    action = "Save the document as .docx, .xlsx, PDF or text (另存为)."
    return refusal(path, None, "a PDF, DOCX, XLSX, HTML or text file", found, action)


def start_of_text(start: bytes) -> str:
    """Return what the first bytes of a file print, as far as they can be told."""
    return start.decode(_encoding(start, is_whole=False), "replace")


def _encoding(content: bytes, *, is_whole: bool = True) -> str:
    """Return the encoding of a text; ``is_whole`` is no for the start of one."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in content:
        encodings = ("utf-16-le", "utf-16-be")
        return max(encodings, key=lambda encoding: _usual_share(content, encoding))
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(content, final=is_whole)
    except UnicodeDecodeError:
        return "utf-8-sig" if _is_damaged_utf8(content) else "gb18030"
    return "utf-8-sig"


def _usual_share(content: bytes, encoding: str) -> int:
    """Return how many usual characters the start of a text has, if it is in this encoding."""
    return len(_USUAL.findall(content[:100_000].decode(encoding, "replace")))


def _is_damaged_utf8(content: bytes) -> bool:
    """Say whether a file is UTF-8 but for a few bytes."""
    text = content.decode("utf-8", "replace")
    wide = sum(character > "\x7f" for character in text)
    return 0 < text.count("\ufffd") <= _MOST_DAMAGE * wide
