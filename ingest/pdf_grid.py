"""Ruled lines of a page → grids of cells.

A cell is what no ruled line divides. Lines that touch make one grid; the grid has a column between
any two neighbouring upright lines and a row between any two level ones, and a merged cell covers
several of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf_page import Box, Rule, TooMuchError

# Lines closer than this are one line that was drawn in pieces, or twice.
_TOLERANCE = 3.0
# A table without lines at its sides has level lines that go on beyond the outermost upright one.
_OPEN_SIDE = 10.0
_MOST_CELLS = 50_000


@dataclass(frozen=True)
class Grid:
    """A ruled table: its lines, and for each row and column the cell that stands there.

    ``cells`` has a cell's number for each row and column; ``first`` has the row and column at which
    each cell starts, ``boxes`` the box of each. A side without a line is closed all the same: many
    tables are printed without lines at their sides.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]
    first: tuple[tuple[int, int], ...]
    boxes: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """Return the box around the grid."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int:
        """Return the number of the cell at a point, or -1."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.cells) and 0 <= column < len(self.cells[0]):
            return self.cells[row][column]
        return -1


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the grids of a page from top to bottom; a frame around one column is none."""
    upright = _merge(rule for rule in rules if rule.vertical)
    level = _merge(rule for rule in rules if not rule.vertical)
    grids = [_grid(*group) for group in _groups(upright, level)]
    return sorted(
        (grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0])
    )


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Put the pieces of each line together."""
    merged: list[Rule] = []
    for group in _close(sorted(rules, key=lambda rule: rule.at), lambda rule: rule.at):
        at = sum(rule.at for rule in group) / len(group)
        start, end = None, None
        for rule in sorted(group, key=lambda rule: rule.start):
            if end is not None and rule.start <= end + _TOLERANCE:
                end = max(end, rule.end)
                continue
            if end is not None:
                merged.append(Rule(rule.vertical, at, start, end))
            start, end = rule.start, rule.end
        merged.append(Rule(group[0].vertical, at, start, end))
    return merged


def _close(ordered: Sequence[Rule], key: Callable[[Rule], float]) -> list[list[Rule]]:
    """Put together what follows each other within the tolerance."""
    groups: list[list] = []
    for item in ordered:
        if groups and key(item) - key(groups[-1][-1]) <= _TOLERANCE:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _groups(
    upright: Sequence[Rule], level: Sequence[Rule]
) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Yield the upright and the level lines that hang together."""
    parents = list(range(len(upright) + len(level)))

    def root(index: int) -> int:
        """Return the line that stands for all those a line hangs together with."""
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    places = [rule.at for rule in upright]
    for number, line in enumerate(level, start=len(upright)):
        first = bisect_right(places, line.start - _TOLERANCE)
        last = bisect_right(places, line.end + _TOLERANCE)
        for index in range(first, last):
            post = upright[index]
            if post.start - _TOLERANCE <= line.at <= post.end + _TOLERANCE:
                parents[root(index)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*upright, *level]):
        groups.setdefault(root(index), ([], []))[index >= len(upright)].append(rule)
    return (group for group in groups.values() if group[0] and group[1])


def _grid(upright: list[Rule], level: list[Rule]) -> Grid | None:
    """Return the grid of lines that hang together, or ``None`` where they make no table."""
    xs = _positions(upright, level)
    ys = _positions(level, upright)
    if len(xs) < 3 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > _MOST_CELLS:
        raise TooMuchError("cells in one table")
    # A wall at [row][k] stands to the left of column k; at [k][column] above row k.
    sides = [[False] * (columns + 1) for _ in range(rows)]
    tops = [[False] * columns for _ in range(rows + 1)]
    for rule in upright:
        place = _nearest(xs, rule.at)
        for row in range(rows):
            if rule.start <= (ys[row] + ys[row + 1]) / 2 <= rule.end:
                sides[row][place] = True
    for rule in level:
        place = _nearest(ys, rule.at)
        for column in range(columns):
            if rule.start <= (xs[column] + xs[column + 1]) / 2 <= rule.end:
                tops[place][column] = True
    cells, first, boxes = _cells(xs, ys, sides, tops)
    return Grid(xs, ys, cells, first, boxes) if len(boxes) > 1 else None


def _positions(along: Sequence[Rule], across: Sequence[Rule]) -> tuple[float, ...]:
    """Return where a grid's lines stand, with the ends of those that cross where a side is open."""
    places = sorted({rule.at for rule in along})
    start, end = min(rule.start for rule in across), max(rule.end for rule in across)
    if start < places[0] - _OPEN_SIDE:
        places.insert(0, start)
    if end > places[-1] + _OPEN_SIDE:
        places.append(end)
    return tuple(places)


def _nearest(places: Sequence[float], at: float) -> int:
    """Return which of the places is the nearest."""
    index = bisect_right(places, at)
    return index if index == 0 or (index < len(places) and places[index] == at) else index - 1


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    sides: Sequence[Sequence[bool]],
    tops: Sequence[Sequence[bool]],
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...], tuple[Box, ...]]:
    """Return the cells between the walls, in reading order."""
    rows, columns = len(ys) - 1, len(xs) - 1
    cells = [[-1] * columns for _ in range(rows)]
    first: list[tuple[int, int]] = []
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if cells[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and not sides[row][right] and cells[row][right] < 0:
                right += 1
            bottom = row + 1
            while bottom < rows and not any(
                tops[bottom][k] or cells[bottom][k] >= 0 or (k > column and sides[bottom][k])
                for k in range(column, right)
            ):
                bottom += 1
            for covered in range(row, bottom):
                cells[covered][column:right] = [len(first)] * (right - column)
            first.append((row, column))
            boxes.append((xs[column], ys[row], xs[right], ys[bottom]))
    return tuple(map(tuple, cells)), tuple(first), tuple(boxes)
