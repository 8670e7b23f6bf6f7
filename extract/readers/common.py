"""What the readers of several formats share."""

import re
from collections.abc import Iterable, Iterator

from extract.document import Cell, Note, Row, UnreadableFileError
from extract.limits import limits
from extract.readers.encoding import NO_BREAK_SPACE

# U+FFFC, object replacement character: it stands for what is printed and is no text, as a
# picture or a formula. A number may be in it, so that it is no blank.
OBJECT = "\ufffc"
STROKE = "\u0336"  # laid over the character before it: a number that is struck out is none
LONGEST_CELL = 300  # characters; the longest labels of forms have about a hundred


class Allowance:
    """Counts the cells and characters of a document while its rows are made."""

    def __init__(self) -> None:
        self._cells, self._characters = limits().cells, limits().characters  # that are left

    def take(self, row: Row) -> Row:
        """Count a row and return it.

        Raises:
            UnreadableFileError: with it the document has more than a report can have.
        """
        self._cells -= len(row.cells)
        for cell in row.cells:
            self._characters -= len(cell.text)
        if self._cells < 0:
            raise too_many_cells()
        if self._characters < 0:
            raise too_many_characters()
        return row


def struck_out(text: str) -> str:
    """A text with a stroke over each of its characters, so that no number is read of it."""
    return re.sub(r"\S", rf"\g<0>{STROKE}", text)


def too_many_cells() -> UnreadableFileError:
    """The refusal of a document with more cells and paragraphs than are allowed."""
    return UnreadableFileError(
        "too_many_cells",
        f"The file has more than {limits().cells:,} table cells and paragraphs, and no report "
        "has so many (OGI_MAX_CELLS); supply the report as a file of its own.",
    )


def too_many_characters() -> UnreadableFileError:
    """The refusal of a document that shows more characters than are allowed."""
    return UnreadableFileError(
        "file_too_large",
        f"The file has more than {limits().characters:,} characters of text, and no report has "
        "so many (OGI_MAX_CHARACTERS); supply the report as a file of its own.",
    )


def is_prose(texts: list[str]) -> bool:
    """Whether the cells of a row only lay out running text."""
    is_sentence = len(texts) == 1 and "。" in texts[0]
    return is_sentence or any(len(text) > LONGEST_CELL for text in texts)


def is_paragraph(line: str) -> bool:
    """Whether a line is a paragraph: one of a no-break space may be a blank cell."""
    return bool(line.strip() or NO_BREAK_SPACE.search(line))


def paragraph(text: str, line: int) -> Row:
    """The row of a paragraph."""
    return Row((Cell(text.strip(), line, 1),), "line_cells", bordered=False)


def object_notes(rows: Iterable[Row]) -> Iterator[Note]:
    """At most one note ``picture_in_cell``, on the cells of tables that show no text."""
    cells = [cell for row in rows if row.bordered for cell in row.cells if cell.text == OBJECT]
    if cells:
        yield Note(
            "picture_in_cell",
            f"Cells of tables that hold a picture, formula or field and no text: {len(cells)}, the "
            f"first in {cells[0].place}; they are read as {OBJECT}.",
            cells[0].line,
        )
