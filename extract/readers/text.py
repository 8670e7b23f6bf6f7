"""Plain text and Markdown: cells set apart by pipes, tabs, line ends or blanks.

What a mark means is decided once for the whole file, by what the other lines look like.
Where that leaves two readings, the one with fewer blank cells is taken.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby, islice, pairwise
from typing import NamedTuple

from extract.document import Cell, Document, Row
from extract.limits import limits
from extract.readers.common import Allowance, is_paragraph, paragraph, too_many_cells
from extract.readers.encoding import NO_BREAK_SPACE, decode, without_invisible

# The line under a table's header. Cells of a single "-" are values: not applicable.
# The plus after {2,} keeps a long line from taking a hundred times its size in memory.
MARKDOWN_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|){2,}+(?:\s*:?-{2,}:?\s*)?")
# Only these end a line. str.splitlines() would also split at form feeds and U+2028,
# and the numbers of all later lines would no longer be those an editor shows.
LINE_END = re.compile(r"\r\n|\r|\n")
PIPES_AND_TEXTS = re.compile(r"\|+|[^|]+")

NUMERAL = re.compile(r"[+\-－]?\d[\d,.，．]*|[-－—–/／]+")
SENTENCE_MARK = re.compile("[。；;]")
# So many labels with several numbers after them are no coincidence of prose.
SEVERAL_NUMERALS = 2
BLANK_ROWS_NEEDED = 3
LONG_BLANK_ROW = 7
# In a table whose pipes stand on lines of their own, every second line is between two pipes.
# Elsewhere only a heading between two tables is.
SHARE_BETWEEN_PIPES = 0.1
SHORTEST_TABLE = 3
SHARE_OF_ONE_CELL_LINES = 0.8


class Line(NamedTuple):
    """A line of the file that shows something; its number counts from 1."""

    number: int
    text: str

    @property
    def is_lone_pipe(self) -> bool:
        """Whether the line is a single pipe."""
        return self.text.strip() == "|"

    @property
    def is_numeral(self) -> bool:
        """Whether the line is one numeral, with or without its pipe."""
        return bool(NUMERAL.fullmatch(self.text.strip("| \t\xa0")))


def read(content: bytes) -> Document:
    """Split text into rows of cells.

    Raises:
        UnreadableFileError: the bytes are no text, or there are too many.
    """
    text, encoding, notes = decode(content)
    text = without_invisible(text)
    lines = list(islice(_lines(text), limits().cells + 1))
    if len(lines) > limits().cells:
        raise too_many_cells()
    is_cut = text[-1:] not in ("\n", "\r", "|")
    rows = tuple(map(Allowance().take, _rows(lines)))
    return Document("text/plain", encoding, rows, is_cut, notes)


def _lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(LINE_END.split(text), 1):
        if line.strip() or "\t" in line or NO_BREAK_SPACE.search(line):
            yield Line(number, line)


def _rows(lines: list[Line]) -> Iterator[Row]:
    shown = [line for line in lines if line.text.strip() or NO_BREAK_SPACE.search(line.text)]
    if _pipes_stand_apart(shown):
        yield from _rows_between_pipes(shown)
        return
    if _lone_pipes_open_rows(shown):
        lines = list(_without_opening_pipes(shown))
    piped = [line.text.strip() for line in lines if "|" in line.text]
    opened = sum(line.startswith("|") and line.strip("|") != "" for line in piped)
    # A pipe that opens a row looks like a blank first cell.
    rows_open_with_pipe = opened * 2 > len(piped)
    of_one_cell = sum(sum(bool(part.strip()) for part in text.split("|")) < 2 for text in piped)
    is_one_cell_a_line = of_one_cell > SHARE_OF_ONE_CELL_LINES * len(piped)
    blanks_part_cells = _blanks_part_cells(lines)
    grids = _markdown_grids(shown)
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if "|" in line.text:
            grid = grids.get(line.number)
            row = _piped_row(line, rows_open_with_pipe, _padding_below(after), grid)
            if row and is_one_cell_a_line:
                row = _without_blanks_after(row)
        elif _is_tab_row(line, [other for other in (before, after) if other]):
            row = Row(_cells(line.number, line.text.split("\t")), "tab_rows", bordered=True)
        elif blanks_part_cells:
            row = _blank_row(line, after) or _paragraph(line)
        else:
            row = _paragraph(line)
        if row:
            yield row


def _cells(number: int, parts: Iterable[str], drop: str | None = None) -> tuple[Cell, ...]:
    return tuple(
        Cell(part.strip(), number, column) for column, part in enumerate(parts, 1) if part != drop
    )


def _paragraph(line: Line) -> Row | None:
    return paragraph(line.text, line.number) if is_paragraph(line.text) else None


# --- pipes ---


def _piped_row(
    line: Line, opens_with_pipe: bool, padding_below: int, grid: int | None
) -> Row | None:
    number, text = line.number, line.text.strip()
    if MARKDOWN_RULE.fullmatch(text):
        return None
    if text == "|":
        return replace(_pipe_cell(number, ""), padding=padding_below)
    parts = text.split("|")
    if opens_with_pipe and parts[0] == "":
        parts = parts[1:]
    if parts and parts[-1] == "":  # what follows the closing pipe is no cell
        parts = parts[:-1]
    # "||" pads out a span and prints nothing; "| |" is a cell left blank.
    # In Markdown no cell spans others, so that every one between two pipes is a cell.
    cells = _cells(number, parts, drop="" if grid is None else None)
    if not cells:
        return None
    layout = "pipe_rows" if len(cells) > 1 else "pipe_cells"
    padding = len(parts) - len(cells) + padding_below
    return Row(cells, layout, bordered=True, grid=grid, padding=padding)


def _without_blanks_after(row: Row) -> Row:
    """The row's number alone, if nothing but blanks follow it.

    Where each cell has a line of its own, blanks on its line pad out a span.
    """
    first, *blanks = row.cells
    if not blanks or not NUMERAL.fullmatch(first.text) or any(cell.text for cell in blanks):
        return row
    padding = row.padding + len(blanks)
    return replace(row, cells=(first,), layout="pipe_cells", padding=padding)


def _markdown_grids(lines: list[Line]) -> dict[int, int]:
    """The table that each line of a Markdown table belongs to, by the line's number.

    Such a table has a rule under its header, and as many pipes in each row.
    """
    rules = (at for at, line in enumerate(lines) if MARKDOWN_RULE.fullmatch(line.text.strip()))
    grid_of_rule = {at: grid for grid, at in enumerate(rules, 1)}
    grids: dict[int, int] = {}
    for _, run in groupby(enumerate(lines), lambda numbered: _pipes(numbered[1])):
        grid = None
        rows = list(run)
        for at, line in rows:
            is_header = at + 1 in grid_of_rule and at < rows[-1][0]
            grid = grid_of_rule.get(at + 1 if is_header else at, grid)
            if grid:
                grids[line.number] = grid
    return grids


def _padding_below(line: Line | None) -> int:
    """How many separators a line holds that pads out the row above: two pipes or more."""
    pipes = line.text.strip() if line else ""
    return len(pipes) if len(pipes) > 1 and not pipes.strip("|") else 0


def _pipes(line: Line) -> int:
    return line.text.count("|")


def _pipe_cell(number: int, text: str) -> Row:
    return Row((Cell(text.strip(), number, 1),), "pipe_cells", bordered=True)


def _pipes_stand_apart(lines: list[Line]) -> bool:
    """Whether the pipes that close cells stand on the next line."""
    opened = [line.text.strip().startswith("|") for line in lines]
    between = sum(
        before and after and "|" not in line.text
        for before, line, after in zip(opened, lines[1:], opened[2:], strict=False)
    )
    return between > SHARE_BETWEEN_PIPES * sum("|" in line.text for line in lines)


def _rows_between_pipes(lines: list[Line]) -> Iterator[Row]:
    """Cells and paragraphs where line ends mean nothing between pipes.

    A text is a cell if a pipe follows it; a numeral also if one precedes it. A pipe that
    follows another is a blank cell.
    """
    open_text, follows_pipe = None, False
    for number, token in _pipes_and_texts(lines):
        if not token.startswith("|"):
            if open_text:
                yield from _unclosed(open_text, follows_pipe)
                follows_pipe = False
            open_text = Line(number, token)
            continue
        if open_text:
            yield _pipe_cell(*open_text)
        elif follows_pipe and token == "|":
            yield _pipe_cell(number, "")
        open_text, follows_pipe = None, True
    if open_text:
        yield from _unclosed(open_text, follows_pipe)


def _pipes_and_texts(lines: list[Line]) -> Iterator[tuple[int, str]]:
    for number, text in lines:
        for token in PIPES_AND_TEXTS.findall(text):
            if token.strip() or NO_BREAK_SPACE.search(token):
                yield number, token


def _unclosed(line: Line, follows_pipe: bool) -> Iterator[Row]:
    is_cell = follows_pipe and line.is_numeral
    row = _pipe_cell(*line) if is_cell else _paragraph(line)
    if row:
        yield row


def _lone_pipes_open_rows(lines: list[Line]) -> bool:
    """Whether every row of one-cell lines begins with a line that is a single pipe.

    Elsewhere such a line is a blank cell, and a label follows the number before it directly.
    """
    tables = [list(table) for is_piped, table in groupby(lines, _is_piped) if is_piped]
    long = [table for table in tables if len(table) >= SHORTEST_TABLE]
    labels_after_numbers = any(
        first.is_numeral and not (second.is_numeral or second.is_lone_pipe)
        for first, second in chain.from_iterable(map(pairwise, long))
    )
    return bool(long) and all(table[0].is_lone_pipe for table in long) and not labels_after_numbers


def _is_piped(line: Line) -> bool:
    return "|" in line.text


def _without_opening_pipes(lines: list[Line]) -> Iterator[Line]:
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        opens = line.is_lone_pipe and after and _is_piped(after)
        if not (opens and not after.is_numeral and not after.is_lone_pipe):
            yield line


# --- tabs ---


def _is_tab_row(line: Line, neighbours: list[Line]) -> bool:
    """Whether a line's tabs part cells, rather than indent or end a paragraph."""
    tabs = line.text.count("\t")
    if _has_inner_tab(line) or not tabs:
        return tabs > 0
    if not line.text.strip(" ").startswith("\t"):
        return tabs > 1 or any(other.text.lstrip(" ").find("\t") > 0 for other in neighbours)
    widths = [other.text.count("\t") for other in neighbours if _has_inner_tab(other)]
    return tabs > 1 and any(tabs >= width for width in widths)


