"""Bounds inside the library that reads PDF files, which unfolds and counts whatever a file says.

Streams may be packed so that a few bytes become gigabytes, and the tables of a font may speak of
four billion letters. The functions that do so are replaced by ones that stop.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from pdfminer import cmapdb, pdffont, pdftypes

from ingest.pdf_page import TooMuchError

# No font has more letters than Unicode has in one plane.
_MOST_LETTERS = 65_536
# How many times its size a stream of repeated strings or bytes can become.
_LZW, _RUN = 4_096, 128
_PIECE = 1 << 20


class _Streams:
    """Counts what the streams of the file that is being read unfold to."""

    def __init__(self) -> None:
        self.left = 0

    def take(self, size: int) -> None:
        """Count bytes; stop where they are too many."""
        self.left -= size
        if self.left < 0:
            raise TooMuchError("bytes in its streams")


_STREAMS = _Streams()


@contextmanager
def streams_of_at_most(size: int) -> Iterator[None]:
    """Let the streams of a file unfold to so many bytes in all."""
    _STREAMS.left = size
    yield
    _STREAMS.left = 0


def _inflated(data: bytes) -> bytes:
    """Return what a stream unfolds to; of a damaged one, what comes before the damage."""
    unpacker = zlib.decompressobj()
    parts: list[bytes] = []
    try:
        while data and not unpacker.eof:
            parts.append(unpacker.decompress(data, _PIECE))
            _STREAMS.take(len(parts[-1]))
            data = unpacker.unconsumed_tail
        parts.append(unpacker.flush())
    except zlib.error:
        if not any(parts):
            raise
    return b"".join(parts)


def _bounded(decode: Callable[[bytes], bytes], most_times: int) -> Callable[[bytes], bytes]:
    """Return a decoder that looks before it unfolds what may be too much."""

    def decoded(data: bytes) -> bytes:
        # What it can become at worst must fit, since the library does not stop on the way.
        if len(data) * most_times > _STREAMS.left:
            raise TooMuchError("bytes in its streams")
        found = decode(data)
        _STREAMS.take(len(found))
        return found

    return decoded


def _of_rows_that_fit(undo: Callable[..., bytes], place: int) -> Callable[..., bytes]:
    """Return a filter of rows that looks whether a row, as the file says, is one of its data.

    ``place`` is where the filter takes how many colours a row has; its columns and bits follow.
    """

    def undone(*about: Any, **named: Any) -> bytes:
        values = [*about, *named.values()]
        colours, columns, bits, data = values[place : place + 4]
        if colours * columns * bits // 8 > max(len(data), _PIECE):
            raise TooMuchError("bytes in its streams")
        return undo(*about, **named)

    return undone


def _range(*bounds: int) -> range:
    """Count as ``range`` does, but no further than a font has letters."""
    counted = range(*bounds)
    if counted and abs(counted[-1] - counted[0]) >= _MOST_LETTERS:
        raise TooMuchError("letters in a font")
    return counted


_resolve = pdftypes.PDFObjRef.resolve


def _resolved(self: pdftypes.PDFObjRef, default: object = None) -> object:
    """Return what a reference leads to, nothing where it leads back to itself."""
    found, seen = _resolve(self, default), {self.objid}
    while isinstance(found, pdftypes.PDFObjRef):
        if found.objid in seen:
            return None
        seen.add(found.objid)
        found = _resolve(found, default)
    return found


pdftypes.PDFObjRef.resolve = _resolved
pdftypes.zlib = SimpleNamespace(decompress=_inflated, error=zlib.error)
pdftypes.decompress_corrupted = _inflated
pdftypes.lzwdecode = _bounded(pdftypes.lzwdecode, _LZW)
pdftypes.rldecode = _bounded(pdftypes.rldecode, _RUN)
pdffont.range = cmapdb.range = _range
pdftypes.apply_tiff_predictor = _of_rows_that_fit(pdftypes.apply_tiff_predictor, 0)
pdftypes.apply_png_predictor = _of_rows_that_fit(pdftypes.apply_png_predictor, 1)
