"""Draws the tables of the form as they are printed: which heading spans what, and where cells are.

How a table is drawn follows from its cells alone: several lines in one row stand across
(Table 4), lines with different columns stand in blocks, each under its own headers (Table 2),
and what is left is a grid (Table 3).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Cell = dict[str, Any]  # a row of `website.data.FORM`
BLOCK_WIDTH = 6  # columns of the drawing that the one, two or three cells of a line share
LABEL_WIDTH = 3  # of a grid: clause, group, label


@dataclass(frozen=True)
class Head:
    """A heading, in Chinese as printed and in English."""

    zh: str
    en: str
    scope: str
    width: int = 1
    height: int = 1


@dataclass(frozen=True)
class Slot:
    """Where a cell's number goes: the cell, and its place in the order of the table's cells."""

    nth: int
    cell: Cell
    width: int = 1


Row = list[Head | Slot]


@dataclass(frozen=True)
class Drawing:
    """One table of one variant, its rows from top to bottom; `heads` of them are headers."""

    form_variant: str
    table_no: int
    zh: str
    en: str
    rows: list[Row]
    heads: int


def drawings(cells: Iterable[Cell]) -> Iterator[Drawing]:
    """Draw every table of every variant, from the rows of `website.data.FORM`."""
    for (variant, table_no), group in groupby(cells, _of("form_variant", "table_no")):
        slots = [Slot(nth, cell) for nth, cell in enumerate(group)]
        heads, body = _drawn(slots)
        title = slots[0].cell
        yield Drawing(
            variant, table_no, title["table_zh"], title["table_en"], heads + body, len(heads)
        )


def _drawn(slots: list[Slot]) -> tuple[list[Row], list[Row]]:
    lines = [list(line) for _, line in groupby(slots, _in_cell("line_code"))]
    if len({slot.cell["row_no"] for slot in slots}) < len(lines):
        return _across(slots)
    if len({_columns(line) for line in lines}) > 1:
        return [], list(_blocks(lines))
    return _grid(lines)


def _across(slots: list[Slot]) -> tuple[list[Row], list[Row]]:
    top: Row = []
    middle: Row = []
    for (group, _), members in groupby(slots, _in_cell("group_zh", "group_en")):
        lines = [list(line) for _, line in groupby(members, _in_cell("line_code"))]
        labels = [_label(line[0], "colgroup", len(line), 1 if group else 2) for line in lines]
        if group:
            top.append(_head(lines[0][0], "group", "colgroup", sum(map(len, lines))))
            middle += labels
        else:
            top += labels
    return [top, middle, [_head(slot, "column_label", "col") for slot in slots]], [list(slots)]


def _blocks(lines: list[list[Slot]]) -> Iterator[Row]:
    for (clause, _), block in groupby(
        lines, lambda line: (line[0].cell["clause_zh"], _columns(line))
    ):
        members = list(block)
        first = members[0]
        width = BLOCK_WIDTH // len(first)
        if clause:
            yield [_head(first[0], "clause", "colgroup", BLOCK_WIDTH + 1)]
        yield [
            _head(first[0], "lines", "col"),
            *(_head(slot, "column_label", "col", width) for slot in first),
        ]
        for line in members:
            cells = [Slot(slot.nth, slot.cell, width) for slot in line]
            yield [_label(line[0], "row"), *cells]


def _grid(lines: list[list[Slot]]) -> tuple[list[Row], list[Row]]:
    first = lines[0]
    top: Row = [_head(first[0], "lines", "col", LABEL_WIDTH, 3)]
    top.append(_head(first[0], "columns", "colgroup", len(first)))
    middle: Row = []
    bottom: Row = []
    for (group, _), members in groupby(first, _in_cell("column_group_zh", "column_group_en")):
        columns = list(members)
        if group and len(columns) > 1:
            middle.append(_head(columns[0], "column_group", "colgroup", len(columns)))
            bottom += [_head(slot, "column_label", "col") for slot in columns]
        else:
            middle += [_head(slot, "column_label", "col", height=2) for slot in columns]
    body: list[Row] = []
    for clause, of_clause in groupby(lines, lambda line: line[0].cell["clause_zh"]):
        in_clause = list(of_clause)
        for group, of_group in groupby(in_clause, lambda line: line[0].cell["group_zh"]):
            in_group = list(of_group)
            for line in in_group:
                row: Row = []
                if clause and line is in_clause[0]:
                    row.append(_head(line[0], "clause", "rowgroup", height=len(in_clause)))
                if group and line is in_group[0]:
                    row.append(_head(line[0], "group", "rowgroup", height=len(in_group)))
                width = LABEL_WIDTH - bool(clause) - bool(group)
                body.append([*row, _label(line[0], "row", width), *line])
    return [top, middle, bottom], body


def _columns(line: Sequence[Slot]) -> tuple[str, ...]:
    return tuple(slot.cell["column_label_zh"] for slot in line)


def _head(slot: Slot, name: str, scope: str, width: int = 1, height: int = 1) -> Head:
    zh, en = slot.cell[f"{name}_zh"], slot.cell[f"{name}_en"]
    return Head(zh or "", en or "", scope, width, height)


def _label(slot: Slot, scope: str, width: int = 1, height: int = 1) -> Head:
    return _head(slot, "line_label", scope, width, height)


def _of(*names: str) -> Callable[[Cell], tuple]:
    return lambda cell: tuple(cell[name] for name in names)


def _in_cell(*names: str) -> Callable[[Slot], tuple]:
    return lambda slot: tuple(slot.cell[name] for name in names)
