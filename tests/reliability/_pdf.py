"""PDF files written object by object, as no program writes them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
TEXT = b"BT /F1 12 Tf 72 700 Td (123.45) Tj ET"


def stream(data: bytes, about: bytes = b"") -> bytes:
    """Return an object that is a stream."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), about, data)


def packed(data: bytes, times: int = 1) -> bytes:
    """Return a stream that is packed, several times over if asked."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [" + b"/FlateDecode " * times + b"]")


def page(about: bytes = b"", contents: bytes = b"5 0 R") -> bytes:
    """Return a page object."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
        + contents
        + b" /Resources << /Font << /F1 4 0 R >> "
        + about
        + b" >> >>"
    )


def objects(**others: bytes) -> dict[int, bytes]:
    """Return the objects of a file with one page; ``o3=…`` replaces an object, or adds one."""
    usual = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: PAGES,
        3: page(),
        4: FONT,
        5: stream(TEXT),
    }
    return {**usual, **{int(name[1:]): data for name, data in others.items()}}


def write(path: Path, numbered: Mapping[int, bytes], trailer: bytes = b"") -> Path:
    """Write a file of objects, with its table of places."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, data in numbered.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start, size = len(out), max(numbered) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        *(size, trailer, start),
    )
    path.write_bytes(bytes(out))
    return path
