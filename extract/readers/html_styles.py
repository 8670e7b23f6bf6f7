"""What the styles of a web page say of whether its text is seen, struck out or apart.

This is no style engine: the sheets in a page are asked only for what hides, strikes out or
raises text, and Lexbor knows which elements their selectors mean.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode, SelectolaxError

BLANKS = re.compile(r"\s+")
COMMENTS = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
IMPORTANT = "!important"
NO_SIZE = re.compile(r"0*\.?0+(?:[a-z]+|%)?")
# Said of an element for which the rules of sheets disagree.
DOUBTFUL = "--doubtful:yes"
# What is not one text with that before and after it: it stands elsewhere, or higher or lower,
# or may not be seen, as white or in the smallest letters.
APART = re.compile(
    r"display:inline-.*|float:(?:left|right)|position:(?:absolute|fixed)"
    r"|(?:margin|padding)-(?:left|right):[^-]*[1-9].*|(?:vertical-align|mso-text-raise):.*[1-9].*"
    r"|opacity:0(?:\.0*)?|color:(?:transparent|white|#f{3}|#f{6}|rgba?\(255,255,255[^)]*\))"
    rf"|font-size:[12](?:\.\d*)?p[tx]|{DOUBTFUL}"
)
# What sheets must hold to be looked into, in small letters: without regard to case the search
# takes eight times as long. Most hide nothing.
TELLING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0|line-through"
    r"|vertical-align\s*:\s*su|mso-hide\s*:\s*all"
)
HIDING_PROPERTIES = {"display", "mso-hide", "visibility"}
PROPERTIES = {
    *HIDING_PROPERTIES,
    "font-size",
    "text-decoration",
    "text-decoration-line",
    "vertical-align",
}
SHEETS = "style:not(noscript style)"
SCREENS = {"", "all", "screen", "only screen"}  # no paper, and no window of a certain width
# What holds one of these is a part of the page by itself, and no noise beside a number.
PARTS_OF_A_PAGE = "tr, :is(br, div, p, pre):not(td *, th *)"


class Style(NamedTuple):
    """What an element's style says of where its text stands, and whether it does.

    Attributes:
        hides: whether it takes no place.
        is_invisible: whether it takes its place, but shows nothing there.
        has_no_size: whether its text is too small to be seen; None if it is as that around it.
    """

    hides: bool
    is_invisible: bool
    has_no_size: bool | None
    strikes: bool
    is_block: bool
    is_cell: bool
    is_spaced: bool
    is_off_the_line: bool
    puts_children_side_by_side: bool


@lru_cache(maxsize=4096)
def style_of(css: str) -> Style:
    """Read the declarations of an element's style."""
    declared = {name: value.removesuffix(IMPORTANT) for name, value in _declared(css).items()}
    display, size = declared.get("display", ""), declared.get("font-size")
    return Style(
        hides=display == "none" or declared.get("mso-hide") == "all",
        is_invisible=declared.get("visibility") in ("hidden", "collapse"),
        has_no_size=None if size is None else bool(NO_SIZE.fullmatch(size)),
        strikes=any("line-through" in value for value in declared.values()),
        is_block=display.startswith(("block", "flex", "grid", "list-item", "table")),
        is_cell=display == "table-cell",
        is_spaced=any(APART.fullmatch(f"{name}:{value}") for name, value in declared.items()),
        is_off_the_line=declared.get("vertical-align") in ("sub", "super"),
        puts_children_side_by_side=display.removeprefix("inline-") in ("flex", "grid"),
    )


class _Rule(NamedTuple):
    """One declaration of a sheet, and for which elements it is made."""

    selector: str
    name: str
    value: str

    @property
    def css(self) -> str:
        return f"{self.name}:{self.value};"

    @property
    def tells(self) -> bool:
        """Whether text is seen otherwise for it."""
        style = style_of(self.css)
        is_unseen = style.hides or style.is_invisible or style.has_no_size
        return is_unseen or style.strikes or style.is_off_the_line

    @property
    def strikes(self) -> bool:
        """Whether text is struck out for it."""
        return style_of(self.css).strikes


def styles_in_sheets(page: LexborNode) -> dict[int, str]:
    """What the sheets in a page say of its elements, as these would say it themselves.

    Where rules for an element disagree, which one wins is for a browser to say: its text is taken
    to be struck out, or else to stand apart, so that no number is made of it and its neighbours.
    No whole part of a page is taken to be hidden: scripts show such parts.

    Returns:
        By ``mem_id``, the declarations that bear on whether text is seen.
    """
    found = page.css(SHEETS)
    sheets = [sheet.text() for sheet in found if _is_for_screens(sheet.attributes.get("media"))]
    if not any(TELLING.search(sheet.lower()) for sheet in sheets):
        return {}
    said: dict[tuple[int, str], list[_Rule]] = defaultdict(list)

    def ask(rules: list[_Rule]) -> None:
        for rule in rules:
            for element in _chosen(page, rule.selector):
                said[element, rule.name].append(rule)

    rules = list(dict.fromkeys(rule for sheet in sheets for rule in _rules(sheet)))
    ask([rule for rule in rules if rule.tells])
    names = {name for _, name in said}
    ask([rule for rule in rules if rule.name in names and not rule.tells])
    parts = _parts(page) if names & HIDING_PROPERTIES else set()
    styles: dict[int, str] = defaultdict(str)
    for (element, name), of_one in said.items():
        in_force = [rule for rule in of_one if rule.value.endswith(IMPORTANT)] or of_one
        first = in_force[0]  # one that tells, if any does
        is_part = name in HIDING_PROPERTIES and element in parts
        if any(rule.tells != first.tells for rule in in_force) and not first.strikes:
            styles[element] += DOUBTFUL + ";"
        elif name == "font-size" or (first.tells and not is_part):
            styles[element] += first.css
    return styles


def _is_for_screens(media: str | None) -> bool:
    names = (media or "").lower().removeprefix("@media").split(",")
    return any(name.strip() in SCREENS for name in names)


def _rules(sheet: str) -> Iterator[_Rule]:
    around: list[str] = []  # the rules that hold others
    for stretch in COMMENTS.sub("", sheet).split("}"):
        *begun, declarations = stretch.split("{")
        if not begun:
            del around[-1:]
            continue
        *outer, selector = [text.rpartition(";")[2].strip() for text in begun]
        around += outer
        if all(map(_is_for_screens, around)):
            for name, value in _declared(declarations).items():
                if name in PROPERTIES:
                    yield _Rule(selector, name, value)


def _declared(css: str) -> dict[str, str]:
    """The declaration of each property that holds: the last, and important ones before others."""
    pairs = [text.partition(":") for text in BLANKS.sub("", css).lower().split(";")]
    pairs.sort(key=lambda pair: pair[2].endswith(IMPORTANT))
    return {name: value for name, _, value in pairs}


def _chosen(page: LexborNode, selector: str) -> list[int]:
    try:
        return [node.mem_id for node in page.css(selector)]
    except SelectolaxError:  # a slip, or what is made up before and after elements
        return []


def _parts(page: LexborNode) -> set[int]:
    """The elements that hold whole parts of a page."""
    holders: set[int] = set()
    for part in page.css(PARTS_OF_A_PAGE):
        holder = part.parent
        while holder is not None and holder.mem_id not in holders:
            holders.add(holder.mem_id)
            holder = holder.parent
    return holders
