"""How the time of reading grows: no more than linearly, whatever a document repeats."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.python.documents import build_document
from tests.reliability._reading import PROSE, clear, read
from tests.reliability.attacks import LOADED, Attack

KIND = "time 用时"
# Doubling the text may take a little more than twice the time: memory is slower the more there is.
MOST_EXPONENT = 1.2
# What is read faster than this cannot be told from noise, however it grows.
_NOISE = 0.05
# In bytes of UTF-8.
FAST, WHOLE = (16_000, 48_000, 144_000), (250_000, 500_000, 1_000_000)

_SENTENCE = "柳州市人民政府办公室2024年预算支出100.00万元，比上年增加10.00万元，增长11.11%。"
# What is repeated in the prose: within one paragraph.
_WORDS = (
    *(
        _SENTENCE,
        "有、",
        "设、",
        "其中",
        "（1万元）",
        "分别",
        "比上年",
        "与上年",
        "与上年持平",
        "为是",
        "2024年",
    ),
    *(
        "（",
        "）",
        "（（1个））",
        "【",
        "“",
        "”",
        "《",
        "‘",
        "{",
        "[",
        "一二三",
        "十",
        "一、",
        "（一）",
        "①",
        "1、",
    ),
    *(
        "1",
        "1.",
        "1,",
        "1，000",
        "，０００",
        "1%",
        "1万元、",
        "甲1个、",
        "10至",
        "百分之",
        "1-",
        "19",
        "1月",
        "第1",
    ),
    *(
        "，",
        "、",
        "。",
        "；",
        "：",
        ".",
        "…",
        "-",
        "*",
        "**",
        "#",
        " ",
        "\u3000",
        "a",
        "甲",
        "和",
        "等",
        "包括",
    ),
    *(
        "（1万元）2万元",
        "甲（1个）乙2个",
        "其中：甲1万元；",
        "按甲划分为：",
        "共有2个：甲、乙，",
        "不低于30%",
        "注：",
        "有政府采购预算，",
        "没有政府采购预算。",
        "增加1万元，增加的主要原因是甲；",
    ),
)
# What is repeated line by line, in the prose, in a table, and in front of all.
_LINES = (
    *(
        "",
        _SENTENCE,
        "注：",
        "注：1、甲",
        "# 甲",
        "## 一、甲",
        "表1",
        "单位：万元",
        "部门名称：甲",
        "2024年部门预算",
    ),
    *(
        "一、甲",
        "（一）甲：",
        "1、甲1万元。",
        "①甲",
        "第一部分",
        "# 第二部分 情况说明",
        "12",
        "甲，",
        "甲、乙",
        "\t",
        "甲\t乙",
    ),
    *("(1) 甲中心为乙下属事业单位。", "甲项目经费情况说明", "目录", "……1"),
)
_ROWS = (
    "\t\t合计\t1.00\t1.00\t0.00\t0.00",
    "2010301\t\t甲\t1.00\t1.00\t0.00\t0.00",
    "注：甲",
    "\t",
    "12",
)
_MARK, _TABLE_END = "# 第五部分 附件", "## 财政拨款收支总体情况表"
# On every change, those that have taken long once, or go through much of the grammar.
_FAST = frozenset(
    {
        "有、",
        "设、",
        "（1万元）",
        "（1万元）2万元",
        "比上年",
        "与上年",
        "分别",
        "其中：甲1万元；",
        "1,",
        "（",
        "为是",
        "有政府采购预算，",
        "增加1万元，增加的主要原因是甲；",
        _SENTENCE,
    }
)


def _repeated(piece: str, size: int) -> str:
    """Return a piece as often as it takes to fill so many bytes."""
    return piece * (size // len(piece.encode()) + 1)


def in_prose(piece: str, size: int) -> str:
    """Return a document whose prose repeats a piece."""
    text = f"{PROSE}{_repeated(piece, size)}\n\n{_MARK}"
    return build_document().replace(_MARK, text, 1)


def in_lines(piece: str, size: int) -> str:
    """Return a document whose prose repeats a line."""
    return in_prose(f"{piece}\n", size)


def in_front(piece: str, size: int) -> str:
    """Return a document with a line again and again in front of its title."""
    return _repeated(f"{piece}\n", size) + build_document()


def behind(piece: str, size: int) -> str:
    """Return a document with a line again and again behind all."""
    return build_document() + _repeated(f"{piece}\n", size)


def in_table(piece: str, size: int) -> str:
    """Return a document with a row again and again in a table."""
    rows = _repeated(f"{piece}\n", size)
    return build_document().replace(f"\n{_TABLE_END}", f"{rows}\n{_TABLE_END}", 1)


def in_row(piece: str, size: int) -> str:
    """Return a document with a cell again and again in a row."""
    return in_table(_repeated(f"{piece}\t", size), 1)


def seconds(text: str, path: Path) -> float:
    """Return how long this process is busy with a text."""
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    found = read(path)
    taken = time.process_time() - began
    if isinstance(found, str):
        clear(found)
    return taken


def exponent(sizes: Sequence[int], taken: Sequence[float]) -> float:
    """Return the exponent of the power of the size that the time follows, by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(one, 1e-3)) for one in taken]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    upper = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return upper / sum((a - x) ** 2 for a in xs)


def is_linear(
    place: Callable[[str, int], str], piece: str, sizes: Sequence[int], folder: Path
) -> str:
    """See that a text with a piece repeated is read in linear time; look again where it is not."""
    path = folder / "document.md"
    seconds(place(piece, 10), path)
    for attempt in range(3):
        usual = min(seconds(place(piece, 10), path) for _ in range(2))
        taken = [seconds(place(piece, size), path) - usual for size in sizes]
        found = exponent(sizes, taken)
        if taken[-1] < _NOISE or found <= MOST_EXPONENT:
            return LOADED
        if attempt == 2:
            raise AssertionError(f"{found:.2f}: {[round(one, 2) for one in taken]} s")
    return ""


def _attacks() -> Iterator[Attack]:
    places = {in_prose: _WORDS, in_lines: _LINES, in_front: _LINES, behind: _LINES, in_table: _ROWS}
    places[in_row] = ("甲", "1.00", "")
    for place, pieces in places.items():
        for piece in pieces:
            name = f"{piece[:20]!r} again and again {place.__name__.replace('_', ' ')}"
            if (place is in_prose and piece in _FAST) or (place is in_row and piece == "甲"):
                yield Attack(KIND, f"{name}, 144 kB", partial(is_linear, place, piece, FAST))
            yield Attack(
                KIND, f"{name}, 1 MB", partial(is_linear, place, piece, WHOLE), is_slow=True
            )


ATTACKS = list(_attacks())
