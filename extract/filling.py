"""Which of a line's printed values is which of the form's cells."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Cell
from extract.form import Form, FormRow
from extract.matches import Match

# Rows of a table that fill their width from edge to edge show how the table is padded.
CERTAIN_ROWS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class LocatedCell:
    """One cell of the form, found in the document.

    Attributes:
        row_no: with ``position`` the cell's coordinates in its variant's ``form_cells``.
        column_label_raw: the header printed over the cell on Table 2; the whole header if
            its parts could not be told apart.
        value_raw: the value as printed; "" is a blank.
        location: ``located``; or ``ambiguous`` where the line was found, but not which of
            its values is whose: ``value_raw`` then holds the whole run.
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


def fill(
    rows: dict[str, FormRow],
    matches: list[Match],
    doubted: set[str],
    shapes: dict[int, list[tuple[int, int]]] | None,
    form: Form,
) -> Iterator[LocatedCell]:
    """Give the values of each line found to the form's cells, or mark the line's cells.

    Args:
        rows: the form's rows of one table, by line code.
        matches: the runs of values found for them.
        doubted: lines whose values must not be taken.
        shapes: what `certain_shapes` tells of the table; None if no row is padded.
        form: the catalogue of both variants.
    """
    once = {match.line_code: match for match in reversed(matches)}
    for line_code, match in once.items():
        row = rows[line_code]
        order = _column_order(match, row, form)
        start = _start(match, row, shapes)
        if line_code in doubted or order is None or start is None:
            yield from _ambiguous_row(row, match)
        else:
            yield from _filled_row(row, match, start, order)


def certain_shapes(
    matches: list[Match], rows: dict[str, FormRow]
) -> dict[int, list[tuple[int, int]]]:
    """By width: where values begin, and how many cells there are, in each certain row."""
    shapes = defaultdict(list)
    for match in matches:
        row = rows[match.line_code]
        if _is_certain(match, row):
            shapes[len(row.column_codes)].append((_first_filled(match), len(match.printed)))
    return shapes


def _is_certain(match: Match, row: FormRow) -> bool:
    """Whether the values fill the row from its first cell to its last."""
    printed, width = match.printed, len(row.column_codes)
    filled = [at for at, text in enumerate(printed) if text]
    return bool(filled) and filled[-1] - filled[0] + 1 == width


def _first_filled(match: Match) -> int:
    return next(at for at, text in enumerate(match.printed) if text)


def _start(
    match: Match, row: FormRow, shapes: dict[int, list[tuple[int, int]]] | None
) -> int | None:
    """Which of a run's values is the row's first cell; None if that is not certain.

    A blank at a row's edge may be a cell left blank or, where tables are padded, may stand
    in for a value that is missing. There such a row is taken only if it has as many cells as
    all certain rows of its width, and only if there are enough of them to tell.

    Args:
        match: the run of values and its label.
        row: the form's row.
        shapes: of the table's certain rows; None if no row of the document is padded.
    """
    printed, width = match.printed, len(row.column_codes)
    if not any(printed):
        # The label is followed by separators only: the whole line is blank. Where borders
        # cannot be seen, or where the source was cut, nothing is known of it.
        return 0 if match.group.row.bordered and not match.group.is_cut else None
    if _is_certain(match, row):
        return _first_filled(match)
    if shapes is None:
        return 0 if len(printed) == width else None
    alike = shapes.get(width, [])
    if len(alike) < CERTAIN_ROWS_NEEDED or len(set(alike)) > 1:
        return None
    start, cells = alike[0]
    leaves_blanks = not any(printed[:start]) and not any(printed[start + width :])
    return start if len(printed) == cells and leaves_blanks else None


def _column_order(match: Match, row: FormRow, form: Form) -> list[int] | None:
    """Which value of a row each column of the form has, by Table 2's header over it.

    The form's order where the header does not name every column; None where it names a
    column that the form's row does not have, or one in another's place.
    """
    in_form_order = list(range(len(row.column_codes)))
    codes = [form.column_named(cell.text, row.table_no) for cell in match.headers]
    if any(code and code not in row.column_codes for code in codes):
        return None
    if len(codes) != len(row.column_codes):
        return in_form_order
    if sorted(map(str, codes)) == sorted(row.column_codes):
        return [codes.index(code) for code in row.column_codes]
    agrees = all(code in (None, own) for code, own in zip(codes, row.column_codes, strict=True))
    return in_form_order if agrees else None


def _filled_row(row: FormRow, match: Match, start: int, order: list[int]) -> Iterator[LocatedCell]:
    values, label = match.group.values, match.label
    headers = match.headers
    whole_header = " ".join(cell.text for cell in headers) or None
    for position, column in enumerate(order, 1):
        at = start + column
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
        )


def _ambiguous_row(row: FormRow, match: Match) -> Iterator[LocatedCell]:
    first = match.group.values[0]
    for position, _ in enumerate(row.column_codes, 1):
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
        )
