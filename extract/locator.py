"""Finds the form's tables in a document and aligns what is printed to the form's cells.

A pure function from a document to rows: no file, no database. A number is taken only when
its label names one line of the form and its run of values leaves one reading. A line that
was found but leaves several comes back marked ``ambiguous``, with a note that says why.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.alignment import Evidence, is_exact, start_of
from extract.columns import column_order, row_as_printed
from extract.document import Document, Note
from extract.doubts import (
    are_borders_doubtful,
    doubts,
    note,
    refuse_several_reports,
    refuse_text_without_repeats,
    unclaimed,
)
from extract.filling import LocatedCell, fill, mark
from extract.form import Form, FormRow
from extract.groups import groups
from extract.matches import Match, matches, variants_of
from extract.sums import is_borne_out


@dataclass(frozen=True, slots=True)
class LocatedTable:
    """Where the document prints one table of the form.

    Attributes:
        text_layout: how most of its rows set cells apart; None if the table was not found.
        alignment: how its rows were told apart: ``exact`` where each fills its width,
            ``by_other_rows`` where some could only be placed as others are, ``by_header``
            where the columns stand in another order than the form's; None if not found.
        first_line: line in the source; None if the table was not found, or nothing in it
            could be located. So is ``last_line``.
        rows_located: how many printed rows of the form have a cell that was located.
    """

    table_no: int
    form_variant: str
    text_layout: str | None = None
    alignment: str | None = None
    first_line: int | None = None
    last_line: int | None = None
    rows_located: int = 0


@dataclass(frozen=True, slots=True)
class Located:
    """What was found of the form in a document.

    Attributes:
        tables: the form's tables, each in the variant the document uses; none if no label
            tells.
        cells: in the form's order. Cells that the document lacks are left out: comparing
            with the catalogue makes them ``absent``.
        notes: what was odd, in the document's order.
    """

    tables: list[LocatedTable]
    cells: list[LocatedCell]
    notes: list[Note]


@dataclass(slots=True, eq=False)
class _Reading:
    """One line as it is read, or the note that says why it is not."""

    match: Match
    row: FormRow
    cells: list[LocatedCell]
    order: Sequence[int | None] = ()
    note: Note | None = None

    @property
    def alignment(self) -> str:
        places = [place for place in self.order if place is not None]
        if places != sorted(places) or len(places) < self.row.width:
            return "by_header"
        return "exact" if is_exact(self.match, self.row) else "by_other_rows"

    @property
    def is_cut(self) -> bool:
        return self.note is None and self.match.group.is_cut


def locate(document: Document, form: Form) -> Located:
    """Find every cell of the form that the document prints.

    Args:
        document: what a reader returned.
        form: the catalogue of both variants.

    Raises:
        UnreadableFileError: the document holds several reports, or only what is left of one.
    """
    runs = list(groups(document, form))
    found = list(_one_table4(matches(runs, form)))
    by_table = {no: [m for m in found if m.table_no == no] for no in form.line_of_label}
    variants, borrowed = variants_of(by_table, form)
    rows = {m: row for m in found if (row := m.row(variants[m.table_no], form))} if variants else {}
    refuse_text_without_repeats(document, rows, form)
    refuse_several_reports(rows)
    doubted = doubts(rows, runs, borrowed, form)
    exact = all(is_exact(match, row) for match, row in rows.items())
    must_sum_up = are_borders_doubtful(rows, runs, found)
    tables, cells, notes = [], [], list(unclaimed(runs, found))
    for table_no, variant in variants.items():
        of_table = [(match, row) for match, row in rows.items() if match.table_no == table_no]
        evidence = Evidence(of_table, exact, must_sum_up)
        readings = [
            _read(match, row, evidence, doubted.get(match), form) for match, row in _once(of_table)
        ]
        tables.append(_table(table_no, variant, of_table, readings))
        cells += [cell for reading in readings for cell in reading.cells]
        notes += [reading.note for reading in readings if reading.note]
        notes += [_cut(reading.match) for reading in readings if reading.is_cut]
        notes += _notes_on_table(tables[-1], bool(readings), table_no in borrowed)
    cells.sort(key=attrgetter("table_no", "row_no", "position"))
    notes.sort(key=lambda n: n.line or 0)
    return Located(tables, cells, notes)


def _one_table4(found: Iterable[Match]) -> Iterator[Match]:
    """The matches with Table 4 read once: as its one row or line by line, as it holds more."""
    found = list(found)
    channels = {match for match in found if match.is_channel}
    whole = {match for match in found if match.table_no == 4} - channels
    in_channels = sum(len(match.printed) for match in channels)
    dropped = channels if any(len(match.printed) > in_channels for match in whole) else whole
    return (match for match in found if not channels or match not in dropped)


def _once(of_table: Sequence[tuple[Match, FormRow]]) -> Iterable[tuple[Match, FormRow]]:
    """Each line once, where the document prints it first."""
    return {match.line_code: (match, row) for match, row in reversed(of_table)}.values()


def _read(
    match: Match,
    row: FormRow,
    evidence: Evidence,
    doubt: Note | None,
    form: Form,
) -> _Reading:
    """Decide how a line is read: where its values start, and in which order they come."""
    if doubt:
        return _unread(match, row, doubt)
    start = start_of(match, row_as_printed(match, row, form), evidence)
    if start is None:
        return _unread(match, row, note(match, "line_not_filled", _why_not(match, row)))
    order = column_order(match, row, start, form)
    if order is None:
        what = "the header names other columns, or in no clear order, or not over these values"
        return _unread(match, row, note(match, "columns_unclear", what))
    if evidence.must_sum_up and not match.group.row.bordered:
        values = match.printed[start : start + row.width]
        if not is_borne_out(values, row):
            what = "no border shows which value is whose, and its total does not bear it out"
            return _unread(match, row, note(match, "sum_contradicts", what))
    return _Reading(match, row, list(fill(match, row, start, order)), order)


def _unread(match: Match, row: FormRow, why: Note) -> _Reading:
    return _Reading(match, row, list(mark(match, row)), note=why)


def _why_not(match: Match, row: FormRow) -> str:
    values, columns = len(match.printed), row.width
    if match.group.is_blank:
        return "blank, as far as it is printed"
    if values < columns:
        return f"fewer values ({values}) than columns ({columns})"
    return f"which of them are the {columns} columns, the rows around it leave open"


def _cut(match: Match) -> Note:
    return note(match, "row_cut", "the file ends here, maybe inside the last number")


def _table(
    table_no: int,
    variant: str,
    of_table: Sequence[tuple[Match, FormRow]],
    readings: Sequence[_Reading],
) -> LocatedTable:
    found = [match for match, _ in of_table]
    read = [reading for reading in readings if not reading.note]
    rows = {r.row.row_no for r in read if any(c.location == "located" for c in r.cells)}
    if not rows:
        return LocatedTable(table_no, variant)
    layouts = Counter(match.group.row.layout for match in found)
    alignments = {reading.alignment for reading in read}
    return LocatedTable(
        table_no,
        variant,
        layouts.most_common(1)[0][0],
        next(a for a in ("by_header", "by_other_rows", "exact") if a in alignments),
        # a header shredded into single characters leaves Table 4 without a label
        min((match.label or match.group.values)[0].line for match in found),
        max(match.group.values[-1].line for match in found),
        len(rows),
    )


def _notes_on_table(table: LocatedTable, was_seen: bool, is_borrowed: bool) -> Iterator[Note]:
    if table.text_layout is None:
        code = "table_not_read" if was_seen else "table_not_found"
        what = "lines of it were found, but none could be read" if was_seen else "not found"
        yield Note(code, f"Table {table.table_no}: {what}.", table_no=table.table_no)
    elif is_borrowed and table.table_no != 4:  # nothing printed in Table 4 could ever tell
        yield Note(
            "variant_by_neighbour",
            f"Table {table.table_no}: no line or header tells the variant; "
            f"that of the nearest table was taken ({table.form_variant}).",
            table.first_line,
            table.table_no,
        )
