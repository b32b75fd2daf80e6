"""What a zipped office file holds, looked at before any library opens it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from ingest.errors import IngestError
from ingest.language import say
from ingest.limits import Meter

# Small files may well be packed tightly.
_SMALL = 10_000_000
# The parts of office files never declare a document type; entities that unfold need one.
_DOCTYPE = re.compile(b"<!DOCTYPE|<\0!\0D\0O\0C\0|\0<\0!\0D\0O\0C", re.IGNORECASE)
_SAVE_AGAIN = "Open it in Word, Excel or WPS and save it again."


def unzip(meter: Meter, content: bytes) -> dict[str, bytes]:
    """Return the XML parts of a zipped file by name, all other names with nothing.

    Raises ``IngestError`` where the file is broken, encrypted, or unfolds to more than it may.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            meter.check("parts", len(entries), "at most {most:,} parts in the file", "{found:,}")
            # What is read never exceeds what is declared here: the library stops there.
            size = sum(entry.file_size for entry in entries)
            meter.check("unpacked", size, "at most {most:,} bytes when unpacked", "{found:,} bytes")
            if size > _SMALL:
                ratio = size // max(1, len(content))
                expected = "a file that unpacks to at most {most:,} times its size"
                meter.check("ratio", ratio, expected, "{found:,} times")
            if any(entry.flag_bits & 1 for entry in entries):
                raise meter.refused(
                    "a file that opens without a password",
                    "an encrypted zip file",
                    "Save a copy without a password.",
                )
            parts = {}
            for entry in entries:
                is_xml = entry.filename.lower().endswith((".xml", ".rels"))
                parts[entry.filename] = archive.read(entry) if is_xml else b""
                meter.check_time()
    except IngestError:
        raise
    except Exception as error:
        # The library fails in as many ways as a file can be broken.
        raise meter.refused(
            "a whole zip file, as DOCX and XLSX files are",
            say("a broken one ({error})", error=str(error)[:200]),
            "Download or copy the file again.",
        ) from error
    for name, part in parts.items():
        if _DOCTYPE.search(part):
            raise meter.refused(
                "parts that declare no document type",
                say("a declaration in {name}, which no office program writes", name=name),
                _SAVE_AGAIN,
            )
    return parts
