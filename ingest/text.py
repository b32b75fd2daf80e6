"""Text as it is compared, never as it is stored: widths, white space, brackets and amounts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Copied text has characters that print as nothing at all; Python does not call them white space.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_WHITE_SPACE = re.compile(rf"[\s{_INVISIBLE}]+")
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + _INVISIBLE
_UNIFIED = str.maketrans("〔【[〕】]“”„「」『』‘’'", "((()))" + 10 * '"')
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DIGITS = r"(?:\d+|\d{1,3}(?:,\d{3})+)"
# A bare number in brackets could be an ordinal or a footnote; with decimals it is an amount.
_AMOUNT = re.compile(rf"[-+]?{_DIGITS}(?:\.\d+)?|\({_DIGITS}\.\d+\)", re.ASCII)
# Accounts print a dash alone for nothing.
_DASH = re.compile(r"[-—]|--|——")
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-"})


def squeeze(text: str) -> str:
    """Return ``text`` in NFKC form without any white space."""
    return _WHITE_SPACE.sub("", unicodedata.normalize("NFKC", text))


# The same labels and amounts come again and again, in one document and from one to the next.
@lru_cache(maxsize=8192)
def normalise_label(text: str) -> str:
    """Return a header label or a title as it is compared: one kind of bracket and of quote."""
    return squeeze(text).translate(_UNIFIED)


def narrow(text: str) -> str:
    """Return ``text`` with full-width letters, digits and signs in their usual width.

    Amounts and codes are compared in this form. NFKC would go further and make 12 of 1² or of ①2:
    a footnote mark would become a digit.
    """
    return text.translate(_FULL_WIDTH)


def trim(text: str) -> str:
    """Return ``text`` without white space around it, invisible characters included."""
    return text.strip(_BLANKS)


def is_blank(text: str) -> bool:
    """Say whether a cell prints nothing but white space."""
    return not trim(text)


@lru_cache(maxsize=8192)
def is_amount(text: str) -> bool:
    """Say whether a cell prints an amount.

    An amount has an optional sign, plain digits or digits in correct groups of three, and optional
    decimals; wholly in brackets, and then with decimals, it is negative.
    """
    return _AMOUNT.fullmatch(trim(narrow(text)).translate(_MINUS_SIGNS)) is not None


def is_dash(text: str) -> bool:
    """Say whether a cell prints a dash, which stands for no amount."""
    return _DASH.fullmatch(trim(narrow(text)).translate(_MINUS_SIGNS)) is not None
