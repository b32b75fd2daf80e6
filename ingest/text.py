"""Text as it is compared, never as it is stored: widths, white space, brackets and amounts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.language import say

# What a text holds beside what it prints: one rule for every reader, since Python, a database and
# a browser each call other characters blank. What lays text out is a space (a wide one stays, as
# Chinese text prints it); what prints nothing is left out; what steers a machine, or turns around
# what is seen, stands in no document and is refused.
_LAYOUT = "\v\f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
_NOTHING = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_STEERING = (
    "\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff"
)
_LAYOUT_BLANK = re.compile(f"[{_LAYOUT}]")
_PRINTS_NOTHING = re.compile(f"[{_NOTHING}]+")
_STEERS = re.compile(f"[{_STEERING}]")
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


def as_printed(text: str) -> str:
    """Return text as it is printed: one kind of blank, and nothing that prints nothing."""
    return _LAYOUT_BLANK.sub(" ", _PRINTS_NOTHING.sub("", text))


def steering(text: str) -> re.Match[str] | None:
    """Return the first character that steers a machine or turns text around, if there is one."""
    return _STEERS.search(text)


def name_of_character(character: str) -> str:
    """Return how a message calls a character that must not be printed in it."""
    name = unicodedata.name(character, "") or say("a character that steers machines")
    return f"U+{ord(character):04X} ({name})"


def without_steering(text: str) -> str:
    """Return text without what steers machines or turns text around."""
    return _STEERS.sub("", text)


def harmless(text: str) -> str:
    """Return text that a terminal may print: what would steer it is shown as unknown."""
    return _STEERS.sub("\ufffd", text)


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
