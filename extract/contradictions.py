"""Whether a header contradicts the order in which a row's values were taken."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from extract.alignment import is_certain, is_exact, is_summed_up
from extract.document import Cell
from extract.form import Form, FormRow, clean_label
from extract.headers import come_in_order, in_one_row, other_columns
from extract.matches import Match
from extract.numerals import is_value

# In Markdown a label that spanned cells, or a header that did, does not stand over the values,
# and blanks around these fill the row up.
KNOWS_NO_SPANS = "pipe_rows"
# The table whose header names its lines as well.
LINES_IN_ITS_HEADER = 4
# What a header names that is no column of the form.
NO_COLUMN = ""
# Where a header or a value stands, and the column that it names or was taken for.
Placed = tuple[int, str]
Names = Sequence[tuple[Cell, str]]  # the headers that name a column, with its code


def is_contradicted(
    match: Match, row: FormRow, start: int, order: Sequence[int | None], form: Form
) -> bool:
    """Whether a value was taken for a column, but its header stands elsewhere.

    In a grid its columns show where. In a text only the order of the cells does, which says
    something if the header has columns that the form does not have.

    Args:
        match: the row, with the header over it.
        row: the form's row.
        start: which of the values is the row's first.
        order: which value from there each of the form's columns has.
        form: the catalogue of both variants.
    """
    group = match.group
    if group.is_blank:
        return False
    own = [
        (cell, code)
        for cell in match.column_header or match.table2_header
        if (code := form.column_named(cell.text, row.table_no))
    ]
    others = match.other_header
    if match.table_no == 2:
        others = other_columns(match.table2_header, row.column_codes, 2, form)
    names = own + [(cell, NO_COLUMN) for cell in others]
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
    has_others = any(code == NO_COLUMN for _, code in names)
    if not has_others and not _may_have_others(match, row, names, form):
        return False
    places = _places(match, row, names, form)
    if places is None:
        return has_others
    return _disagree(places, taken, row) or (has_others and _may_have_lost_blanks(match, row))


def _may_have_others(match: Match, row: FormRow, names: Names, form: Form) -> bool:
    """Whether a text's header has more than the form's columns, though no word says so.

    One a line, Table 2's headers are all there is, and may be broken into several.
    """
    if match.table_no == 2 and not match.group.is_wide:
        return False
    return _has_more(match, row, names) or _has_strangers(match, row, form)


def _may_have_lost_blanks(match: Match, row: FormRow) -> bool:
    """Whether a row below other columns may lack values, and nothing shows which."""
    group = match.group
    if match.table_no == 2 and not group.is_wide:
        return len(group.values) < len(match.table2_header)
    return not group.row.bordered and not is_summed_up(match, row)


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
    strangers = [
        cell.column
        for cell in (*match.table2_header, *match.beside_header)
        if not _is_of_header(cell.text, match.table_no, form)
    ]
    return bool(strangers) and max(strangers) >= _labels_end(match, row)


def _labels_end(match: Match, row: FormRow) -> int:
    """The first column of a header that is not over labels; in a text one is, or none.

    Where blanks part cells, a header of no more cells than the form's has none over labels.
    """
    group = match.group
    first_value = group.values[0].column
    if group.grid_begins:
        return first_value
    cells = len(match.column_header) + len(match.beside_header) + len(match.other_header)
    is_corner_lost = group.is_parted_by_blanks and cells <= row.width
    return 1 if is_corner_lost else min(first_value, 2 + _numbers(match))


@lru_cache(maxsize=4096)
def _is_of_header(text: str, table_no: int, form: Form) -> bool:
    """Whether a text is of the table's header as the form prints it, or a piece of a column's."""
    names = [*form.column_of_label[table_no], *form.column_of_group.get(table_no, ())]
    if table_no == LINES_IN_ITS_HEADER:
        names += form.line_of_label[table_no]
    is_piece = any(clean_label(text) in name for name in names)
    return is_piece or bool(form.column_named(text, table_no) or form.headers_in(text, table_no))


def _places(match: Match, row: FormRow, names: Names, form: Form) -> Sequence[Placed] | None:
    """Over which value each header of a text stands; None if nothing tells."""
    columns = _columns_in_one_row(match, row, dict(names), form)
    if columns is None:
        return None
    first = _first_over_values(match, row, names, columns)
    # what spans other headers stands over no value of its own
    return [(columns[cell] - first, code) for cell, code in names if cell in columns]


def _columns_in_one_row(
    match: Match, row: FormRow, code_of: Mapping[Cell, str], form: Form
) -> dict[Cell, int] | None:
    """The columns of a text's header as if it were one row; None if nothing tells."""
    others = match.other_header
    header = match.table2_header or [*match.column_header, *match.beside_header, *others]
    columns = {cell: cell.column for cell in header}
    if len({cell.line for cell in header}) == 1 and len({*columns.values()}) == len(header):
        return columns
    is_wide = match.group.is_wide
    if match.table_no == 2 and is_wide:
        return None  # nothing says what the upper headers span
    if not is_wide and any(cell.line < match.column_header[0].line for cell in others):
        return None  # it may stand over the first value, or before it
    in_order = in_one_row(header, match.table_no, form)
    codes = [code for cell in in_order if (code := code_of.get(cell))]
    is_ordered = come_in_order(codes, row.column_codes)
    return {cell: at for at, cell in enumerate(in_order, 1)} if is_ordered else None


def _first_over_values(
    match: Match, row: FormRow, names: Names, columns: Mapping[Cell, int]
) -> int:
    """In which column of a text's header its first value stands."""
    is_wide, others = match.group.is_wide, match.other_header
    labels_end = _labels_end(match, row) if is_wide else 0
    may_be_over_labels = [*match.beside_header, *(others if _numbers(match) else ())]
    over_labels = [
        columns[cell]
        for cell in may_be_over_labels
        if cell in columns and max(cell.column, columns[cell]) < labels_end
    ]
    if over_labels:
        return max(over_labels) + 1
    first = min(columns.values())
    names_first = any(code == row.column_codes[0] for _, code in names)
    # One a line, a text that names no column stands before those that do.
    return first if is_wide or match.table_no == 2 or others or names_first else first - 1


def _numbers(match: Match) -> int:
    """How many numbers stand before a row's label, as under 序号."""
    cells = takewhile(lambda cell: cell.text and is_value(cell.text), match.group.row.cells)
    return len(list(cells))
