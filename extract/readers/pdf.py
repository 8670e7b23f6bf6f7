"""PDF files: ruled tables as grids, other text by the gaps between its words.

A PDF knows no tables, and its text stands in the order in which it was drawn. So cells are
found from what is drawn: ruled lines, and the boxes of characters.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import groupby, takewhile
from operator import attrgetter, itemgetter
from threading import Lock

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.document import Cell, Document, Note, Row, UnreadableFileError
from extract.limits import limits
from extract.readers.common import Allowance
from extract.readers.pdf_breaks import joined_row
from extract.readers.pdf_font import stand_in
from extract.readers.pdf_grid import Grid, GridCell, grids
from extract.readers.pdf_page import UNMAPPED, Page, pages
from extract.readers.pdf_rows import TextCell, cells_of, parts_of_rows, ruled_rows
from extract.readers.pdf_text import (
    Box,
    Character,
    Line,
    box_of,
    cell_text,
    continues,
    is_full,
    joined,
    lines,
    text_of,
)

ENCRYPTED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
# The digits of one number are at most this far apart, in parts of a digit's width. It keeps
# a number whole that is too long for its cell and runs into the next.
DIGIT_GAP = 0.1
# Marks that begin no line: where one does not fit, it hangs over the edge of its cell.
CLOSING_MARKS = frozenset("）)】〕］]》〉」』”’、，,。．.；;：:！!？?")

_pdfium_lock = Lock()  # pdfium must not be called by two threads at once
stand_in()


def read(content: bytes) -> Document:
    """Read the text layer of a PDF file, without what is cut off from its pages.

    Rows of ruled tables have layout ``pdf_table``, words set apart by gaps ``pdf_words``,
    paragraphs of running text ``line_cells``. ``Cell.place`` is ``page 3, box x0 y0 x1 y1``:
    the ruled cell, or what is printed, in points from the top left corner of the page as it
    is read, x to the right and y down. ``Cell.line`` is the number of the row.

    Raises:
        UnreadableFileError: the file is encrypted, broken or very long, or has no text.
    """
    try:
        with _pdfium_lock, closing(pdfium.PdfDocument(content)) as pdf:
            found = _checked_pages(pdf)
    except pdfium.PdfiumError as error:
        if error.err_code in ENCRYPTED:
            reason = "The PDF is encrypted; save it without a password."
            raise UnreadableFileError("encrypted_file", reason) from None
        reason = f"The PDF is broken ({error}); supply an intact copy."
        raise UnreadableFileError("broken_file", reason) from None
    notes = tuple(_notes(found))
    rows = _Rows()
    for page in found:
        _add_page(page, rows)
    # pdfium refuses files that were cut: is_cut stays false.
    return Document("application/pdf", encoding=None, rows=tuple(rows.rows), notes=notes)


def _checked_pages(pdf: pdfium.PdfDocument) -> list[Page]:
    if not len(pdf):
        raise UnreadableFileError("broken_file", "The PDF has no pages; supply an intact copy.")
    if len(pdf) > limits().pages:
        raise UnreadableFileError(
            "too_many_pages",
            f"The PDF has {len(pdf):,} pages, and no report has more than {limits().pages} "
            "(OGI_MAX_PAGES); supply the report as a file of its own.",
        )
    pdf.init_forms()  # pdfium then draws what programs filled in and did not draw, as viewers do
    return list(pages(pdf))


def _notes(found: list[Page]) -> Iterator[Note]:
    if not any(c.text != UNMAPPED for page in found for c in page.characters):
        raise UnreadableFileError(
            "no_text_layer",
            "The PDF has no text that can be read, only pictures of it; "
            "supply it as text or run OCR on it.",
        )
    for page in found:
        if not page.characters:
            sentence = f"Page {page.number} has no text; pictures of text are not read."
            yield Note("page_without_text", sentence)
        if page.has_drawing:
            sentence = f"Page {page.number} has a drawing; tables on it are read without borders."
            yield Note("page_with_drawing", sentence)
        if page.slanted:
            sentence = (
                f"Page {page.number} has {page.slanted} characters printed aslant, as a watermark "
                "is; they are left out."
            )
            yield Note("slanted_characters", sentence)
        if page.has_unseen_text:
            sentence = (
                f"Page {page.number} has text that is not drawn, as text recognition lays it over "
                "a scan; numbers in it may be misread."
            )
            yield Note("text_not_drawn", sentence)
        unmapped = [c.text for c in page.characters].count(UNMAPPED)
        if unmapped:
            sentence = (
                f"Page {page.number} has {unmapped} characters of which the file does not say "
                f"what they are; they are read as {UNMAPPED}."
            )
            yield Note("unmapped_characters", sentence)


class _Rows:
    """Collects and numbers the rows of a document."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._grids = 0
        self._allowance = Allowance()
        # The last grid, its page, and how many rows there were after it.
        self._last: tuple[Grid, Page, int] | None = None
        self._header: list[list[str]] = []  # the texts of its rows where it began
        self._full: frozenset[int] = frozenset()  # columns of its last row with a full last line

    def add_grid(self, grid: Grid, characters: dict[GridCell, list[Character]], page: Page) -> None:
        shown = (cell for cell in grid.cells if characters[cell] or not cell.is_outside)
        by_row = [list(of_row) for _, of_row in groupby(shown, key=attrgetter("row"))]
        texts = [[cell_text(characters[cell], cell.box.width) for cell in row] for row in by_row]
        split = None
        if self._goes_on(grid):
            _, page_before, rows_before = self._last
            if page_before is not page:
                split = _same_at_start(texts, self._header)
        else:
            self._grids += 1
            self._header = texts
        for number, cells in enumerate(by_row):
            found = [
                (cell.column + 1, text, cell.box)
                for cell, text in zip(cells, texts[number], strict=True)
            ]
            self._add(found, page, "pdf_table", self._grids)
            if number == split:
                self._join_last_row_with(rows_before - 1)
        self._full = frozenset(
            cell.column + 1 for cell in by_row[-1] if is_full(characters[cell], cell.box.width)
        )
        self._last = grid, page, len(self.rows)

    def _join_last_row_with(self, before: int) -> None:
        """Make one row of the last and an earlier one if a page's end has split it."""
        whole = joined_row(self.rows[before], self.rows[-1], self._full)
        if whole:
            self.rows[before] = whole
            self.rows.pop()

    def _goes_on(self, grid: Grid) -> bool:
        """Whether a grid has the columns of the last, and no more than a page number between."""
        if self._last is None:
            return False
        last, _, rows = self._last
        return len(self.rows) <= rows + 1 and grid.has_columns_of(last)

    def add_words(self, cells: list[TextCell], page: Page) -> None:
        numbered = [(at, text, box) for at, (text, box) in enumerate(cells, 1)]
        self._add(numbered, page, "pdf_words")

    def add_paragraph(self, paragraph: list[Line], page: Page) -> None:
        box = box_of([character for line in paragraph for character in line])
        text = joined([text_of(line) for line in paragraph])
        self._add([(1, text, box)], page, "line_cells")

    def _add(
        self, cells: list[tuple[int, str, Box]], page: Page, layout: str, grid: int | None = None
    ) -> None:
        line = len(self.rows) + 1
        made = tuple(
            Cell(
                text,
                line,
                column,
                f"page {page.number}, box {' '.join(str(round(at)) for at in box)}",
            )
            for column, text, box in cells
        )
        self.rows.append(self._allowance.take(Row(made, layout, grid is not None, grid)))


