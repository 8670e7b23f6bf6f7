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
# A wrapped label is spread over at most this many cells.
LABEL_CELLS = 3


@dataclass(frozen=True, slots=True)
class LocatedCell:
    """One cell of the form, found in the document.

    Attributes:
        row_no: with ``position`` the cell's coordinates in its variant's ``form_cells``.
        column_label_raw: the header printed over the cell, where it could be told.
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
        first_line: line in the source; None if the table was not found. So is ``last_line``.
        rows_located: how many printed rows of the form were found.
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
    for table_no, variant in _variants(by_table, form).items():
        rows = form.rows[variant, table_no]
        of_variant = [match for match in by_table[table_no] if match.line_code in rows]
        in_order = _in_form_order(of_variant, rows) if table_no == 3 else of_variant
        tables.append(_table(table_no, variant, in_order))
        cells += _cells(variant, rows, in_order, _contradicted(of_variant))
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
    """The variant of each table, by the labels only one variant has.

    A table that shows none of them (Table 4 never does) goes with the nearest that does.
    """
    decided = {}
    for table_no, matches in by_table.items():
        votes = Counter(form.variant_of_line[table_no].get(m.line_code) for m in matches)
        headers = {clean_label(cell.text) for m in matches for cell in m.group.header}
        votes.update(form.variant_of_header[table_no].get(label) for label in headers)
        del votes[None]
        ranked = votes.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            decided[table_no] = ranked[0][0]
    return {
        table_no: decided[min(decided, key=lambda other: abs(other - table_no))]
        for table_no in by_table
        if decided
    }


def _in_form_order(matches: list[_Match], rows: dict[str, FormRow]) -> list[_Match]:
    """The longest run of matches whose lines follow one another as on the form."""
    chains: list[list[_Match]] = []
    for match in matches:
        row_no = rows[match.line_code].row_no
        before = [c for c in chains if rows[c[-1].line_code].row_no <= row_no]
        chains.append([*max(before, key=len, default=[]), match])
    return max(chains, key=len, default=[])


def _contradicted(matches: list[_Match]) -> set[str]:
    """Lines that are printed twice with different values."""
    printed = defaultdict(set)
    for match in matches:
        printed[match.line_code].add(match.printed)
    return {line_code for line_code, values in printed.items() if len(values) > 1}


def _cells(
    variant: str, rows: dict[str, FormRow], matches: list[_Match], contradicted: set[str]
) -> Iterator[LocatedCell]:
    starts = {match: _starts(match, len(rows[match.line_code].column_codes)) for match in matches}
    agreed = {found[0] for found in starts.values() if len(found) == 1}
    once = {match.line_code: match for match in reversed(matches)}
    for line_code, match in once.items():
        row = rows[line_code]
        found = starts[match]
        if len(found) > 1:
            found = [start for start in found if agreed == {start}]
        if line_code in contradicted or len(found) != 1:
            yield from _ambiguous_row(variant, row, match)
        else:
            yield from _filled_row(variant, row, match, found[0])


def _starts(match: _Match, width: int) -> list[int]:
    """Where ``width`` cells in a row leave nothing but blanks outside."""
    printed = match.printed
    if not any(printed):
        # The label is followed by separators only: the whole line is blank. Where borders
        # cannot be seen, or where the source was cut, nothing is known of it.
        return [0] if match.group.row.bordered and not match.group.is_cut else []
    return [
        start
        for start in range(len(printed) - width + 1)
        if not any(printed[:start]) and not any(printed[start + width :])
    ]


def _filled_row(variant: str, row: FormRow, match: _Match, start: int) -> Iterator[LocatedCell]:
    values, label = match.group.values, match.label
    headers = [cell for cell in match.group.header if cell not in label]
    for position, _ in enumerate(row.column_codes, 1):
        at = start + position - 1
        cell = values[at] if at < len(values) else Cell("", label[-1].line, label[-1].column)
        is_cut = match.group.is_cut and cell is values[-1]
        yield LocatedCell(
            row.table_no,
            variant,
            row.row_no,
            position,
            _label_raw(match),
            headers[position - 1].text if len(headers) == len(row.column_codes) else None,
            cell.text,
            "ambiguous" if is_cut else "located",
            cell.line,
            cell.column,
        )


def _ambiguous_row(variant: str, row: FormRow, match: _Match) -> Iterator[LocatedCell]:
    first = match.group.values[0]
    for position, _ in enumerate(row.column_codes, 1):
        yield LocatedCell(
            row.table_no,
            variant,
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


def _table(table_no: int, variant: str, matches: list[_Match]) -> LocatedTable:
    if not matches:
        return LocatedTable(table_no, variant)
    layouts = Counter(match.group.row.layout for match in matches)
    return LocatedTable(
        table_no,
        variant,
        layouts.most_common(1)[0][0],
        min(match.label[0].line for match in matches),
        max(match.group.values[-1].line for match in matches),
        len({match.line_code for match in matches}),
    )
