"""Cuts a document into runs of values, each with the texts that may say what they are."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from extract.document import Cell, Document, Row
from extract.form import Form, clean_label, clean_label_without_explanation
from extract.labels import is_whole_label, line_named
from extract.numerals import is_page_number, is_value

# A Table 2 line needs a header of Table 2 among this many texts before it: in prose,
# 行政许可 followed by a number means something else.
HEADER_REACH = 8


@dataclass(slots=True, eq=False)  # frozen, it would take three times as long to make
class Group:
    """An unbroken run of values and what was printed before it.

    Attributes:
        printed: the values as printed; "" is a blank.
        texts: the texts that may name it, the nearest last.
        context: all texts since the values before, over any number of rows.
        header: the header of Table 2 printed last, and maybe the label after it.
        texts_since_header: how many texts ago that header ended.
        span: how many cells stand from the first text to the end of the row, with those
            that only pad out a span.
        is_blank: whether nothing but blanks is printed.
        is_cut: whether the source stops inside its last value.
        ends_document: whether nothing is printed after it.
        grid_begins: line on which the grid of its row begins; None if it is in none.
    """

    values: tuple[Cell, ...]
    printed: tuple[str, ...]
    texts: tuple[Cell, ...]
    context: tuple[Cell, ...]
    header: tuple[Cell, ...]
    texts_since_header: int
    row: Row
    span: int
    is_blank: bool
    is_cut: bool
    ends_document: bool
    grid_begins: int | None

    @property
    def is_wide(self) -> bool:
        """Whether it ends with its row, and does not run on over rows of one cell."""
        return _is_wide(self.row)

    @property
    def is_parted_by_blanks(self) -> bool:
        """Whether nothing but blanks parts the cells of its row, so that one left blank is lost."""
        return not self.row.bordered and len(self.row.cells) > 1


# A cell beside a label holds no more than a remark in place of a number.
LONGEST_REMARK = 30
# More texts than this between two runs of values are prose, not a table's header.
CONTEXT = 100


class _Surroundings:
    """What was printed before the values that come next."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.context: deque[Cell] = deque(maxlen=CONTEXT)
        self.header: list[Cell] = []
        self.texts_since_header = HEADER_REACH + 1
        self.grid_begins: dict[int, int] = {}
        self._in_header = False

    def add_rows(self, rows: list[Row]) -> None:
        if rows[0].grid is not None:
            self.grid_begins.setdefault(rows[0].grid, rows[0].line)

    def add_text(self, cell: Cell) -> None:
        label = clean_label(cell.text)
        words = cell.text.split()
        openings = self._form.table2_header_words
        is_opening = label in openings
        opens_header = is_opening or (len(words) > 1 and clean_label(words[0]) in openings)
        if opens_header:
            words = [] if is_opening else words[1:]
            self.header, self._in_header = [cell._replace(text=word) for word in words], True
        elif label in self._form.table2_clauses:
            self.header, self._in_header = [], False  # a part of the table has its own header
        elif self._in_header and len(self.header) < CONTEXT:
            self.header.append(cell)
        elif label in self._form.column_of_label[2]:  # its corner has another word, or none
            self.header, self._in_header = [*self._beside_first(cell), cell], True
        self.context.append(cell)
        is_of_header = opens_header or label in self._form.column_of_label[2]
        self.texts_since_header = 0 if is_of_header else self.texts_since_header + 1

    def _beside_first(self, header: Cell) -> list[Cell]:
        """What stands before the first header that names a column, but for what is over labels."""
        of_row = [cell for cell in self.context if cell.line == header.line]
        words = self._form.words_of_other_columns
        if of_row or not self.context:
            return of_row[1:]
        before = self.context[-1]
        return [before] if any(word in clean_label(before.text) for word in words) else []

    def end_with_values(self, label: list[Cell]) -> None:
        self.context.clear()
        self._in_header = False
        columns = self._form.column_of_label[2]
        self.header = [
            cell for cell in self.header if cell not in label or clean_label(cell.text) in columns
        ]


def groups(document: Document, form: Form) -> Iterator[Group]:
    """Every run of values: a text ends one, and so does the end of a row of several cells."""
    surroundings = _Surroundings(form)
    for rows in _segments(document.rows):
        surroundings.add_rows(rows)
        yield from _groups_of_segment(rows, surroundings, document, form)


def _groups_of_segment(
    rows: list[Row], surroundings: _Surroundings, document: Document, form: Form
) -> Iterator[Group]:
    is_wide = _is_wide(rows[0])
    may_hold_remarks = is_wide and rows[0].bordered
    padding = {row.cells[-1]: row.padding for row in rows if row.padding}
    last = document.rows[-1].cells[-1]
    texts: list[Cell] = []
    values: list[Cell] = []
    for cell in [*chain.from_iterable([row.cells for row in rows]), None]:
        if cell and (
            is_value(cell.text)
            or (may_hold_remarks and texts and _stands_for_a_value(cell, texts[-1], form))
        ):
            values.append(cell)
            continue
        if values:
            printed = tuple([value.text for value in values])
            is_blank = not any(printed)
            # In a wide row a blank between two texts is what a merged cell leaves behind.
            if not (is_wide and is_blank and cell):
                yield Group(
                    values=tuple(values),
                    printed=printed,
                    texts=tuple(texts),
                    context=tuple(surroundings.context),
                    header=tuple(surroundings.header),
                    texts_since_header=surroundings.texts_since_header,
                    row=rows[0],
                    span=(len(rows[0].cells) if is_wide else len(texts) + len(values))
                    + padding.get(values[-1], 0),
                    is_blank=is_blank,
                    is_cut=document.is_cut and values[-1] is last,
                    ends_document=values[-1] is last,
                    grid_begins=surroundings.grid_begins.get(rows[0].grid),
                )
                if not is_blank:
                    surroundings.end_with_values(label=texts if is_wide else texts[-1:])
                texts = []
            values = []
        if cell:
            texts.append(cell)
            surroundings.add_text(cell)


def _stands_for_a_value(cell: Cell, label: Cell, form: Form) -> bool:
    """Whether a text beside a line's label stands where a value should: 约5, （见附件）.

    Such a value cannot be read, but it has its place.
    """
    if len(cell.text) > LONGEST_REMARK or clean_label(cell.text) in form.all_labels:
        return False
    if not line_named(label.text, form):
        return False
    whole = label.text + cell.text
    only_explains = not clean_label_without_explanation(cell.text)
    return not is_whole_label(whole, form) if only_explains else not line_named(whole, form)


def _segments(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """What may hold one run of values: a row of several cells, or rows of one cell in turn."""
    segment: list[Row] = []
    follows_wide = False
    for row in rows:
        # A page's number falls between any two lines, and belongs to neither.
        if not row.bordered and is_page_number(row.text):
            continue
        is_wide = _is_wide(row)
        if segment and (is_wide or follows_wide or segment[-1].layout != row.layout):
            yield segment
            segment = []
        segment.append(row)
        follows_wide = is_wide
    if segment:
        yield segment


def _is_wide(row: Row) -> bool:
    """Whether a row stands for itself: it has several cells, or its grid gives it one."""
    return len(row.cells) > 1 or row.grid is not None
