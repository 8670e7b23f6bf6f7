"""The ordinals that Word prints before the paragraphs of a list, which are not in their text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word's formats of Chinese numerals that do not differ below one hundred.
CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
LEVELS = 9  # of a list
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list.

    Attributes:
        counter: what it counts with; lists made from one definition count on together.
        start: the first ordinal.
        number_format: for example ``chineseCounting``.
        text: what is printed around the ordinal, for example ``（%1）``.
    """

    counter: tuple[str | None, int]
    start: int
    number_format: str
    text: str


class Numbering:
    """Counts the paragraphs of every list of one document, in reading order.

    Restored are ordinals that count their own level alone in Arabic or Chinese numerals, such
    as 1. and （一）; not restored are 1.1, a), ① and bullets.

    Args:
        numbering: root of the part numbering.xml, None if there is none.
    """

    def __init__(self, numbering: etree._Element | None) -> None:
        items = [] if numbering is None else list(_items(numbering))
        self._levels = {place: level for place, level, _ in items}
        self._of_style = {style: place for place, _, style in items if style}
        self._restarts = {} if numbering is None else dict(_restarts(numbering))
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)

    def ordinal(self, paragraph: etree._Element) -> str:
        """Count a paragraph; return its ordinal and a blank, or "" if none is restored."""
        properties = paragraph.find(W + "pPr")
        if properties is None or not self._levels:
            return ""
        place = self._place(properties)
        level = self._levels.get(place)
        if level is None:
            return ""
        count = self._restarts.pop(place, None)
        definition, level_no = level.counter
        counts = self._counts[definition]
        if count is None:
            count = counts.get(level_no, level.start - 1) + 1
        for below in range(level_no + 1, LEVELS):  # they start anew
            counts.pop(below, None)
        counts[level_no] = count
        mark = f"%{place[1] + 1}"
        numeral = _numeral(count, level.number_format)
        if numeral is None or re.findall(r"%\d", level.text) != [mark]:
            return ""
        return level.text.replace(mark, numeral) + " "

    def _place(self, properties: etree._Element) -> tuple[str | None, int]:
        """The list a paragraph is in, by itself or by its style, and its level there."""
        of_style, level_no = self._of_style.get(value_at(properties, "pStyle"), (None, 0))
        number = value_at(properties, "numPr/numId") or of_style
        return number, number_at(properties, "numPr/ilvl", default=level_no)


def _items(
    numbering: etree._Element,
) -> Iterator[tuple[tuple[str | None, int], _Level, str | None]]:
    """The levels of every list by list and level, overrides last, and the styles they go with."""
    definitions = {
        definition.get(W + "abstractNumId"): _levels_of(definition)
        for definition in numbering.iter(W + "abstractNum")
    }
    for item in numbering.iter(W + "num"):
        name = value_at(item, "abstractNumId")
        defined, overrides = definitions.get(name, {}), _levels_of(item)
        for level_no, level in chain(defined.items(), overrides.items()):
            yield (
                (item.get(W + "numId"), level_no),
                _Level(
                    counter=(name, level_no),
                    start=number_at(level, "start", default=0),
                    number_format=value_at(level, "numFmt") or "decimal",
                    text=value_at(level, "lvlText") or "",
                ),
                value_at(level, "pStyle"),
            )


def _levels_of(element: etree._Element) -> dict[int, etree._Element]:
    numbered = ((int_of(level.get(W + "ilvl"), 0), level) for level in element.iter(W + "lvl"))
    return {level_no: level for level_no, level in numbered if level_no < LEVELS}


def _restarts(numbering: etree._Element) -> Iterator[tuple[tuple[str | None, int], int]]:
    """With which ordinals lists begin that do not go on counting where another stopped."""
    for item in numbering.iter(W + "num"):
        for override in item.iter(W + "lvlOverride"):
            start = number_at(override, "startOverride", default=-1)
            if start >= 0:
                yield (item.get(W + "numId"), int_of(override.get(W + "ilvl"), 0)), start


def _numeral(count: int, number_format: str) -> str | None:
    if number_format == "decimal":
        return str(count)
    if number_format not in CHINESE or not 0 < count < 100:
        return None
    tens, ones = divmod(count, 10)
    return (
        (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )


def value_at(element: etree._Element, path: str) -> str | None:
    """The attribute ``w:val`` of the element at a path of names; None if there is none."""
    found = element.find(qualified(path))
    return None if found is None else found.get(W + "val")


@cache
def qualified(path: str) -> str:
    """A path of names as lxml writes it, for example ``rPr/vanish``."""
    return "/".join(W + name for name in path.split("/"))


def number_at(element: etree._Element, path: str, default: int) -> int:
    """The whole number in ``w:val`` at a path of names, as `int_of` reads it."""
    return int_of(value_at(element, path), default)


def int_of(value: str | None, default: int) -> int:
    """A whole number up to 9999; the default where there is none, or one beyond all reason."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,4}", value) else default
