"""Labels as offices spell them."""

import re
from functools import cache
from random import Random

from opencc import OpenCC

from tests.properties.rendering.form import Line
from tests.properties.rendering.style import Style

ALIKE = ("（(", "）)", "：:", "，,、", ".．、", '“"', '”"', "/／")
# Without their ordinal these are the names of columns.
NEED_THEIR_ORDINAL = {"other_misc", "total_handled"}
NOTES = {
    2: ("", "（含修订）", "(指2020年事项数，含行政处罚)", "：", "（未封口"),
    3: ("", "（含主动公开）", "（不含属于国家秘密的12件）", "（见注1）"),
}
TO_TRADITIONAL = ("s2t", "s2tw", "s2hk")


def label_cells(line: Line, style: Style) -> list[str]:
    """The one or two cells of a line's label."""
    rng = style.rng(line.code)
    ordinal, bare = _parted(line.label)
    if line.code in NEED_THEIR_ORDINAL:
        ordinal, bare = "", line.label
    elif "ordinals_lost" in style and rng.random() < 0.5:
        ordinal = ""
    elif "labels_cut" in style and line.table_no == 3 and rng.random() < 0.5:
        bare = bare[: max(8, rng.randrange(len(bare) + 1))]  # two of eight may be punctuation
    whole = ordinal + bare
    if "labels_split" in style and rng.random() < 0.3:
        at = rng.randrange(1, len(whole))
        return [spelled(whole[:at], style, rng), spelled(whole[at:], style, rng)]
    label = spelled(whole, style, rng)
    if {2: "explained", 3: "bracketed"}[line.table_no] in style:
        label += rng.choice(NOTES[line.table_no])
    return [label]


def _parted(label: str) -> tuple[str, str]:
    ordinal = re.match(r"(?:（[一二三四五六七]）|[一二三四]、|\d\.)?", label)[0]
    return ordinal, label.removeprefix(ordinal)


def header_cell(header: str, style: Style, rng: Random) -> str:
    """A column's header, maybe cut short."""
    if "headers_cut" in style and rng.random() < 0.5:
        return header[:3]
    return spelled(header, style, rng)


def spelled(label: str, style: Style, rng: Random) -> str:
    """A label with other punctuation and blanks."""
    if "punctuation" in style:
        label = "".join(
            rng.choice(next((marks for marks in ALIKE if mark in marks), mark)) for mark in label
        )
    if "wrapped" in style and len(label) > 1 and rng.random() < 0.5:
        at = rng.randrange(1, len(label))
        label = f"{label[:at]}{rng.choice([' ', '  ', '　'])}{label[at:]}"
    return label


def in_characters_of(style: Style, text: str) -> str:
    """A text in traditional characters if the report is printed in them."""
    if "traditional" not in style:
        return text
    return _converted(text, style.rng("characters").choice(TO_TRADITIONAL))


@cache
def _converted(text: str, into: str) -> str:
    return _converter(into).convert(text)


@cache
def _converter(into: str) -> OpenCC:
    return OpenCC(into)
