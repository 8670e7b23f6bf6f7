"""Plain text and Markdown: cells set apart by pipes, tabs, line ends or blanks.

What a mark means is decided once for the whole file, by what the other lines look like.
Where that leaves two readings, the one with fewer blank cells is taken.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from extract.document import Cell, Document, Row
from extract.limits import limits
from extract.readers.common import Allowance, is_paragraph, paragraph, too_many_cells
from extract.readers.encoding import NO_BREAK_SPACE, decode, without_invisible
from extract.readers.markdown import without_marks

# The line under a table's header. Cells of a single "-" are values: not applicable.
# The plus after {2,} keeps a long line from taking a hundred times its size in memory.
MARKDOWN_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|){2,}+(?:\s*:?-{2,}:?\s*)?")
# Line ends of Word and of other systems, in a text that has no other.
OTHER_LINE_ENDS = re.compile("[\v\f\x85\u2028\u2029]")
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
    stripped: str
    is_piped: bool

    @property
    def is_lone_pipe(self) -> bool:
        """Whether the line is a single pipe."""
        return self.stripped == "|"

    @property
    def is_rule(self) -> bool:
        """Whether the line is the rule under the header of a Markdown table."""
        return "--" in self.text and bool(MARKDOWN_RULE.fullmatch(self.stripped))

    @property
    def is_shown(self) -> bool:
        """Whether the line is more than the tabs of a row without values."""
        return bool(self.stripped or NO_BREAK_SPACE.search(self.text))

    @property
    def is_numeral(self) -> bool:
        """Whether the line is one numeral, with or without its pipe."""
        return _is_numeral(self.text)


def read(content: bytes) -> Document:
    """Split text into rows of cells.

    Raises:
        UnreadableFileError: the bytes are no text, or there are too many.
    """
    text, encoding, notes = decode(content)
    text = without_marks(_with_line_feeds(without_invisible(text)))
    lines = list(islice(_lines(text), limits().cells + 1))
    if len(lines) > limits().cells:
        raise too_many_cells()
    is_cut = text[-1:] not in ("\n", "\r", "|")
    rows = tuple(map(Allowance().take, _rows(lines)))
    return Document("text/plain", encoding, rows, is_cut, notes)


def _with_line_feeds(text: str) -> str:
    # str.splitlines() would also split at form feeds and U+2028, and the numbers of all later
    # lines would no longer be those an editor shows.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if "\n" in text.strip() else OTHER_LINE_ENDS.sub("\n", text)


def _lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped or "\t" in line or NO_BREAK_SPACE.search(line):
            yield Line(number, line, stripped, "|" in line)


def _rows(lines: list[Line]) -> Iterator[Row]:
    shown = [line for line in lines if line.is_shown]
    if _pipes_stand_apart(shown):
        yield from _rows_between_pipes(shown)
        return
    if _lone_pipes_open_rows(shown):
        lines = list(_without_opening_pipes(shown))
    piped = [line.stripped for line in lines if line.is_piped]
    opened = sum(line.startswith("|") and line.strip("|") != "" for line in piped)
    # A pipe that opens a row looks like a blank first cell.
    rows_open_with_pipe = opened * 2 > len(piped)
    is_one_cell_a_line = sum(map(_is_of_one_cell, piped)) > SHARE_OF_ONE_CELL_LINES * len(piped)
    blanks_part_cells = _blanks_part_cells(lines)
    grids = _markdown_grids(shown)
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if line.is_piped:
            grid = grids.get(line.number)
            row = _piped_row(line, rows_open_with_pipe, _padding_below(after), grid)
            if row and is_one_cell_a_line:
                row = _without_blanks_after(row)
        elif _is_tab_row(line, before, after):
            row = Row(_cells(line.number, line.text.split("\t")), "tab_rows", bordered=True)
        elif blanks_part_cells:
            row = _blank_row(line, after) or _paragraph(line)
        else:
            row = _paragraph(line)
        if row:
            yield row


def _cells(number: int, parts: Iterable[str], drop: str | None = None) -> tuple[Cell, ...]:
    return tuple(
        [Cell(part.strip(), number, column) for column, part in enumerate(parts, 1) if part != drop]
    )


def _paragraph(line: Line) -> Row | None:
    return paragraph(line.stripped, line.number) if line.is_shown else None


def _is_numeral(text: str) -> bool:
    return bool(NUMERAL.fullmatch(text.strip("| \t\xa0")))


# --- pipes ---


def _piped_row(
    line: Line, opens_with_pipe: bool, padding_below: int, grid: int | None
) -> Row | None:
    number, text = line.number, line.stripped
    if line.is_rule:
        return None
    if line.is_lone_pipe:
        return _pipe_cell(number, "")._replace(padding=padding_below)
    parts = text.split("|")
    if opens_with_pipe and parts[0] == "":
        parts = parts[1:]
    is_closed = parts[-1:] == [""]
    if is_closed:  # what follows the closing pipe is no cell
        parts = parts[:-1]
    # "||" pads out a span and prints nothing; "| |" is a cell left blank.
    # In Markdown no cell spans others, so that every one between two pipes is a cell.
    cells = _cells(number, parts, drop="" if grid is None else None)
    if not cells:
        return None
    layout = "pipe_rows" if len(cells) > 1 else "pipe_cells"
    padding = len(parts) - len(cells) + padding_below
    return Row(cells, layout, True, grid, padding, is_closed)


def _without_blanks_after(row: Row) -> Row:
    """The row's number alone, if nothing but blanks follow it.

    Where each cell has a line of its own, blanks on its line pad out a span.
    """
    first, *blanks = row.cells
    if not blanks or not NUMERAL.fullmatch(first.text) or any(cell.text for cell in blanks):
        return row
    padding = row.padding + len(blanks)
    return row._replace(cells=(first,), layout="pipe_cells", padding=padding)


def _is_of_one_cell(line: str) -> bool:
    """Whether no two of a line's pipes part texts."""
    parts = list(map(str.strip, line.split("|")))
    return len(parts) - parts.count("") < 2