def _has_inner_tab(line: Line) -> bool:
    return "\t" in line.text.strip() and "|" not in line.text


# --- blanks ---


def _blanks_part_cells(lines: list[Line]) -> bool:
    """Whether the file's tables have nothing but blanks between their cells."""
    unparted = [line for line in lines if not ("|" in line.text or "\t" in line.text)]
    counts = [(_numerals_at_end(line), len(line.text.split())) for line in unparted]
    labelled = sum(words > numerals >= SEVERAL_NUMERALS for numerals, words in counts)
    longest = max((numerals for numerals, _ in counts), default=0)
    return labelled >= BLANK_ROWS_NEEDED or longest >= LONG_BLANK_ROW


def _blank_row(line: Line, after: Line | None) -> Row | None:
    """A label and its numbers; or the header above, if it has as many words as these cells."""
    count = _numerals_at_end(line)
    parts = line.text.strip().rsplit(maxsplit=count) if count else line.text.split()
    width = len(after.text.strip().rsplit(maxsplit=_numerals_at_end(after))) if after else 0
    is_header = count == 0 and len(parts) == width and not SENTENCE_MARK.search(line.text)
    if len(parts) <= 1 or not (count or is_header):
        return None
    return Row(_cells(line.number, parts), "blank_rows", bordered=False)


def _numerals_at_end(line: Line) -> int:
    if SENTENCE_MARK.search(line.text):
        return 0
    words = line.text.split()
    texts = (at for at, word in enumerate(reversed(words)) if not NUMERAL.fullmatch(word))
    return next(texts, len(words))
