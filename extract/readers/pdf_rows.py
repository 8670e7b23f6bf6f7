"""Rows of tables without vertical rules, put together from the lines of their cells."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from extract.readers.pdf_grid import TOLERANCE, Rule
from extract.readers.pdf_text import (
    BLANK_GAP,
    Box,
    Character,
    Line,
    box_of,
    em_of,
    lines,
    text_of,
    words,
)

# In parts of an em: lines nearer than this are printed side by side; the lines of a header's
# cells are nearer than the second; those of a cell are seldom as far apart as the third, and
# never as far as the fourth.
SIDE_BY_SIDE = 1.1
HEADER_PITCH = 1.45
WIDE_PITCH = 1.7
WIDEST_PITCH = 2.2
# Rows are set apart if lines stand this many times as far apart as those of a cell.
APART = 1.15
# This part of a word is digits if it is a number, or a piece of one and of its note.
DIGITS = 1 / 3
# Of the lines between two rules, as many may look like whole rows though they are one.
MOST_LINES = 7
# The widest cell of text that wraps, in parts of an em, where nothing stands beside it.
NARROW = 12.0
# Types of sizes that differ by no more than this factor may be one: digits tell it badly.
SAME_SIZE = 1.3
# A row of more words than this is none of the form; to part its columns would take seconds.
MOST_WORDS = 1000
SMALLEST = 0.1  # points; some fonts give their characters no width
# A word as short as this may be a sign or a unit that belongs to a number.
SIGN_LENGTH = 4

Part = list[Line]  # the lines of one row, or of some of its cells
TextCell = tuple[str, Box]


def ruled_rows(
    characters: list[Character], rules: list[Rule]
) -> tuple[list[list[TextCell]], list[Character]]:
    """The rows that have a rule above and below, and the characters of none.

    A cell that spans rows belongs to the first of them.

    Args:
        characters: of the page, outside of grids.
        rules: the horizontal ones.
    """
    if not rules:
        return [], characters
    between: dict[float, dict[float, list[Character]]] = defaultdict(lambda: defaultdict(list))
    loose = []
    ends = sorted(end for r in rules for end in (r.start - TOLERANCE, r.end + TOLERANCE))
    over = [
        sorted(r.position for r in rules if r.start - TOLERANCE < x < r.end + TOLERANCE)
        for x in ((start + end) / 2 for start, end in pairwise([ends[0] - 1, *ends, ends[-1] + 1]))
    ]
    for character in characters:
        x, y = character.box.middle
        positions = over[bisect(ends, x)]
        below = bisect(positions, y)
        if 0 < below < len(positions):
            between[positions[below - 1]][positions[below]].append(character)
        else:
            loose.append(character)
    rows: list[_RuledRow] = []
    for above, by_end in sorted(between.items()):
        parts = [lines(inside) for inside in by_end.values()]
        if not _is_one_row(parts):
            loose += chain.from_iterable(by_end.values())
            continue
        row = _RuledRow(max(by_end), parts)
        if rows and above < rows[-1].end and not (rows[-1].has_numbers or row.has_numbers):
            row = _RuledRow(max(row.end, rows[-1].end), rows.pop().parts + parts)
        rows.append(row)
    return [_from_left(chain(*map(cells_of, row.parts))) for row in rows], loose


class _RuledRow(NamedTuple):
    """What begins under one rule, or a header: rows without numbers that share a cell.

    Attributes:
        end: y of the rule below its last cell.
        parts: the lines of the cells that end at the same rule.
    """

    end: float
    parts: list[Part]

    @property
    def has_numbers(self) -> bool:
        """Whether it is no header."""
        return any(word.is_numeral for word in _words_of(chain(*self.parts)))


def _is_one_row(parts: list[Part]) -> bool:
    """Whether what begins under a rule is neither running text nor several rows."""
    is_wide = len(parts) > 1 or any(len(words(line)) > 1 for line in parts[0])
    return is_wide and not any(map(_has_several_rows, parts))


def _has_several_rows(part: Part) -> bool:
    """Whether numbers stand far apart, or most lines of numbers are whole rows of them."""
    found = [_words_of([line]) for line in part]
    numerals = [[word for word in of_line if word.is_numeral] for of_line in found]
    numbered = [at for at, of_line in enumerate(numerals) if of_line]
    whole = sum(map(_is_whole, found))
    return 2 * whole > max(len(numbered), MOST_LINES) or any(
        part[below][0].baseline - part[above][0].baseline > WIDE_PITCH * em_of(part[above])
        for above, below in pairwise(numbered)
        if _overlapping(numerals[above], numerals[below])
    )


def parts_of_rows(found: list[Line]) -> Iterator[tuple[Part, bool]]:
    """Lines, those of one row of a table together, each with whether it is such a row.

    Where cells wrap, a row has several lines. They are told from rows by their distance,
    and where rows stand as near, by numbers: a line that has fewer than its neighbour, and
    these right above or below its numbers, may print their other digits.

    Args:
        found: the lines of a page from the top, without those between rules.
    """
    page = _Lines(found)
    starts = [0]
    for at in range(1, len(found)):
        if not page.is_of_row(starts[-1], at):
            starts.append(at)
    for start, end in pairwise([*starts, len(found)]):
        if page.is_row(start, end):
            yield found[start:end], True
        else:
            yield from (([line], False) for line in found[start:end])


def cells_of(part: Part) -> list[TextCell]:
    """The cells of one row from left to right; words one below the other are one cell.

    The lines of a cell are parted by line feeds: where no rule shows a column's width,
    digits on two lines may be one number or two.
    """
    columns: list[_Word] = []
    found = sorted(_words_of(part), key=lambda word: word.box.width)
    if len(found) > MOST_WORDS:
        return [("\n".join(map(text_of, part)), box_of(list(chain.from_iterable(part))))]
    for word in found:  # which may grow
        over = [column for column in columns if _overlap(word, column)]
        if len(over) > 1 and not word.is_numeral:
            pieces = [_word(piece) for piece in words(word.characters, BLANK_GAP)]
            if any(piece.is_numeral for piece in pieces):
                found += pieces  # a number right beside a label
                continue
            over = []  # a heading of several columns
        columns = [column for column in columns if not any(column is other for other in over)]
        columns.append(_word(sum((column.characters for column in over), word.characters)))
    return _from_left(
        ("\n".join(map(text_of, lines(column.characters))), column.box) for column in columns
    )


def _from_left(cells: Iterable[TextCell]) -> list[TextCell]:
    return sorted(cells, key=lambda cell: cell[1].x0)


class _Word(NamedTuple):
    """A word, or the words of one cell."""

    characters: list[Character]
    box: Box
    is_numeral: bool


def _word(characters: list[Character]) -> _Word:
    digits = sum(character.text.isdecimal() for character in characters)
    return _Word(characters, box_of(characters), digits >= DIGITS * len(characters))


def _words_of(found: Iterable[Line]) -> list[_Word]:
    return [_word(word) for line in found for word in words(line)]


def _is_whole(found: list[_Word]) -> bool:
    """Whether the words of a line may be a row of their own: a label and several numbers."""
    return 1 < sum(word.is_numeral for word in found) < len(found)


def _overlap(one: _Word, other: _Word) -> bool:
    return min(one.box.x1, other.box.x1) > max(one.box.x0, other.box.x0)


def _overlapping(found: list[_Word], others: list[_Word]) -> list[_Word]:
    """The words of one line that stand above or below those of another."""
    over = []
    for word in found:
        at = bisect(others, word.box.x0, key=lambda other: other.box.x1)
        if at < len(others) and others[at].box.x0 < word.box.x1:
            over.append(word)
    return over


class _Lines:
    """The lines of a page, and how far they stand apart."""

    def __init__(self, found: list[Line]) -> None:
        self._em = [max(em_of(line), SMALLEST) for line in found]
        self._y = [line[0].baseline for line in found]
        self._words = [_words_of([line]) for line in found]
        self._numerals = [[word for word in of_line if word.is_numeral] for of_line in self._words]
        self._pitch = min(self._pitches(), default=0.0)
        neighbours = [
            (above, below)
            for above, below in pairwise(range(len(found)))
            if self._numerals[above] and self._may_be_cells(above, below)
            if _overlapping(self._words[above], self._words[below])
        ]
        apart = sum(self._is_apart(*pair) for pair in neighbours)
        near = sum(self._are_whole(*pair) and not self._is_apart(*pair) for pair in neighbours)
        self._rows_are_apart = apart > near

    def is_row(self, start: int, end: int) -> bool:
        """Whether lines are of a table: one of them has several words."""
        return any(len(of_line) > 1 for of_line in self._words[start:end])

    def is_of_row(self, first: int, line: int) -> bool:
        """Whether a line belongs to the row of the line before it.

        Args:
            first: the first line of that row.
            line: the line.
        """
        above = line - 1
        if not (self._may_be_cells(above, line) or self._are_narrow(above, line)):
            return False
        over = _overlapping(self._words[above], self._words[line])
        if not over:
            is_near = self._distance(above, line) < SIDE_BY_SIDE
        elif self._rows_are_apart and not self._is_apart(above, line):
            is_near = not self._is_heading(above, line) and not self._is_heading(line, above)
        elif not self._rows_are_apart and self._are_of_header(above, line):
            is_near = True
        else:
            return self._may_share_a_number(above, line)
        return is_near and not self._are_numbers_apart(first, line)

    def _are_numbers_apart(self, first: int, line: int) -> bool:
        """Whether the numbers above those of a line are too far away to be of its row.

        A cell that spans rows has lines between theirs.
        """
        numerals = self._numerals[line]
        over = (
            at for at in reversed(range(first, line)) if _overlapping(numerals, self._numerals[at])
        )
        before = next(over, None)
        if before is None:
            return False
        if self._rows_are_apart:
            return self._is_apart(before, line)
        return len(self._numerals[before]) == len(numerals)

    def _distance(self, above: int, below: int) -> float:
        """In parts of an em."""
        return (self._y[below] - self._y[above]) / max(self._em[above], self._em[below])

    def _are_whole(self, above: int, below: int) -> bool:
        """Whether two lines may be rows of their own."""
        is_alike = len(self._words[above]) == len(self._words[below])
        return is_alike and _is_whole(self._words[above]) and _is_whole(self._words[below])

    def _may_be_cells(self, above: int, below: int) -> bool:
        """Whether lines of one size are as near as those of a row; one has several words."""
        is_wide = max(len(self._words[above]), len(self._words[below])) > 1
        return is_wide and self._are_near(above, below)

    def _are_near(self, above: int, below: int) -> bool:
        smaller, larger = sorted((self._em[above], self._em[below]))
        return self._distance(above, below) < WIDEST_PITCH and larger < SAME_SIZE * smaller

    def _are_of_header(self, above: int, below: int) -> bool:
        """Whether lines have words of several columns and no number, as near as in a cell."""
        are_wide = min(len(self._words[above]), len(self._words[below])) > 1
        has_numbers = self._numerals[above] or self._numerals[below]
        return are_wide and not has_numbers and self._distance(above, below) < HEADER_PITCH

    def _are_narrow(self, above: int, below: int) -> bool:
        """Whether lines of one word each may be of one cell that wraps."""
        found = (*self._words[above], *self._words[below])
        is_narrow = all(word.box.width < NARROW * self._em[above] for word in found)
        return is_narrow and self._are_near(above, below)

    def _pitches(self) -> Iterator[float]:
        """How far lines stand from those right below their words."""
        for above, upper in enumerate(self._words):
            for below in range(above + 1, len(self._words)):
                if self._distance(above, below) > WIDEST_PITCH:
                    break
                over = _overlapping(upper, self._words[below])
                is_number = any(word.is_numeral for word in over)
                if over and (is_number or self._may_be_cells(above, below)):
                    yield self._distance(above, below)
                    break

    def _is_apart(self, above: int, below: int) -> bool:
        return self._distance(above, below) > APART * self._pitch

    def _is_heading(self, line: int, other: int) -> bool:
        """Whether a line is one text that stands above or below several words."""
        is_text = len(self._words[line]) == 1 and not self._numerals[line]
        return is_text and len(_overlapping(self._words[other], self._words[line])) > 1

    def _may_share_a_number(self, above: int, below: int) -> bool:
        """Whether digits in one line may go on in the other, for all their distance tells."""
        pieces = [
            piece
            for piece, other in ((above, below), (below, above))
            if self._is_piece(piece)
            and self._is_nearest(above, below, piece)
            and _overlapping(self._numerals[other], self._words[piece])
            and not (self._rows_are_apart and self._is_as_full(piece, other))
        ]
        if pieces:
            return True
        is_full = len(self._numerals[above]) == len(self._numerals[below])
        over = _overlapping(self._numerals[above], self._numerals[below])
        is_near = self._distance(above, below) < WIDE_PITCH
        return bool(over) and not is_full and is_near and not self._rows_are_apart

    def _is_piece(self, at: int) -> bool:
        """Whether a line has numbers only, or one word that may be a sign or a unit."""
        found = self._words[at]
        is_short = len(found) == 1 and len(found[0].characters) <= SIGN_LENGTH
        return is_short or len(found) == len(self._numerals[at])

    def _is_as_full(self, piece: int, other: int) -> bool:
        return len(self._numerals[piece]) >= len(self._numerals[other])

    def _is_nearest(self, above: int, below: int, piece: int) -> bool:
        """Whether nothing on a piece's other side is clearly nearer that it may belong to."""
        other = above - 1 if piece == above else below + 1
        if not 0 <= other < len(self._y):
            return True
        distance = abs(self._distance(other, piece))
        if not _overlapping(self._numerals[other], self._words[piece]):
            return not (self._rows_are_apart and distance < SIDE_BY_SIDE)
        return self._distance(above, below) <= APART * distance
