"""Finds the form's tables in a document and aligns what is printed to the form's cells.

A pure function from a document to rows: no file, no database, no arithmetic. A number is
taken only when its label names one line of the form and its run of values leaves one
reading; any other number comes back marked ``ambiguous``, never guessed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Cell, Document
from extract.form import Form, FormRow, clean_label
from extract.groups import HEADER_REACH, Group, groups
from extract.labels import line_named

# Of Table 4's eight header words a mangled header must still show this many.
TABLE4_WORDS_NEEDED = 6
TABLE4_CELLS = 15
# Rows of a table that fill their width from edge to edge show how the table is padded.
CERTAIN_ROWS_NEEDED = 2
# A wrapped label is spread over at most this many cells.
LABEL_CELLS = 3


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


@dataclass(frozen=True, slots=True)
class LocatedTable:
    """Where the document prints one table of the form.

    Attributes:
        text_layout: how most of its rows set cells apart; None if the table was not found.
        first_line: line in the source; None if the table was not found, or nothing in it
            could be located. So is ``last_line``.
        rows_located: how many printed rows of the form have a cell that was located.
    """

    table_no: int
    form_variant: str
    text_layout: str | None = None
    first_line: int | None = None
    last_line: int | None = None
    rows_located: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Match:
    """A group whose label names one line of the form."""

    table_no: int
    line_code: str
    label: tuple[Cell, ...]
    group: Group

    @property
    def printed(self) -> tuple[str, ...]:
        return tuple(value.text for value in self.group.values)


def locate(document: Document, form: Form) -> tuple[list[LocatedTable], list[LocatedCell]]:
    """Find every cell of the form that the document prints.

    Args:
        document: what a reader returned.
        form: the catalogue of both variants.

    Returns:
        The form's tables, each in the variant the document uses (none if no label tells),
        and the cells found, in the form's order. Cells that the document lacks are left
        out: comparing with the catalogue makes them ``absent``.
    """
    matches = [match for group in groups(document, form) if (match := _match(group, form))]
    by_table = {no: [m for m in matches if m.table_no == no] for no in form.line_of_label}
    tables, cells = [], []
    variants = _variants(by_table, form)
    of_variants = {
        no: [match for match in by_table[no] if match.line_code in form.rows[variant, no]]
        for no, variant in variants.items()
    }
    is_padded = any(
        len(match.printed) > len(form.rows[variants[no], no][match.line_code].column_codes)
        for no, of_variant in of_variants.items()
        for match in of_variant
    )
    for table_no, variant in variants.items():
        rows, of_variant = form.rows[variant, table_no], of_variants[table_no]
        doubted = _contradicted(of_variant)
        if table_no == 3:
            doubted |= _out_of_order(of_variant, rows)
        shapes = _shapes(of_variant, rows) if is_padded else None
        found = list(_cells(rows, of_variant, doubted, shapes, form))
        tables.append(_table(table_no, variant, of_variant, found))
        cells += found
    return tables, sorted(cells, key=lambda c: (c.table_no, c.row_no, c.position))


def _match(group: Group, form: Form) -> _Match | None:
    """Name a group by the texts nearest to it: the last cell, the last two joined, and so on."""
    for count in range(1, min(LABEL_CELLS, len(group.texts)) + 1):
        label = group.texts[-count:]
        named = line_named("".join(cell.text for cell in label), form)
        if named and (named[0] != 2 or group.texts_since_header <= HEADER_REACH + count):
            return _Match(*named, label, group)
    if _is_table4(group, form):
        header = [cell for cell in group.context if clean_label(cell.text) in form.all_labels]
        return _Match(4, form.table4_line, tuple(header), group)
    return None


def _is_table4(group: Group, form: Form) -> bool:
    """Whether a group is Table 4's one row, which has no label but the header above it."""
    is_header_row = len(group.row.cells) > 1 and group.texts
    is_spacer = not any(value.text for value in group.values) and len(group.values) < TABLE4_CELLS
    if is_header_row or is_spacer:
        return False
    header = clean_label("".join(cell.text for cell in group.context))
    return sum(word in header for word in form.table4_words) >= TABLE4_WORDS_NEEDED


def _variants(by_table: dict[int, list[_Match]], form: Form) -> dict[int, str]:
    """The variant of each table: the one that has most of the lines and headers printed.

    A table that fits several equally (Table 4 always does) goes with the nearest that does
    not; if there is none, with the variant that misses fewest of its lines.
    """
    ranked = {table: _ranked_variants(table, of, form) for table, of in by_table.items()}
    decided = {table: best[0] for table, best in ranked.items() if len(best) == 1}
    if not decided:
        missing = Counter()
        for (variant, table), rows in form.rows.items():
            if by_table[table]:
                missing[variant] -= len(rows.keys() - {m.line_code for m in by_table[table]})
        fewest = [v for v, count in missing.items() if count == max(missing.values())]
        return dict.fromkeys(by_table, fewest[0]) if len(fewest) == 1 else {}
    return {
        table: decided[min(decided, key=lambda other: abs(other - table))] for table in by_table
    }


def _ranked_variants(table_no: int, matches: list[_Match], form: Form) -> list[str]:
    """The variants that have the most of a table's printed lines and headers."""
    lines = {match.line_code for match in matches}
    headers = {clean_label(cell.text) for match in matches for cell in _headers(match)}
    scores = {
        variant: len(lines & rows.keys()) + len(headers & form.headers[variant, table])
        for (variant, table), rows in form.rows.items()
        if table == table_no
    }
    return [variant for variant, score in scores.items() if score == max(scores.values())]


