"""Which of a line's printed values is the row's first: from the rows around it, never a guess."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extract.form import FormRow
from extract.matches import Match
from extract.sums import is_borne_out

# In a text, rows that fill their width from edge to edge show how the table is padded.
CERTAIN_ROWS_NEEDED = 2
# Where a table pads all rows to one width, a row of that width has lost nothing.
MOST_ROWS = 0.6
# One that begins with a blank may have lost its last cell and be padded before the first.
ALMOST_ALL_ROWS = 0.9
# Of a label cut in two, 3 or 无 (正当理由…) looks like a value.
LONGEST_ORDINAL = 2

# In place of one number: a mark between cells was lost, or a blank is inside the number.
TWO_NUMBERS = re.compile(r"\d\s+\d")

# Rows whose shapes say something of each other: those of one grid, or of one layout and width.
Kind = tuple[str, int | None, int | None]


class Shape(NamedTuple):
    """Where the values of a row that is filled from edge to edge stand.

    Attributes:
        label_column: of the label; 0 if it has none.
        columns: of the row's values.
        first_column: of the first value, or of the blank that a merged cell left before it.
        last_column: of the last value, or of the padding after it.
    """

    label_column: int
    columns: tuple[int, ...]
    first_column: int
    last_column: int

    @property
    def is_padded_before(self) -> bool:
        """Whether a blank that is no value stands before the values."""
        return self.first_column < self.columns[0]


@dataclass(frozen=True)
class Evidence:
    """What the rows of a document tell of how one of them is to be read.

    Most rows leave no doubt: what the others tell is worked out when it is asked for.

    Attributes:
        found: the table's rows.
        every_row_is_exact: whether every row of the document has as many values as columns.
        must_sum_up: whether something is amiss in a document without borders, so that a
            row's total must bear its reading out.
    """

    found: Sequence[tuple[Match, FormRow]]
    every_row_is_exact: bool
    must_sum_up: bool

    @cached_property
    def shapes(self) -> dict[Kind, list[Shape]]:
        """The shapes of the rows that are filled from edge to edge, by their kind."""
        shapes = defaultdict(list)
        for match, row in self.found:
            if is_certain(match, row):
                shapes[_kind(match, row)].append(_shape(match, row))
        return dict(shapes)

    @cached_property
    def spans(self) -> Counter[tuple[str, int, int | None]]:
        """How many cells the rows have that leave one reading, with how many values."""
        of_one_reading = [match for match, row in self.found if len(_windows(match, row)) == 1]
        return Counter(
            span
            for match in of_one_reading
            for span in (_span(match), _span(match, len(match.printed)))
        )

    @cached_property
    def rows(self) -> Counter[str]:
        """How many rows with values each layout has."""
        return Counter(m.group.row.layout for m, _ in self.found if not m.group.is_blank)

    @cached_property
    def cut_short(self) -> frozenset[str]:
        """Layouts in which some row has fewer values than columns."""
        return frozenset(
            match.group.row.layout
            for match, row in self.found
            if not match.group.is_blank and len(match.printed) < row.width
        )


def is_exact(match: Match, row: FormRow) -> bool:
    """Whether a row has as many values as columns, or none at all."""
    return match.group.is_blank or len(match.printed) == row.width


def is_summed_up(match: Match, row: FormRow) -> bool:
    """Whether a row is exact and has a total that holds, which shows that it has lost nothing."""
    has_total = "total" in row.column_codes
    return has_total and is_exact(match, row) and is_borne_out(match.printed, row)


def is_certain(match: Match, row: FormRow) -> bool:
    """Whether the values fill the row from its first cell to its last."""
    filled = [at for at, text in enumerate(match.printed) if text]
    return bool(filled) and filled[-1] - filled[0] + 1 == row.width


def start_of(match: Match, row: FormRow, evidence: Evidence) -> int | None:
    """Which of a run's values is the row's first cell; None if that is not certain.

    A blank at a row's edge may be a cell left blank, or what a merged cell left behind, or
    padding that stands in for a value that is missing. Such a row is taken only as the
    certain rows of its table show, or where all rows of the document are exact.
    """
    if match.group.is_blank:
        return 0 if _is_blank_line(match, row) else None
    printed = match.printed
    if len(printed) == row.width and printed[0] and printed[-1]:
        return 0
    may_run_on = _may_run_on(match, row)
    alike = evidence.shapes.get(_kind(match, row), [])
    if is_certain(match, row) and not may_run_on:
        start, own = _first_filled(match), _shape(match, row)
        is_longer = len(match.printed) > row.width
        has_peers = alike.count(own) > 1
        is_vetoed = is_longer and not has_peers and _contradicts(match, start, alike, own)
        return None if is_vetoed else start
    if match.group.is_cut:
        return _start_of_cut_row(match, row, evidence)
    nearest = [s for s in alike if s.label_column == _label_column(match)]
    is_grid = match.group.row.grid is not None
    is_aligned = not _is_one_cell_a_line(match) and len({s.label_column for s in alike}) > 1
    if not nearest and (is_grid or is_aligned):
        nearest = alike
    if is_grid:
        return _start_in_grid(match, row, nearest, alike)
    windows = _windows(match, row)
    span = _span(match, len(match.printed) if may_run_on else None)
    has_lost_nothing = len(windows) == 1 and evidence.spans[span] > max(
        CERTAIN_ROWS_NEEDED,
        (MOST_ROWS if match.printed[windows[0]] else ALMOST_ALL_ROWS)
        * evidence.rows[match.group.row.layout],
    )
    start = windows[0] if has_lost_nothing else _start_in_text(match, row, nearest, evidence)
    # of two numbers with the mark between them lost, a blank at the edge stands for one
    is_unclear = _contradicts(match, start, alike) if start is not None else False
    return None if is_unclear or any(map(TWO_NUMBERS.search, printed)) else start


def _contradicts(
    match: Match, start: int, alike: Sequence[Shape], own: Shape | None = None
) -> bool:
    """Whether the rows that are certain speak against a start, though not for another."""
    others = [shape for shape in alike if shape != own]
    columns = {shape.columns[0] for shape in others}
    is_aligned = len(others) >= CERTAIN_ROWS_NEEDED and len(columns) == 1
    is_elsewhere = _columns(match)[start] not in columns and not _is_one_cell_a_line(match)
    if is_aligned and is_elsewhere and not _is_moved_by_its_label(match, start, others):
        return True
    may_be_padding = any(shape.is_padded_before for shape in alike)
    return start == 0 and not match.printed[0] and may_be_padding


def _is_moved_by_its_label(match: Match, start: int, others: Sequence[Shape]) -> bool:
    """Whether all others, from label to last cell, are like a row that has more cells before it.

    A blank that its values seem to begin with may be what the wider label left behind.
    """
    label, columns = _label_column(match), _columns(match)
    behind = {(s.columns[0] - s.label_column, s.last_column - s.label_column) for s in others}
    is_alike = behind == {(columns[start] - label, columns[-1] - label)}
    return is_alike and bool(match.printed[start])


def _is_blank_line(match: Match, row: FormRow) -> bool:
    """Whether a label is followed by separators only: one blank may stand for all cells.

    Where borders cannot be seen, or where the source ends, nothing is known of the line;
    where each cell has a row of its own, a lone blank may part the label itself.
    """
    is_whole = len(match.group.row.cells) > 1 or len(match.printed) >= row.width
    return match.group.row.bordered and is_whole and not match.group.ends_document


def _start_of_cut_row(match: Match, row: FormRow, evidence: Evidence) -> int | None:
    """From the left, where separators are visible and all rows begin next to their label."""
    begins = [
        shape.columns[0] == shape.first_column == shape.label_column + 1
        for shapes in evidence.shapes.values()
        for shape in shapes
    ]
    next_to_label = match.group.values[0].column == _label_column(match) + 1
    is_short = len(match.printed) <= row.width
    return 0 if begins and all(begins) and next_to_label and is_short else None


def _start_in_grid(
    match: Match, row: FormRow, nearest: Sequence[Shape], alike: Sequence[Shape]
) -> int | None:
    """By the grid's columns: those of the rows alike, or of the header."""
    columns = _columns(match)
    header = tuple(sorted({cell.column for cell in match.column_header or match.table2_header}))
    known = {shape.columns for shape in alike if len(shape.columns) == row.width} or (
        {header} if len(header) == row.width else set()
    )
    starts = {shape.columns[0] for shape in nearest} or {window[0] for window in known}
    if not starts and len(columns) == row.width == len(match.group.row.cells):
        return 0  # nothing but the row's own cells
    if len(starts) != 1 or not starts <= set(columns):
        return None
    start = columns.index(min(starts))
    window = columns[start : start + row.width]
    return start if _leaves_blanks(match, row, start) and (not known or window in known) else None


