"""Documents that belong to no format: paragraphs, and tables whose cells span rows and columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import NamedTuple


class Cell(NamedTuple):
    """A cell of a table; a line feed in its text is a line break."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of cells, as in HTML: what a span of earlier cells covers is not listed.

    Attributes:
        rows: the cells of each row.
        header_rows: how many rows a page repeats if the table is continued on it.
        layout: how a text file sets its cells apart.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    layout: str = "pipe_rows"


Block = str | Table


class Place(NamedTuple):
    """One square of a table's grid: its cell, and how far into the cell it lies."""

    cell: Cell
    down: int
    right: int

    @property
    def is_first(self) -> bool:
        return self.down == self.right == 0


def grid(table: Table) -> list[list[Place]]:
    """Every square of a table, row by row; rows may differ in length."""
    squares: list[dict[int, Place]] = [{} for _ in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row:
            column = next(at for at in count() if at not in squares[number])
            for down in range(min(cell.rowspan, len(table.rows) - number)):
                for right in range(cell.colspan):
                    squares[number + down][column + right] = Place(cell, down, right)
    return [[row[column] for column in sorted(row)] for row in squares]


def unmerged(table: Table) -> Table:
    """The same grid without spans: what they covered is blank cells."""
    rows = (
        tuple(Cell(place.cell.text if place.is_first else "") for place in row)
        for row in grid(table)
    )
    return replace(table, rows=tuple(rows))


def split(table: Table, rng: Random, at: int | None = None) -> tuple[Table, Table]:
    """A table in two, as over a page break; spans are cut and may repeat their text.

    The second part opens with the header rows again, or not.
    """
    at = rng.randrange(table.header_rows + 1, len(table.rows)) if at is None else at
    upper = tuple(
        tuple(cell._replace(rowspan=min(cell.rowspan, at - number)) for cell in row)
        for number, row in enumerate(table.rows[:at])
    )
    opening = tuple(_cut(place, rng) for place in grid(table)[at] if not place.right)
    header = rng.choice([table.rows[: table.header_rows], ()])
    return (
        replace(table, rows=upper),
        Table((*header, opening, *table.rows[at + 1 :]), len(header), table.layout),
    )


def _cut(place: Place, rng: Random) -> Cell:
    if not place.down:
        return place.cell
    text = rng.choice([place.cell.text, ""])
    return place.cell._replace(text=text, rowspan=place.cell.rowspan - place.down)


def joined(blocks: Iterable[Block]) -> list[Block]:
    """All tables as one, with the paragraphs between them as rows of one wide cell."""
    blocks = list(blocks)
    tables = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    first, last = tables[0], tables[-1] + 1
    inside = blocks[first:last]
    width = max(len(row) for table in inside if isinstance(table, Table) for row in grid(table))
    rows = tuple(row for block in inside for row in _as_rows(block, width))
    return [*blocks[:first], Table(rows, 0, blocks[first].layout), *blocks[last:]]


def _as_rows(block: Block, width: int) -> Iterator[tuple[Cell, ...]]:
    if isinstance(block, str):
        yield (Cell(block, 1, width),)
    else:
        yield from block.rows
