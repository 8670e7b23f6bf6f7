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
    headers = match.table2_header
    whole_header = " ".join(cell.text for cell in headers) or None
    for position, column in enumerate(order, row.first_position):
        if column is None:
            continue  # the table lacks the column
        at = start + column
        if at >= len(values) and not match.group.is_blank:
            continue  # the source ends before it
        # one blank may stand for all cells of a line
        cell = values[at] if at < len(values) else Cell("", label[-1].line, label[-1].column)
        is_cut = match.group.is_cut and cell is values[-1]
        yield LocatedCell(
            row.table_no,
            row.form_variant,
            row.row_no,
            position,
            match.label_raw,
            headers[column].text if len(headers) == len(order) else whole_header,
            cell.text,
            "ambiguous" if is_cut else "located",
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