def _out_of_order(matches: list[_Match], rows: dict[str, FormRow]) -> set[str]:
    """Lines outside the longest run that follows the form's order."""
    runs: list[tuple[int, int]] = []  # of each match: the best run ending in it, its last step
    ends: dict[int, int] = {}  # per row of the form: the match that ends the best run there
    for number, match in enumerate(matches):
        row_no = rows[match.line_code].row_no
        before = [at for row, at in ends.items() if row <= row_no]
        last = max(before, key=lambda at: runs[at][0], default=-1)
        runs.append((runs[last][0] + 1 if last >= 0 else 1, last))
        ends[row_no] = number
    at = max(range(len(matches)), key=lambda number: runs[number][0], default=-1)
    in_order = set()
    while at >= 0:
        in_order.add(matches[at].line_code)
        at = runs[at][1]
    return {match.line_code for match in matches} - in_order


def _contradicted(matches: list[_Match]) -> set[str]:
    """Lines that are printed twice with different values."""
    printed = defaultdict(set)
    for match in matches:
        printed[match.line_code].add(match.printed)
    return {line_code for line_code, values in printed.items() if len(values) > 1}


def _cells(
    rows: dict[str, FormRow],
    matches: list[_Match],
    doubted: set[str],
    shapes: dict[int, list[tuple[int, int]]] | None,
    form: Form,
) -> Iterator[LocatedCell]:
    once = {match.line_code: match for match in reversed(matches)}
    for line_code, match in once.items():
        row = rows[line_code]
        order = _column_order(match, row, form)
        start = _start(match, row, shapes)
        if line_code in doubted or order is None or start is None:
            yield from _ambiguous_row(row, match)
        else:
            yield from _filled_row(row, match, start, order)


def _shapes(matches: list[_Match], rows: dict[str, FormRow]) -> dict[int, list[tuple[int, int]]]:
    """By width: where values begin, and how many cells there are, in each certain row."""
    shapes = defaultdict(list)
    for match in matches:
        row = rows[match.line_code]
        if _is_certain(match, row):
            shapes[len(row.column_codes)].append((_first_filled(match), len(match.printed)))
    return shapes


def _is_certain(match: _Match, row: FormRow) -> bool:
    """Whether the values fill the row from its first cell to its last."""
    printed, width = match.printed, len(row.column_codes)
    filled = [at for at, text in enumerate(printed) if text]
    return bool(filled) and filled[-1] - filled[0] + 1 == width


def _first_filled(match: _Match) -> int:
    return next(at for at, text in enumerate(match.printed) if text)


def _start(
    match: _Match, row: FormRow, shapes: dict[int, list[tuple[int, int]]] | None
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


def _column_order(match: _Match, row: FormRow, form: Form) -> list[int] | None:
    """Which value of a row each column of the form has, by Table 2's header over it.

    The form's order where the header does not name every column; None where it names a
    column that the form's row does not have, or one in another's place.
    """
    in_form_order = list(range(len(row.column_codes)))
    codes = [form.column_named(cell.text, row.table_no) for cell in _headers(match)]
    if any(code and code not in row.column_codes for code in codes):
        return None
    if len(codes) != len(row.column_codes):
        return in_form_order
    if sorted(map(str, codes)) == sorted(row.column_codes):
        return [codes.index(code) for code in row.column_codes]
    agrees = all(code in (None, own) for code, own in zip(codes, row.column_codes, strict=True))
    return in_form_order if agrees else None


def _headers(match: _Match) -> list[Cell]:
    """The header printed over a row; only Table 2 repeats it for each of its parts."""
    if match.table_no != 2:
        return []
    return [cell for cell in match.group.header if cell not in match.label]


def _filled_row(row: FormRow, match: _Match, start: int, order: list[int]) -> Iterator[LocatedCell]:
    values, label = match.group.values, match.label
    headers = _headers(match)
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
            _label_raw(match),
            headers[column].text if len(headers) == len(order) else whole_header,
            cell.text,
            "ambiguous" if is_cut else "located",
            cell.line,
            cell.column,
        )


def _ambiguous_row(row: FormRow, match: _Match) -> Iterator[LocatedCell]:
    first = match.group.values[0]
    for position, _ in enumerate(row.column_codes, 1):
        yield LocatedCell(
            row.table_no,
            row.form_variant,
            row.row_no,
            position,
            _label_raw(match),
            None,
            " | ".join(match.printed),
            "ambiguous",
            first.line,
            first.column,
        )


def _label_raw(match: _Match) -> str:
    return " ".join(cell.text for cell in match.label)


def _table(
    table_no: int, variant: str, matches: list[_Match], cells: list[LocatedCell]
) -> LocatedTable:
    rows = {cell.row_no for cell in cells if cell.location == "located"}
    if not rows:
        return LocatedTable(table_no, variant)
    layouts = Counter(match.group.row.layout for match in matches)
    return LocatedTable(
        table_no,
        variant,
        layouts.most_common(1)[0][0],
        min(match.label[0].line for match in matches),
        max(match.group.values[-1].line for match in matches),
        len(rows),
    )
