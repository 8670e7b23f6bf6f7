"""Gives the values of a line to the form's cells, or marks the cells."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.document import Cell
from extract.form import FormRow
from extract.matches import Match


class LocatedCell(NamedTuple):
    """One cell of the form, found in the document.

    Attributes:
        row_no: with ``position`` the cell's coordinates in its variant's ``form_cells``.
        column_label_raw: the header printed over the cell on Table 2; the whole header if
            its parts could not be told apart.
        value_raw: the value as printed; "" is a blank.
        location: ``located``; or ``ambiguous`` where the line was found, but not which of
            its values is whose: ``value_raw`` then holds the whole run.
        source_cell: where else to look for it, as in `Cell.place`.
    """

    table_no: int
    form_variant: str
    row_no: int
    position: int
    line_label_raw: str
    column_label_raw: str | None
    value_raw: str
    location: str
    source_line: int
    source_column: int
    source_cell: str | None


def fill(
    match: Match, row: FormRow, start: int, order: Sequence[int | None]
) -> Iterator[LocatedCell]:
    """Give the values of a line to the form's cells, from the one where they start."""
    values, label = match.group.values, match.label
    label_raw, is_blank = match.label_raw, match.group.is_blank
    headers = [cell.text for cell in match.table2_header]
    if len(headers) != len(order):  # its parts cannot be told apart
        headers = [" ".join(headers) or None] * len(order)
    is_cut, last = match.group.is_cut, len(values) - 1
    for position, column in enumerate(order, row.first_position):
        if column is None:
            continue  # the table lacks the column
        at = start + column
        if at <= last:
            cell = values[at]
        elif is_blank:  # one blank may stand for all cells of a line
            cell = Cell("", label[-1].line, label[-1].column)
        else:
            continue  # the source ends before it
        yield LocatedCell(
            row.table_no,
            row.form_variant,
            row.row_no,
            position,
            label_raw,
            headers[column],
            cell.text,
            "ambiguous" if is_cut and at == last else "located",
            cell.line,
            cell.column,
            cell.place,
        )


def mark(match: Match, row: FormRow) -> Iterator[LocatedCell]:
    """Mark the cells of a line that was found, but whose values could not be told apart."""
    first = match.group.values[0]
    for position, _ in enumerate(row.column_codes, row.first_position):
        yield LocatedCell(
            row.table_no,
            row.form_variant,
            row.row_no,
            position,
            match.label_raw,
            None,
            " | ".join(match.printed),
            "ambiguous",
            first.line,
            first.column,
            first.place,
        )