def _markdown_grids(lines: list[Line]) -> dict[int, int]:
    """The table that each line of a Markdown table belongs to, by the line's number.

    Such a table has a rule under its header, and as many pipes in each row.
    """
    rules = (at for at, line in enumerate(lines) if line.is_rule)
    grid_of_rule = {at: grid for grid, at in enumerate(rules, 1)}
    grids: dict[int, int] = {}
    if not grid_of_rule:
        return grids
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
    if line is None or not line.stripped.startswith("||"):
        return 0
    return 0 if line.stripped.strip("|") else len(line.stripped)


def _pipes(line: Line) -> int:
    return line.text.count("|")


def _pipe_cell(number: int, text: str) -> Row:
    return Row((Cell(text.strip(), number, 1),), "pipe_cells", bordered=True)


def _pipes_stand_apart(lines: list[Line]) -> bool:
    """Whether the pipes that close cells stand on the next line."""
    opened = [line.stripped.startswith("|") for line in lines]
    between = sum(
        before and after and not line.is_piped
        for before, line, after in zip(opened, lines[1:], opened[2:], strict=False)
    )
    return between > SHARE_BETWEEN_PIPES * sum(line.is_piped for line in lines)


def _rows_between_pipes(lines: list[Line]) -> Iterator[Row]:
    """Cells and paragraphs where line ends mean nothing between pipes.

    A text is a cell if a pipe follows it; a numeral also if one precedes it. A pipe that
    follows another is a blank cell.
    """
    open_text: tuple[int, str] | None = None
    follows_pipe = False
    for number, token in _pipes_and_texts(lines):
        if not token.startswith("|"):
            if open_text:
                yield _unclosed(*open_text, follows_pipe)
                follows_pipe = False
            open_text = number, token
            continue
        if open_text:
            yield _pipe_cell(*open_text)
        elif follows_pipe and token == "|":
            yield _pipe_cell(number, "")
        open_text, follows_pipe = None, True
    if open_text:
        yield _unclosed(*open_text, follows_pipe)