def _same_at_start(one: list[list[str]], other: list[list[str]]) -> int:
    """How many rows are the same at the start of both: a header that a page repeats."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _add_page(page: Page, rows: _Rows) -> None:
    tables = grids(page.horizontal, page.vertical)
    of_table, loose = _shared_out(page.characters, tables)
    blocks = [
        (table.box.y0, partial(rows.add_grid, table, cells, page))
        for table, cells in zip(tables, of_table, strict=True)
        if cells
    ]
    rules = [rule for rule in page.horizontal if not any(table.has(rule) for table in tables)]
    ruled, loose = ruled_rows(loose, rules)
    blocks += [(min(box.y0 for _, box in row), partial(rows.add_words, row, page)) for row in ruled]
    for part, is_row in _parts(loose, page.width):
        add = (
            partial(rows.add_words, cells_of(part), page)
            if is_row
            else partial(rows.add_paragraph, part, page)
        )
        blocks.append((box_of(part[0]).y0, add))
    for _, add in sorted(blocks, key=itemgetter(0)):
        add()


def _shared_out(
    characters: list[Character], tables: list[Grid]
) -> tuple[list[dict[GridCell, list[Character]]], list[Character]]:
    """Each character to the cell around its middle: by table and cell, and those in none."""
    of_table = [defaultdict(list) for _ in tables]
    found = list(zip(tables, of_table, strict=True))
    loose: list[Character] = []
    before, home = None, loose
    for character in characters:
        if not (before and _follows(before, character)):
            home = loose
            x, y = character.box.middle
            for table, cells in found:
                cell = table.cell_at(x, y)
                if cell:
                    home = cells[cell]
                    break
        home.append(character)
        before = character
    return of_table, loose


def _follows(left: Character, right: Character) -> bool:
    """Whether a character is the next digit of a number, or a mark that closes a text."""
    is_digit = left.text.isdecimal() and right.text.isdecimal()
    return (
        (is_digit or right.text in CLOSING_MARKS)
        and not right.is_after_blank
        and abs(left.baseline - right.baseline) < DIGIT_GAP * left.box.width
        and 0 < right.box.x0 - left.box.x0 < (1 + DIGIT_GAP) * left.box.width
    )


def _parts(characters: list[Character], page_width: float) -> Iterator[tuple[list[Line], bool]]:
    """Rows of tables without rules, and paragraphs, each with whether it is a row.

    Running text is a paragraph with the next line if it goes on there.
    """
    margin = min((character.box.x0 for character in characters), default=0.0)
    paragraph: list[Line] = []
    for part, is_row in parts_of_rows(lines(characters)):
        goes_on = paragraph and not is_row
        if not (goes_on and continues(paragraph[-1], part[0], page_width, margin)):
            if paragraph:
                yield paragraph, False
            paragraph = []
        if is_row:
            yield part, True
        else:
            paragraph += part
    if paragraph:
        yield paragraph, False