def _start_in_text(
    match: Match, row: FormRow, nearest: Sequence[Shape], evidence: Evidence
) -> int | None:
    """By the places in a row, which count for something only if rows are padded alike.

    Where rows end early, one that begins with a blank may have lost as many at its end.
    """
    columns = _columns(match)
    starts = {shape.columns[0] for shape in nearest}
    if evidence.every_row_is_exact and len(columns) == row.width:
        return 0 if len(starts) != 1 or columns[0] in starts else None
    ends = {shape.last_column for shape in nearest}
    is_shown = len(nearest) >= CERTAIN_ROWS_NEEDED and len(starts) == 1 and ends == {columns[-1]}
    if not is_shown or not starts <= set(columns):
        return None
    start = columns.index(min(starts))
    may_end_early = match.group.row.layout in evidence.cut_short and not match.printed[start]
    return start if _leaves_blanks(match, row, start) and not may_end_early else None


def _kind(match: Match, row: FormRow) -> Kind:
    layout, grid = match.group.row.layout, match.group.row.grid
    return layout, grid, row.width if grid is None else None


def _shape(match: Match, row: FormRow) -> Shape:
    columns = _columns(match)
    start = _first_filled(match)
    window = columns[start : start + row.width]
    return Shape(_label_column(match), window, columns[0], columns[-1])


