"""Whether a header contradicts the order in which a row's values were taken."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from extract.alignment import is_certain, is_exact
from extract.document import Cell
from extract.form import Form, FormRow, clean_label
from extract.matches import Match

# In Markdown a label that spanned cells, or a header that did, does not stand over the values,
# and blanks around these fill the row up.
KNOWS_NO_SPANS = "pipe_rows"
# Where a header or a value stands, and the column that it names or was taken for.
Placed = tuple[int, str]
Names = Sequence[tuple[Cell, str]]  # the headers that name a column, with its code


def is_contradicted(
    match: Match, row: FormRow, start: int, order: Sequence[int | None], form: Form
) -> bool:
    """Whether a value was taken for a column, but its header stands elsewhere.

    In a grid its columns show where. In a text only the order of the cells does, which says
    something if the header is one row and has columns that the form does not have.

    Args:
        match: the row, with the header over it.
        row: the form's row.
        start: which of the values is the row's first.
        order: which value from there each of the form's columns has.
        form: the catalogue of both variants.
    """
    group = match.group
    if group.is_blank or not group.is_wide:
        return False
    names = [
        (cell, code)
        for cell in match.column_header or match.table2_header
        if (code := form.column_named(cell.text, row.table_no))
    ]
    if not names:
        return False
    taken = [
        (start + at, code)
        for at, code in zip(order, row.column_codes, strict=True)
        if at is not None and start + at < len(group.values)
    ]
    is_in_grid = group.grid_begins and all(cell.line >= group.grid_begins for cell, _ in names)
    is_so = _is_contradicted_in_grid if is_in_grid else _is_contradicted_in_text
    return is_so(match, row, names, taken, form)


def _is_contradicted_in_grid(
    match: Match, row: FormRow, names: Names, taken: Sequence[Placed], form: Form
) -> bool:
    headers = [(cell.column, code) for cell, code in names]
    values = [(match.group.values[at].column, code) for at, code in taken]
    return _disagree(headers, values, row) and (
        not _has_just_the_forms_cells(match, row, names) or _has_strangers(match, row, form)
    )


def _is_contradicted_in_text(
    match: Match, row: FormRow, names: Names, taken: Sequence[Placed], form: Form
) -> bool:
    first = _first_column(match, row)
    if first is None or not (_has_more(match, row, names) or _has_strangers(match, row, form)):
        return False
    return _disagree([(cell.column - first, code) for cell, code in names], taken, row)


def _disagree(headers: Sequence[Placed], taken: Sequence[Placed], row: FormRow) -> bool:
    """Whether a value stands under a header of another column, or not under its own alone.

    Of the names that Table 4 repeats, one may be lost.
    """
    over = dict(headers)
    places = defaultdict(set)
    for place, code in headers:
        places[code].add(place)
    return any(
        over.get(place, code) != code
        or (row.column_codes.count(code) == 1 and places.get(code, {place}) != {place})
        for place, code in taken
    )


def _has_just_the_forms_cells(match: Match, row: FormRow, names: Names) -> bool:
    """Whether header and row have the form's cells and no other, so that nothing can shift."""
    if sorted(code for _, code in names) != sorted(row.column_codes):
        return False
    if match.group.row.layout == KNOWS_NO_SPANS:
        return is_exact(match, row) or is_certain(match, row)
    begins = min(cell.column for cell, _ in names)
    return is_exact(match, row) and begins <= match.group.values[0].column


def _has_more(match: Match, row: FormRow, names: Names) -> bool:
    """Whether a header has more columns than the form; blanks may part one into several."""
    return match.group.row.bordered and max(len(names), len(match.table2_header)) > row.width


def _has_strangers(match: Match, row: FormRow, form: Form) -> bool:
    """Whether a header has texts that are none of the form's, but for those over labels."""
    labels_end = _labels_end(match, row)
    return any(
        cell.column >= labels_end and not _is_of_header(cell.text, match.table_no, form)
        for cell in (*match.table2_header, *match.beside_header)
    )


def _labels_end(match: Match, row: FormRow) -> int:
    """The first column of a header that is not over labels; in a text one is, or none.

    Where blanks part cells, a header of no more cells than the form's has none over labels.
    """
    first_value = match.group.values[0].column
    if match.group.grid_begins:
        return first_value
    cells = len(match.column_header) + len(match.beside_header)
    is_corner_lost = match.group.is_parted_by_blanks and cells <= row.width
    return 1 if is_corner_lost else min(first_value, 2)


@lru_cache(maxsize=4096)
def _is_of_header(text: str, table_no: int, form: Form) -> bool:
    """Whether a text is of the table's header as the form prints it, or a piece of a column's."""
    is_piece = any(clean_label(text) in name for name in form.column_of_label[table_no])
    is_named = form.column_named(text, table_no) or form.headers_in(text, table_no)
    return is_piece or bool(is_named)


def _first_column(match: Match, row: FormRow) -> int | None:
    """Where the columns of a text's header of one row begin; None if it has other rows."""
    header = match.column_header or match.table2_header
    columns = {cell.column for cell in header}
    if len({cell.line for cell in header}) > 1 or len(columns) < len(header):
        return None
    first = min([*match.beside_header, *header], key=lambda cell: cell.column)
    is_over_labels = first.column < _labels_end(match, row) and first not in header
    return first.column + is_over_labels
