"""Plain text and Markdown: cells set apart by pipes, tabs or line ends."""

import re

from extract.document import Cell, Document, Row, UnreadableFileError

# The line under a table's header. Cells of a single "-" are values: not applicable.
MARKDOWN_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|){2,}(?:\s*:?-{2,}:?\s*)?")
# Only these end a line. str.splitlines() would also split at form feeds and U+2028,
# and the numbers of all later lines would no longer be those an editor shows.
LINE_END = re.compile(r"\r\n|\r|\n")


def read(content: bytes) -> Document:
    """Split UTF-8 text into rows of cells.

    Raises:
        UnreadableFileError: the bytes are not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            "not_utf8",
            f"The text is not UTF-8 (byte {error.start} cannot be decoded); save it as UTF-8.",
        ) from None
    lines = LINE_END.split(text)
    piped = [line.strip() for line in lines if "|" in line]
    opened = sum(line.startswith("|") and line.strip("|") != "" for line in piped)
    # A pipe that opens a row looks like a blank first cell: decided once for the whole file.
    rows_open_with_pipe = opened * 2 > len(piped)
    rows = (_row(number, line, rows_open_with_pipe) for number, line in enumerate(lines, 1))
    is_cut = text[-1:] not in ("\n", "\r", "|")
    return Document("text/plain", "utf-8", tuple(row for row in rows if row), is_cut)


def _row(number: int, line: str, opens_with_pipe: bool) -> Row | None:
    if "|" in line:
        return _piped_row(number, line, opens_with_pipe)
    if "\t" in line.strip(" \r\n"):
        return Row(_cells(number, line.split("\t")), "tab_rows", bordered=True)
    # A line of blanks is layout; one that holds a no-break space is a blank cell of a table.
    if not line.strip() and "\xa0" not in line:
        return None
    return Row((Cell(line.strip(), number, 1),), "line_cells", bordered=False)


def _piped_row(number: int, line: str, opens_with_pipe: bool) -> Row | None:
    line = line.strip()
    if MARKDOWN_RULE.fullmatch(line):
        return None
    if line == "|":
        return Row((Cell("", number, 1),), "pipe_cells", bordered=True)
    parts = line.split("|")
    if opens_with_pipe and parts[0] == "":
        parts = parts[1:]
    if parts and parts[-1] == "":  # what follows the closing pipe is no cell
        parts = parts[:-1]
    # "||" pads out a span and prints nothing; "| |" is a cell left blank.
    cells = _cells(number, parts, drop="")
    if not cells:
        return None
    return Row(cells, "pipe_rows" if len(cells) > 1 else "pipe_cells", bordered=True)


def _cells(number: int, parts: list[str], drop: str | None = None) -> tuple[Cell, ...]:
    return tuple(
        Cell(part.strip(), number, column) for column, part in enumerate(parts, 1) if part != drop
    )