def _columns(match: Match) -> tuple[int, ...]:
    """The columns of a run's values; where each has a row of its own, its place in the run."""
    values = match.group.values
    if _is_one_cell_a_line(match):
        return tuple(range(1, len(values) + 1))
    return tuple(value.column for value in values)


def _label_column(match: Match) -> int:
    """The column of the label; where each cell has a row of its own, how many texts it has."""
    texts = match.group.texts
    if _is_one_cell_a_line(match):
        return len(texts)
    return texts[-1].column if texts else 0


def _is_one_cell_a_line(match: Match) -> bool:
    return len(match.group.row.cells) == 1 and match.group.row.grid is None


def _first_filled(match: Match) -> int:
    return next(at for at, text in enumerate(match.printed) if text)


def _may_run_on(match: Match, row: FormRow) -> bool:
    """Whether a run longer than its row may end in the beginning of the next line's label."""
    is_longer = len(match.printed) > row.width
    may_be_label = match.table_no == 3 and 0 < len(match.printed[-1]) <= LONGEST_ORDINAL
    return _is_one_cell_a_line(match) and is_longer and may_be_label


def _span(match: Match, values: int | None = None) -> tuple[str, int, int | None]:
    return match.group.row.layout, match.group.span, values


def _windows(match: Match, row: FormRow) -> list[int]:
    """Where the row could start so that nothing but blanks is left over."""
    starts = range(len(match.printed) - row.width + 1)
    return [start for start in starts if _leaves_blanks(match, row, start)]


def _leaves_blanks(match: Match, row: FormRow, start: int) -> bool:
    outside = (*match.printed[:start], *match.printed[start + row.width :])
    return start + row.width <= len(match.printed) and not any(outside)
