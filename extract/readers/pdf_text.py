"""Characters of a PDF page put back into lines, words and the texts of cells."""

from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

# Parts of an em. Generators leave blanks out at will: gaps as wide stand for them.
BLANK_GAP = 0.25
CELL_GAP = 1.2  # an ideographic space, one em, still belongs to running text
# Parts of a character's size.
SAME_LINE = 0.3
NOTE_MARK = 0.1
# Digits of one number that are set apart by less, and lie over each other by more, are none: one
# is printed over the other, or one of the two is not seen.
LEAST_STEP = 0.3
OVERPRINT = 0.4  # parts of the narrower one's width
# The text of a cell is at most this much narrower than the cell, in points.
CELL_PADDING = 16.0


class Box(NamedTuple):
    """A rectangle in points from the page's top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle, x and y."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


class Character(NamedTuple):
    """A printed character.

    Attributes:
        text: never a blank.
        box: as wide as its advance and as high as its font; some fonts do not tell, then
            from where it is set to where its ink ends.
        baseline: y of the line it stands on.
        is_after_blank: whether a blank stands before it in the file.
    """

    text: str
    box: Box
    baseline: float
    is_after_blank: bool


Line = list[Character]


def lines(characters: list[Character]) -> list[Line]:
    """Characters at one height make a line; lines from the top, characters from the left."""
    found: list[Line] = []
    baseline = size = 0.0  # of the first character of the last line
    for character in sorted(characters, key=attrgetter("baseline")):
        if found and character.baseline - baseline < SAME_LINE * size:
            found[-1].append(character)
        else:
            found.append([character])
            baseline, size = character.baseline, max(character.box.height, character.box.width)
    return [sorted(line, key=attrgetter("box.x0")) for line in found]


def words(line: Line, least_gap: float = CELL_GAP) -> list[Line]:
    """The parts of a line that gaps set apart: wider than a blank, or as given in ems."""
    gap = least_gap * em_of(line)
    parts: list[Line] = []
    end = 0.0  # of the character before
    for character in line:
        x0, _, x1, _ = character.box
        if not parts or x0 - end > gap:
            parts.append([])
        parts[-1].append(character)
        end = x1
    return parts


def text_of(line: Line) -> str:
    """A line's text, with a blank where the file has one or leaves a gap."""
    gap = BLANK_GAP * em_of(line)
    text = line[0].text
    for left, right in pairwise(line):
        is_apart = right.is_after_blank or right.box.x0 - left.box.x1 > gap
        text += f" {right.text}" if is_apart or _are_of_two_numbers(left, right) else right.text
    return text


def box_of(characters: list[Character]) -> Box:
    """The box around characters."""
    x0, y0, x1, y1 = zip(*[character.box for character in characters], strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


def cell_text(characters: list[Character], width: float) -> str:
    """The text of a ruled cell; its lines are parted by line feeds.

    A number that the cell's width has wrapped is made whole. Characters that stand one
    below the other keep the order of the file: text turned to the left reads upwards.

    Args:
        characters: of the cell, in the order of the file.
        width: of the cell, in points.
    """
    if not characters:
        return ""
    runs_down = _runs_down(characters)
    cell_lines = [[c] for c in characters] if runs_down else lines(characters)
    texts = [text_of(line) for line in cell_lines]
    is_label = runs_down and not any(text.isdecimal() for text in texts)
    is_whole = is_label or _is_wrapped_number(texts, box_of(cell_lines[0]).width, width)
    return ("" if is_whole else "\n").join(texts)


def is_full(characters: list[Character], width: float) -> bool:
    """Whether the last line of a ruled cell has no room for another character, or digit of it.

    Args:
        characters: of the cell.
        width: of the cell, in points.
    """
    if not characters:
        return False
    last = lines(characters)[-1]
    is_number = all(character.text.isdecimal() for character in last)
    more = em_of(last) / 2 if is_number else em_of(last)
    return box_of(last).width + more > width - CELL_PADDING


def continues(above: Line, below: Line, page_width: float, margin: float) -> bool:
    """Whether a line of running text goes on in the next: it is full, the next not indented.

    Args:
        above: the upper line, which no gap parts.
        below: the next one, which none parts either.
        page_width: in points.
        margin: left margin of the page's text in points; the right one is taken to be as wide.
    """
    upper, lower, em = box_of(above), box_of(below), em_of(above)
    return (
        upper.x1 > page_width - margin - 2 * em
        and upper.x0 < margin + 3 * em
        and lower.x0 < margin + em / 2
        and below[0].baseline - above[0].baseline < 3 * em
        and abs(em - em_of(below)) < em / 10
    )


def joined(texts: list[str]) -> str:
    """The lines of one paragraph as one text; digits that a line end parts stay parted."""
    text = texts[0]
    for part in texts[1:]:
        if text[-1].isdecimal() and part[0].isdecimal():
            text += "\n"
        elif text[-1].isascii() and part[0].isascii():
            text += " "
        text += part
    return text


def em_of(line: Line) -> float:
    """The size of a line's type in points: an ideograph's width, or twice that of digits."""
    wide = [x1 - x0 for text, (x0, _, x1, _), _, _ in line if text >= "⺀"]
    return max(wide) if wide else 2 * max(c.box.width for c in line)


def _are_of_two_numbers(left: Character, right: Character) -> bool:
    """Whether of two digits one is the mark of a footnote, smaller or raised, or printed over."""
    if not (left.text.isdecimal() and right.text.isdecimal()):
        return False
    limit = NOTE_MARK * left.box.height
    return (
        abs(right.box.height - left.box.height) > limit
        or abs(right.baseline - left.baseline) > limit
        or _is_over(left, right)
    )


def _is_over(left: Character, right: Character) -> bool:
    (x0, y0, x1, y1), (next_x0, _, next_x1, _) = left.box, right.box
    narrower = min(x1 - x0, next_x1 - next_x0)
    return next_x0 - x0 < LEAST_STEP * (y1 - y0) and x1 - next_x0 > OVERPRINT * narrower


def _runs_down(characters: list[Character]) -> bool:
    downwards = sum(
        abs(right.baseline - left.baseline) > left.box.height / 3
        and abs(right.box.middle[0] - left.box.middle[0]) < left.box.width / 2
        for left, right in pairwise(characters)
    )
    return 2 * downwards > len(characters) - 1


def _is_wrapped_number(texts: list[str], line_width: float, cell_width: float) -> bool:
    """Whether a cell's lines are one number: full lines of digits, no room for one more."""
    if not all(text.isdecimal() for text in texts):
        return False
    first, last = texts[0], texts[-1]
    digit_width = line_width / len(first)
    return (
        all(len(text) == len(first) for text in texts[:-1])
        and len(last) <= len(first)
        and not first.startswith("0")
        and line_width + digit_width > cell_width - CELL_PADDING
    )
