"""What every reader returns: the rows of a file, as printed, each cell with its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell, or one paragraph.

    Attributes:
        text: the text as printed, outer blanks stripped; "" is a blank the source shows.
        line: line in the source, from 1.
        column: place among the cells of its row, from 1.
    """

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """Cells the source puts side by side.

    Attributes:
        cells: from left to right; span padding is left out.
        layout: how the source sets cells apart, for example ``pipe_rows``.
        bordered: whether separators are visible, so that a blank cell can be seen.
    """

    cells: tuple[Cell, ...]
    layout: str
    bordered: bool

    @property
    def is_paragraph(self) -> bool:
        """Whether the row is running text: one cell and no separator."""
        return not self.bordered and len(self.cells) == 1

    @property
    def text(self) -> str:
        """The row's text as one line."""
        return " ".join(cell.text for cell in self.cells if cell.text)

    @property
    def line(self) -> int:
        """The source line on which the row begins."""
        return self.cells[0].line


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader understood it.

    Attributes:
        rows: in reading order.
        is_cut: whether the file stops inside its last row, whose last number may then be
            the beginning of a longer one.
    """

    media_type: str
    encoding: str
    rows: tuple[Row, ...]
    is_cut: bool = False


class UnreadableFileError(Exception):
    """A file that holds no readable report.

    Args:
        reason_code: stable code for SQL, for example ``empty_file``.
        reason: a sentence a clerk understands, with what to do about it.
    """

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason)
        self.reason_code = reason_code
        self.reason = reason
