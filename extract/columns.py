"""In which order a table prints the form's columns, as its header tells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from extract.contradictions import is_contradicted
from extract.document import Cell
from extract.form import Form, FormRow, clean_label
from extract.headers import come_in_order, in_one_row
from extract.matches import Match

# Which value each of the form's columns has; None for a column that the table lacks.
Order = Sequence[int | None] | None


def column_order(match: Match, row: FormRow, start: int, form: Form) -> Order:
    """Which value of a row each column of the form has.

    The form's order where the header does not name every column. None where it names a column
    that the form's row does not have, one in another's place, or the columns in an order that
    cannot be followed, and where a value would be taken that stands under another header.

    Args:
        match: the row, with the header over it.
        row: the form's row.
        start: which of the values is the row's first.
        form: the catalogue of both variants.
    """
    order = _order_by_header(match, row, start, form)
    if order is None or is_contradicted(match, row, start, order, form):
        return None
    return order


def _order_by_header(match: Match, row: FormRow, start: int, form: Form) -> Order:
    values = match.group.values[start : start + row.width]
    if match.table_no == 2:
        return _order_over_row(match, row, values, form)
    if match.table_no == 4 and not _channels_in_order(match, row, form):
        return None
    is_grid = match.group.row.grid is not None
    columns = tuple([value.column for value in values]) if is_grid else None
    return _order_below(match.column_header, columns, row.column_codes, match.table_no, form)


@lru_cache(maxsize=256)  # many rows stand below one header
def _order_below(
    header: tuple[Cell, ...],
    columns: tuple[int, ...] | None,
    own: tuple[str, ...],
    table_no: int,
    form: Form,
) -> Order:
    """By a header of Table 3 or 4, and in a grid by the columns of the values.

    Args:
        header: the texts that name columns.
        columns: of the values; None if they are in no grid.
        own: the form's columns.
        table_no: 3 or 4.
        form: the catalogue of both variants.
    """
    headers = [(cell, code) for cell in header if (code := form.column_named(cell.text, table_no))]
    by_column = _order_by_grid(headers, own, columns)
    if by_column:
        return by_column
    codes = [code for _, code in headers]
    is_one_row = len({cell.line for cell, _ in headers}) == 1
    if is_one_row and len({cell.line for cell in header}) == 1:
        cells = in_one_row(header, table_no, form)
        below = [code for c in cells if (code := form.column_named(c.text, table_no))]
        if below != codes:  # two rows of it were put on one line
            return range(len(own)) if below == [*own] else None
    order = _order_of(codes, own) if is_one_row else None
    if order or (is_one_row and len(codes) == len(own)):
        return order
    is_forms_order = _groups_in_order(header, own, table_no, form) and _is_forms_order(
        codes, own, table_no, is_one_row
    )
    return range(len(own)) if is_forms_order else None


def row_as_printed(match: Match, row: FormRow, form: Form) -> FormRow:
    """The form's row with the columns that Table 2's header over it names, if they are fewer."""
    if match.table_no != 2:
        return row
    codes = [form.column_named(cell.text, row.table_no) for cell in match.table2_header]
    is_part = 0 < len(codes) < row.width and len(set(codes) & {*row.column_codes}) == len(codes)
    is_filled = len(match.printed) == len(codes)
    return replace(row, column_codes=tuple(codes)) if is_part and is_filled else row


def _order_over_row(match: Match, row: FormRow, values: Sequence[Cell], form: Form) -> Order:
    """By Table 2's header, which stands over each block of lines."""
    in_form_order = list(range(row.width))
    codes = [form.column_named(cell.text, row.table_no) for cell in match.table2_header]
    named = [code for code in codes if code]
    if any(code not in row.column_codes for code in named):
        return None
    has_fewer_columns = len(codes) < row.width and not any(v.text for v in values[len(codes) :])
    if named and has_fewer_columns:
        is_clear = len(set(codes) - {None}) == len(codes)
        return [_place(code, codes) for code in row.column_codes] if is_clear else None
    places = [row.column_codes.index(code) for code in named]
    if len(codes) != row.width:
        return in_form_order if places == sorted(places) else None
    order = _order_of(codes, row.column_codes)
    if order:
        return order
    agrees = all(code in (None, own) for code, own in zip(codes, row.column_codes, strict=True))
    return in_form_order if agrees else None


def _place(code: str, codes: Sequence[str | None]) -> int | None:
    return codes.index(code) if code in codes else None


def _order_by_grid(
    headers: Sequence[tuple[Cell, str]], own: Sequence[str], columns: Sequence[int] | None
) -> list[int] | None:
    """By the columns of a grid, where each value stands under one header and no other."""
    if columns is None:
        return None
    by_column = {cell.column: code for cell, code in headers}
    if sorted(by_column) != list(columns) or len(by_column) != len(headers):
        return None
    return _order_of([by_column[column] for column in columns], own)


def _order_of(codes: Sequence[str | None], own: Sequence[str]) -> list[int] | None:
    """The place of each of a row's own columns among headers that name each of them once.

    Table 4 names its five columns three times over: each block is ordered by itself.
    """
    if len(codes) != len(own):
        return None
    block = len(set(own))
    order = []
    for first in range(0, len(own), block):
        of_block, printed = own[first : first + block], codes[first : first + block]
        if sorted(map(str, printed)) != sorted(of_block):
            return None
        order += [first + printed.index(code) for code in of_block]
    return order


def _groups_in_order(header: Sequence[Cell], own: Sequence[str], table_no: int, form: Form) -> bool:
    """Whether each header that spans several columns stands where the form has it.

    That is after all columns to its left and before all to its right.
    """
    spanning = form.column_of_group.get(table_no, {})
    before, first_of_group = [0], 0
    for cell in header:
        code = form.column_named(cell.text, table_no)
        place = own.index(code or spanning[clean_label(cell.text)])
        if place < first_of_group or (not code and place < max(before)):
            return False
        if not code:
            first_of_group = place
        before.append(place)
    return True


def _is_forms_order(
    codes: Sequence[str], own: Sequence[str], table_no: int, is_one_row: bool
) -> bool:
    """Whether headers, some of which may be lost, come in the form's order.

    A header of several lines is read line by line: Table 3's total then comes before all
    organisations, and Table 4 begins anew with each of its three lines.
    """
    order = list(dict.fromkeys(own))
    places = [order.index(code) for code in codes]
    last, blocks = len(order) - 1, len(own) // len(order)
    if blocks == 1:
        before_total = places[: places.index(last)] if last in places else []
        may_leave_out_total = table_no == 3 and not is_one_row and set(before_total) == {0}
        kept = [at for at in dict.fromkeys(places) if at != last or not may_leave_out_total]
        return kept == sorted(kept)
    return places[:1] != [last] and come_in_order(codes, own)


def _channels_in_order(match: Match, row: FormRow, form: Form) -> bool:
    """Whether Table 4's header names its lines, and the group of the last two, in order."""
    if match.is_channel:
        return True
    line_of_label = form.line_of_label[4] | form.table4_groups
    order = list(form.channels[row.form_variant])
    return all(
        channels == sorted(channels, key=order.index)
        for cells in (match.label, match.beside_header)
        if (channels := _named(cells, line_of_label))
    )


def _named(cells: Sequence[Cell], codes: Mapping[str, str]) -> list[str]:
    """What the labels among cells stand for, each label once."""
    labels = dict.fromkeys(clean_label(cell.text) for cell in cells)
    return [codes[label] for label in labels if label in codes]
