"""What every reader returns: the rows of a file, as printed, each cell with its place."""

from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """One printed cell, or one paragraph.

    Attributes:
        text: the text as printed, outer blanks stripped; "" is a blank the source shows.
            What a line break or a paragraph parts inside a cell is parted by a line feed.
        line: line of a text file, from 1; in other files the number of its row.
        column: place among the cells of its row, from 1; in a grid the grid's column.
        place: where else to look for it: ``table 2, row 3, column 4`` or
            ``page 3, box 72 120 96 132``; None where line and column say it all.
    """

    text: str
    line: int
    column: int
    place: str | None = None


class Row(NamedTuple):
    """Cells the source puts side by side.

    Attributes:
        cells: from left to right; span padding is left out, and a cell that spans rows
            stands only in the first of them.
        layout: how the source sets cells apart, for example ``pipe_rows``.
        bordered: whether separators are visible, so that a blank cell can be seen.
        grid: the table of the document, from 1, whose columns ``Cell.column`` counts;
            None where the source knows no columns and cells are counted in their row.
        padding: how many separators after its last cell pad out a span.
        is_closed: whether a separator stands after its last cell, which is whole then.
    """

    cells: tuple[Cell, ...]
    layout: str
    bordered: bool
    grid: int | None = None
    padding: int = 0
    is_closed: bool = False

    @property
    def is_paragraph(self) -> bool:
        """Whether the row is running text: one cell and no separator."""
        return not self.bordered and len(self.cells) == 1

    @property
    def text(self) -> str:
        """The row's text as one line."""
        if len(self.cells) == 1:
            return self.cells[0].text
        return " ".join([cell.text for cell in self.cells if cell.text])

    @property
    def line(self) -> int:
        """The source line on which the row begins."""
        return self.cells[0].line


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd about how a file was read.

    Attributes:
        code: of the seed ``extraction_note_codes``.
        sentence: what was odd, with the texts concerned.
        line: line of the source, as in `Cell`; None if it concerns the whole file.
        table_no: 2, 3 or 4; None if it concerns no one table.
        line_code: the line of the form; None if it concerns no one line.
    """

    code: str
    sentence: str
    line: int | None = None
    table_no: int | None = None
    line_code: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader understood it.

    Attributes:
        media_type: for example ``text/html``.
        encoding: of the file's characters, for example ``gb18030``; None where the format
            itself says how its text is stored, as in DOCX and PDF.
        rows: in reading order.
        is_cut: whether the file stops inside its last row, whose last number may then be
            the beginning of a longer one.
        notes: what the reader itself found odd, for example bytes it could not decode.
    """

    media_type: str
    encoding: str | None
    rows: tuple[Row, ...]
    is_cut: bool = False
    notes: tuple[Note, ...] = ()


class UnreadableFileError(Exception):
    """A file that holds no readable report.

    Args:
        reason_code: stable code for SQL, for example ``empty_file``.
        reason: a sentence a clerk understands, with what to do about it.
        may_pass: whether the machine may be to blame and not the file: the next load tries again.
    """

    def __init__(self, reason_code: str, reason: str, may_pass: bool = False) -> None:
        super().__init__(reason_code, reason)  # as they are, so that it can be pickled
        self.reason_code = reason_code
        self.reason = reason
        self.may_pass = may_pass

    def __str__(self) -> str:
        return self.reason
