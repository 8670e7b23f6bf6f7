"""The elements and texts of a web page that are shown, as one list.

The tree is that of the HTML standard, built by Lexbor. It is walked without recursion: a
page can nest its elements deeper than Python can call.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.document import UnreadableFileError
from extract.limits import limits
from extract.readers.common import OBJECT, struck_out
from extract.readers.encoding import without_invisible
from extract.readers.html_styles import style_of, styles_in_sheets

NOT_SHOWN = {
    *("applet", "audio", "canvas", "datalist", "iframe", "noembed", "noframes", "noscript"),
    *("object", "script", "style", "svg", "template", "video"),
    *("rp", "rt"),  # how what is below them is said, in smaller letters
}
BLOCK_TAGS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|head|header|hr|html|legend|li|listing|main|menu|meta|nav|ol|"
    "optgroup|option|p|pre|section|select|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|xmp"
)
STRUCK_TAGS = {"del", "s", "strike"}
# These stand apart on the page, though nothing but their looks parts them.
SPACED_TAGS = {
    *("button", "ins", "input", "label", "marquee", "meter", "progress"),
    *STRUCK_TAGS,
}
PREFORMATTED_TAGS = {"listing", "pre", "textarea", "xmp"}
NOTE_TAGS = {"sub", "sup"}
TAGS_WITH_TEXT = {"img", "input", "meta"}
# The tags that mean more for the text than what parts it.
TELLING_TAGS = PREFORMATTED_TAGS | TAGS_WITH_TEXT
INPUTS_WITHOUT_TEXT = {"checkbox", "color", "file", "hidden", "image", "password", "radio", "range"}
# What pages say of themselves: titles, and what else the standard of government sites names,
# as it spells it. HTML compares these names without regard to case.
META_TITLES = {"articletitle", "og:title"}
META_FIELDS = {"pubdate": "PubDate", "contentsource": "ContentSource"}

BLANKS_IN_LINE = re.compile(r"[ \t\r\f]+")
DIGIT = re.compile(r"\d")
# Elements that nest without end; for each Lexbor looks through all that are open.
NESTING_TAG = re.compile(
    r"<(/?)(?:article|aside|blockquote|center|dl|div|fieldset|main|nav|[ou]l|section|table)\b",
    re.IGNORECASE,
)
# The others, but for those that have no end tag or may go without; scripts have a<b, but no a<b>.
# Pages leave many of them open, as they do with fonts, and they cost less.
OTHER_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    r"|p|li|d[dt]|opt(?:ion|group)|r[tp]|t(?:[dhr]|body|foot|head)|colgroup)\b)[a-z][^\s/<>]*+[\s/>]",
    re.IGNORECASE,
)
OTHERS_LEFT_OPEN = 40  # times as many
# To find an attribute that is given twice, Lexbor compares each with all others of its tag.
MOST_ATTRIBUTES = 1000
ATTRIBUTE = r"""[\s/]++[^\s<>/="']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"']++))?"""
CROWDED_TAG = re.compile(
    rf"<[a-z][^\s<>/]*+(?:{ATTRIBUTE}){{{MOST_ATTRIBUTES + 1}}}", re.IGNORECASE
)
STYLE_TAG = re.compile("<style", re.IGNORECASE)
FIRST_TABLE_TAG = re.compile(r"<(table|tr|td|th)\b", re.IGNORECASE)


class Kind(NamedTuple):
    """What elements of one tag and style have in common.

    Attributes:
        is_block: whether line ends part it from its surroundings.
        is_empty: whether it takes its place, but nothing in it is shown.
        has_no_size: as of its style.
        is_boxed: whether it may be a cell of a table that is made of no table elements.
        puts_children_side_by_side: whether these are boxes as well.
        strikes: whether what is in it is struck out.
        is_note: whether a number in it is the mark of a note, being raised or lowered.
        is_plain: whether it means no more for the text in it than that it stands apart.
        gap: what parts it from what stands beside it.
    """

    tag: str
    is_shown: bool
    is_empty: bool
    has_no_size: bool | None
    is_block: bool
    is_boxed: bool
    puts_children_side_by_side: bool
    strikes: bool
    is_note: bool
    is_plain: bool
    gap: str


@dataclass(slots=True, eq=False)
class Element:
    """An element that is shown; it ends at ``end`` in the list."""

    kind: Kind
    attributes: dict[str, str | None]
    end: int = 0
    has_blocks: bool = False
    has_tables: bool = False
    has_digits: bool = False
    has_no_size: bool = False
    is_struck_out: bool = False


Part = str | Element | Kind  # a text, or where an element begins, or where one of a kind ends


def parts_of(text: str) -> list[Part]:
    """The shown texts and elements of a page, in its order.

    Raises:
        UnreadableFileError: the page is so deep, or one of its tags so long, that it would
            take too long to read, and no report is.
    """
    node: LexborNode | None = _root(text)
    sheets = styles_in_sheets(node) if STYLE_TAG.search(text) else {}
    page = _element(node, None, sheets)
    if page is None:
        return []
    parts: list[Part] = [page]
    opened = [page]
    following: list[LexborNode | None] = [None]  # what comes after each that is open
    node = node.first_child
    while opened:
        if node is None:
            _close(opened, parts)
            node = following.pop()
        elif node.is_text_node and not opened[-1].has_no_size:
            shown = node.text_content
            if not shown.isspace():
                shown = without_invisible(shown)
                opened[-1].has_digits |= DIGIT.search(shown) is not None
            parts.append(struck_out(shown) if opened[-1].is_struck_out else shown)
            node = node.next
        elif node.is_element_node and (element := _element(node, opened[-1], sheets)):
            parts.append(element)
            opened.append(element)
            following.append(node.next)
            node = None if element.kind.is_empty else node.first_child
        else:
            node = node.next
    return parts


def lines_of(parts: list[Part], start: int, end: int, with_notes: bool = False) -> list[str]:
    """The text of a stretch of parts, line by line, as a page shows it, without empty lines.

    Raised and lowered numbers are notes, and left out unless asked for; a picture is an `OBJECT`.
    """
    pieces: list[str] = []
    preformatted = 0
    at = start
    while at < end:
        part = parts[at]
        at += 1
        if isinstance(part, str):
            pieces.append(part if preformatted else part.replace("\n", " "))
            continue
        begins = isinstance(part, Element)
        kind = part.kind if begins else part
        if kind.is_plain:
            pieces.append(kind.gap)
            continue
        if begins and kind.is_note and part.has_digits and not with_notes:
            at = part.end + 1
            continue
        if kind.tag in PREFORMATTED_TAGS:
            preformatted += 1 if begins else -1
        pieces.append(kind.gap)
        if begins:
            pieces.append(_own_text(part))
    shown = BLANKS_IN_LINE.sub(" ", "".join(pieces))
    return [line for line in [line.strip(" ") for line in shown.split("\n")] if line]


def _root(text: str) -> LexborNode:
    most = limits().nesting
    if _nests(NESTING_TAG, text, most) or _nests(OTHER_TAG, text, OTHERS_LEFT_OPEN * most):
        raise UnreadableFileError(
            "nested_too_deeply",
            f"The page nests its elements more than {most} deep, which no report does "
            "(OGI_MAX_NESTING); save the report as a page of its own.",
        )
    if CROWDED_TAG.search(text):
        raise UnreadableFileError(
            "broken_file",
            f"A tag of the page has more than {MOST_ATTRIBUTES} attributes, so that its markup "
            "must be broken; save the page anew, or the report as a page of its own.",
        )
    first = FIRST_TABLE_TAG.search(text)
    # Outside of a table the standard drops the tags of rows and cells: 4 and 2 would be 42.
    if first and first[1].lower() != "table":
        text = f"<table>{text}"
    return LexborHTMLParser(text).root


def _nests(tag: re.Pattern[str], text: str, most: int) -> bool:
    """Whether more elements would be open at once, if each needed its end tag."""
    if text.count("<") <= most:
        return False
    tags = tag.findall(text)
    depths = accumulate(-1 if closing else 1 for closing in tags)
    return tags.count("") > most and max(depths) > most


def _element(node: LexborNode, parent: Element | None, sheets: dict[int, str]) -> Element | None:
    """The element of a node, if it is shown."""
    tag, attributes = node.tag, node.attributes
    is_beside_others = parent is not None and parent.kind.puts_children_side_by_side
    is_link = tag == "a" and "href" in attributes
    css = attributes.get("style") or ""
    if tag == "font":
        css = f"color:{attributes.get('color')};{css}"
    if sheets and node.mem_id in sheets:
        css = sheets[node.mem_id] + css
    kind = _kind(tag, css, is_link, is_beside_others)
    if not kind.is_shown or "hidden" in attributes:
        return None
    element = Element(kind, attributes)
    element.is_struck_out = kind.strikes or (parent is not None and parent.is_struck_out)
    if kind.has_no_size is not None:
        element.has_no_size = kind.has_no_size
    elif parent is not None and not kind.is_block:  # blocks have their size from elsewhere
        element.has_no_size = parent.has_no_size
    return element


@lru_cache(maxsize=4096)
def _kind(tag: str, css: str, is_link: bool, is_beside_others: bool) -> Kind:
    style = style_of(css)
    is_block = bool(BLOCK_TAGS.fullmatch(tag)) or style.is_block or is_beside_others
    # What is there and not to be seen is a gap.
    is_spaced = is_link or tag in SPACED_TAGS or style.is_spaced or style.is_invisible
    # browsers raise nothing but what stands in a line
    is_note = tag in NOTE_TAGS or (style.is_off_the_line and not is_block)
    says_nothing = not is_note and tag not in TELLING_TAGS
    return Kind(
        tag,
        tag not in NOT_SHOWN and not style.hides,
        is_empty=style.is_invisible,
        has_no_size=style.has_no_size,
        is_block=is_block,
        is_boxed=tag == "div" or style.is_cell or is_beside_others,
        puts_children_side_by_side=style.puts_children_side_by_side,
        strikes=tag in STRUCK_TAGS or style.strikes,
        is_note=is_note,
        is_plain=says_nothing or style.is_invisible,
        gap="\n" if is_block or tag == "br" else " " if is_spaced else "",
    )


def _close(opened: list[Element], parts: list[Part]) -> None:
    element = opened.pop()
    element.end = len(parts)
    parts.append(element.kind)
    if opened:
        parent = opened[-1]
        if element.kind.is_block or element.has_blocks:
            parent.has_blocks = True
        if element.has_tables or element.kind.tag == "table":
            parent.has_tables = True
        if element.has_digits:
            parent.has_digits = True


def _own_text(element: Element) -> str:
    """The text an element shows that is not between its tags."""
    attributes = element.attributes
    if element.kind.tag == "img":
        return OBJECT
    if element.kind.tag == "meta":
        return _said_of_itself(attributes)
    if element.kind.tag == "input":
        has_text = (attributes.get("type") or "").lower() not in INPUTS_WITHOUT_TEXT
        return (attributes.get("value") or "") if has_text else ""
    return ""


def _said_of_itself(meta: dict[str, str | None]) -> str:
    name = (meta.get("name") or meta.get("property") or "").lower()
    said = (meta.get("content") or "").strip()
    if said and name in META_FIELDS:
        return f"{META_FIELDS[name]}: {said}"
    return said if name in META_TITLES else ""