def _pipes_and_texts(lines: list[Line]) -> Iterator[tuple[int, str]]:
    for line in lines:
        for token in PIPES_AND_TEXTS.findall(line.text):
            if is_paragraph(token):
                yield line.number, token


def _unclosed(number: int, text: str, follows_pipe: bool) -> Row:
    is_cell = follows_pipe and _is_numeral(text)
    return _pipe_cell(number, text) if is_cell else paragraph(text, number)


def _lone_pipes_open_rows(lines: list[Line]) -> bool:
    """Whether every row of one-cell lines begins with a line that is a single pipe.

    Elsewhere such a line is a blank cell, and a label follows the number before it directly.
    """
    tables = [list(table) for is_piped, table in groupby(lines, attrgetter("is_piped")) if is_piped]
    long = [table for table in tables if len(table) >= SHORTEST_TABLE]
    if not long or not all(table[0].is_lone_pipe for table in long):
        return False
    return not any(
        first.is_numeral and not (second.is_numeral or second.is_lone_pipe)
        for first, second in chain.from_iterable(map(pairwise, long))
    )


def _without_opening_pipes(lines: list[Line]) -> Iterator[Line]:
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        opens = line.is_lone_pipe and after and after.is_piped
        if not (opens and not after.is_numeral and not after.is_lone_pipe):
            yield line


# --- tabs ---


def _is_tab_row(line: Line, *around: Line | None) -> bool:
    """Whether a line's tabs part cells, rather than indent or end a paragraph."""
    tabs = line.text.count("\t")
    if _has_inner_tab(line) or not tabs:
        return tabs > 0
    neighbours = [other for other in around if other]
    if not line.text.strip(" ").startswith("\t"):
        return tabs > 1 or any(other.text.lstrip(" ").find("\t") > 0 for other in neighbours)
    widths = [other.text.count("\t") for other in neighbours if _has_inner_tab(other)]
    return tabs > 1 and any(tabs >= width for width in widths)


def _has_inner_tab(line: Line) -> bool:
    return "\t" in line.stripped and not line.is_piped


# --- blanks ---


def _blanks_part_cells(lines: list[Line]) -> bool:
    """Whether the file's tables have nothing but blanks between their cells."""
    unparted = [line for line in lines if not (line.is_piped or "\t" in line.text)]
    counts = [(_numerals_at_end(line), len(line.text.split())) for line in unparted]
    labelled = sum(words > numerals >= SEVERAL_NUMERALS for numerals, words in counts)
    longest = max((numerals for numerals, _ in counts), default=0)
    return labelled >= BLANK_ROWS_NEEDED or longest >= LONG_BLANK_ROW


def _blank_row(line: Line, after: Line | None) -> Row | None:
    """A label and its numbers; or the header above, if it has as many words as these cells."""
    count = _numerals_at_end(line)
    parts = line.stripped.rsplit(maxsplit=count) if count else line.text.split()
    width = len(after.stripped.rsplit(maxsplit=_numerals_at_end(after))) if after else 0
    is_header = count == 0 and len(parts) == width and not SENTENCE_MARK.search(line.text)
    if len(parts) <= 1 or not (count or is_header):
        return None
    return Row(_cells(line.number, parts), "blank_rows", bordered=False)


def _numerals_at_end(line: Line) -> int:
    words = line.text.split()
    if not words or not NUMERAL.fullmatch(words[-1]) or SENTENCE_MARK.search(line.text):
        return 0
    texts = (at for at, word in enumerate(reversed(words)) if not NUMERAL.fullmatch(word))
    return next(texts, len(words))
