"""Grids of cells from the ruled lines of a page."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from extract.readers.pdf_text import Box

# Rules this near to each other, in points, touch, or are one: the borders of neighbouring
# cells, a double line, the dots of a dotted one. No row or column of text is as narrow.
TOLERANCE = 4.0
# A side is closed if rules cover this part of it; an underlined word covers less.
COVERED = 0.75


class Rule(NamedTuple):
    """A straight horizontal or vertical line, in points from the page's top left corner.

    Attributes:
        position: y of a horizontal rule, x of a vertical one.
        start: its smaller x or y.
        end: its greater x or y.
    """

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)  # so that it is found by itself, not by its values
class GridCell:
    """A cell of a grid, merged or not.

    Attributes:
        row: its first row, from 0.
        column: its first column, from 0.
        box: around it.
        is_outside: whether no rule closes it to the left or right, while rules close other
            rows there: the space next to rows that are shorter than others.
    """

    row: int
    column: int
    box: Box
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page.

    Attributes:
        xs: where its columns begin, and where the last one ends.
        ys: the same of its rows.
        cells: row by row, from left to right.
        cell_of: the cell to which a row and column belong.
    """

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    cell_of: dict[tuple[int, int], GridCell]

    @property
    def box(self) -> Box:
        """Around the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell around a point, or None outside of the table."""
        if not self.ys[0] <= y < self.ys[-1]:  # as most points are, of a page
            return None
        return self.cell_of.get((bisect(self.ys, y) - 1, bisect(self.xs, x) - 1))

    def has(self, rule: Rule) -> bool:
        """Whether a horizontal rule is drawn inside the table or around it."""
        box, middle = self.box, (rule.start + rule.end) / 2
        return box.x0 < middle < box.x1 and box.y0 - TOLERANCE < rule.position < box.y1 + TOLERANCE

    def has_columns_of(self, other: "Grid") -> bool:
        """Whether the columns of both stand at the same places."""
        return len(self.xs) == len(other.xs) and all(
            abs(x - of_other) < TOLERANCE for x, of_other in zip(self.xs, other.xs, strict=True)
        )


def merged(pieces: Iterable[Rule]) -> list[Rule]:
    """Pieces end to end as one rule; what is then still shorter than a cell is no rule."""
    rules: list[Rule] = []
    for piece in sorted(pieces, key=lambda piece: (round(piece.position), piece.start)):
        last = rules[-1] if rules else None
        if (
            last is None
            or round(piece.position) != round(last.position)
            or piece.start > last.end + TOLERANCE
        ):
            rules.append(piece)
        elif piece.end > last.end:
            rules[-1] = last._replace(end=piece.end)
    return [rule for rule in rules if rule.end - rule.start > TOLERANCE]


def grids(horizontal: list[Rule], vertical: list[Rule]) -> list[Grid]:
    """The ruled tables of a page, the smallest first: it may stand inside a larger one.

    A single box is no table. Sides that are not drawn are taken to be where the rules end:
    tables may be open to the sides, and are where a page ends.

    Args:
        horizontal: rules, as `merged` returns them.
        vertical: the same.
    """
    found = [_grid(*rules) for rules in _connected(horizontal, vertical)]
    return sorted(
        (grid for grid in found if len(grid.cells) > 1),
        key=lambda grid: grid.box.width * grid.box.height,
    )


def _connected(
    horizontal: list[Rule], vertical: list[Rule]
) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, directly or through others."""
    unseen = [set(horizontal), set(vertical)]
    while unseen[0]:
        found: tuple[list[Rule], list[Rule]] = ([], [])
        to_visit = [(0, unseen[0].pop())]
        while to_visit:
            direction, rule = to_visit.pop()
            found[direction].append(rule)
            touching = {other for other in unseen[1 - direction] if _touch(rule, other)}
            unseen[1 - direction] -= touching
            to_visit += [(1 - direction, other) for other in touching]
        if found[1]:
            yield found


def _touch(rule: Rule, crossing: Rule) -> bool:
    return (
        rule.start - TOLERANCE < crossing.position < rule.end + TOLERANCE
        and crossing.start - TOLERANCE < rule.position < crossing.end + TOLERANCE
    )


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid:
    xs = _positions(vertical, horizontal)
    ys = _positions(horizontal, vertical)
    upright, level = _closed_sides(vertical, xs, ys), _closed_sides(horizontal, ys, xs)
    drawn_edges = {at for at, _ in upright} & {0, len(xs) - 1}
    cells, cell_of = [], {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in cell_of:
                continue
            merged = _reachable(row, column, upright, level, (len(ys) - 1, len(xs) - 1))
            cell = GridCell(
                row,
                column,
                Box(
                    xs[min(c for _, c in merged)],
                    ys[row],
                    xs[max(c for _, c in merged) + 1],
                    ys[max(r for r, _ in merged) + 1],
                ),
                any(
                    (edge, r) not in upright
                    for edge in drawn_edges
                    for r, c in merged
                    if edge in (c, c + 1)
                ),
            )
            cells.append(cell)
            cell_of |= dict.fromkeys(merged, cell)
    return Grid(xs, ys, cells, cell_of)


def _positions(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Where rules stand, and where those that cross them end; neighbours as one."""
    ends = [min(rule.start for rule in crossing), max(rule.end for rule in crossing)]
    positions: list[list[float]] = []
    for position in sorted([*(rule.position for rule in rules), *ends]):
        if positions and position - positions[-1][-1] < TOLERANCE:
            positions[-1].append(position)
        else:
            positions.append([position])
    return [sum(group) / len(group) for group in positions]


def _closed_sides(
    rules: list[Rule], positions: list[float], steps: list[float]
) -> set[tuple[int, int]]:
    """Which sides of cells are drawn.

    Args:
        rules: of one direction.
        positions: where they may stand.
        steps: along the rules, where cells begin and end.

    Returns:
        The number of the position and the number of the step.
    """
    sides = set()
    for rule in rules:
        at = min(range(len(positions)), key=lambda i: abs(positions[i] - rule.position))
        first = max(0, bisect(steps, rule.start) - 1)
        for step in range(first, min(bisect(steps, rule.end), len(steps) - 1)):
            start, end = steps[step], steps[step + 1]
            if min(rule.end, end) - max(rule.start, start) >= COVERED * (end - start):
                sides.add((at, step))
    return sides


def _reachable(
    row: int,
    column: int,
    upright: set[tuple[int, int]],
    level: set[tuple[int, int]],
    size: tuple[int, int],
) -> set[tuple[int, int]]:
    """The rows and columns that no side sets apart from one: the extent of a merged cell."""
    reached, to_visit = set(), [(row, column)]
    while to_visit:
        r, c = place = to_visit.pop()
        if place in reached or not (0 <= r < size[0] and 0 <= c < size[1]):
            continue
        reached.add(place)
        if (c, r) not in upright:
            to_visit.append((r, c - 1))
        if (c + 1, r) not in upright:
            to_visit.append((r, c + 1))
        if (r, c) not in level:
            to_visit.append((r - 1, c))
        if (r + 1, c) not in level:
            to_visit.append((r + 1, c))
    return reached
