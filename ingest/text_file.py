"""Text files → documents: UTF-8, UTF-16 or GB18030, its tables as rows of cells apart by tabs."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from ingest.document import Document, blocks_of_lines
from ingest.errors import refusal
from ingest.text import is_blank

# Text in another encoding is nearly all wrong when read as UTF-8; a damaged file is not.
_MOST_DAMAGE = 0.05


def read_text(path: Path) -> Document:
    """Read a text file; raise ``IngestError`` if there is no text in it."""
    content = path.read_bytes()
    text = _decode(path, content)
    if is_blank(text):
        action = "Extract the document's text again."
        raise refusal(path, 1, "the text of a document", "an empty file", action)
    # Not splitlines(): it also breaks at characters that stand inside lines, such as form feeds.
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    digest = hashlib.sha256(content).hexdigest()
    return Document(str(path), path.name, digest, tuple(blocks_of_lines(lines)))


def _decode(path: Path, content: bytes) -> str:
    """Return the text of a file, in the encoding that its bytes show."""
    encodings = ["utf-8-sig"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content:
        # Line ends, digits and tabs have their zero byte in front (big-endian) or behind.
        even, odd = content[::2].count(0), content[1::2].count(0)
        encodings = ["utf-16-be" if even > odd else "utf-16-le"]
    elif not _is_damaged_utf8(content):
        encodings.append("gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            start = error.start
    line = content.count(b"\n", 0, start) + 1
    found = f"the byte 0x{content[start]:02x}, which is none in {encodings[-1]}"
    action = "Save the document as text in UTF-8."
    raise refusal(path, line, "text in UTF-8, GB18030 or UTF-16", found, action)


def _is_damaged_utf8(content: bytes) -> bool:
    """Say whether a file is UTF-8 but for a few bytes."""
    text = content.decode("utf-8", "replace")
    wide = sum(character > "\x7f" for character in text)
    return 0 < text.count("\ufffd") <= _MOST_DAMAGE * wide
