"""Text files → documents: UTF-8, UTF-16 or GB18030, its tables as rows of cells apart by tabs."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from ingest.document import Document, blocks_of_lines
from ingest.errors import IngestError, Problem
from ingest.text import is_blank

# Text in another encoding is nearly all wrong when read as UTF-8; a damaged file is not.
_MOST_DAMAGE = 0.05


def read_text(path: Path) -> Document:
    """Read a text file; raise ``IngestError`` if there is no text in it."""
    file = str(path)
    content = path.read_bytes()
    text = _decode(file, content)
    if is_blank(text):
        raise IngestError(
            [
                Problem(
                    file,
                    1,
                    "the text of a document",
                    "an empty file",
                    "Extract the document's text again.",
                )
            ]
        )
    # Not splitlines(): it also breaks at characters that stand inside lines, such as form feeds.
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    digest = hashlib.sha256(content).hexdigest()
    return Document(file, path.name, digest, tuple(blocks_of_lines(lines)))


def _decode(file: str, content: bytes) -> str:
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
    errors = []
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            errors.append(error)
    start = errors[-1].start
    raise IngestError(
        [
            Problem(
                file,
                content.count(b"\n", 0, start) + 1,
                "text in UTF-8, GB18030 or UTF-16",
                f"the byte 0x{content[start]:02x}, which is none in {errors[-1].encoding}",
                "Save the document as text in UTF-8.",
            )
        ]
    )


def _is_damaged_utf8(content: bytes) -> bool:
    """Say whether a file is UTF-8 but for a few bytes."""
    text = content.decode("utf-8", "replace")
    wide = sum(character > "\x7f" for character in text)
    return 0 < text.count("\ufffd") <= _MOST_DAMAGE * wide
