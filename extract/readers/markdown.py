"""What is left of Markdown's and HTML's marks in a text, where it shows nothing of its own."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BLANK = re.compile("&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)
ESCAPED = re.compile(r"\\([|*_.()\[\]+#<>~-])")
# Around a cell or a word; elsewhere the stars of 张** stand for characters.
EMPHASIZED = re.compile(r"(?<![^\s|])(\*\*\*?|__)(?=\S)([^*_|\t\n]+)(?<=\S)\1(?![^\s|])")
VALUES_IN_LIST = re.compile(r"^[ \t]*(?:[-*+•] |>) *[\d|]", re.MULTILINE)
ITEM_OF_LIST = re.compile(r"[ \t]*([-*+•](?= )|>) *(.*)")
BEGINS_WITH_TEXT = re.compile(r"[|(（ ]*[^\W\d_]")


def without_marks(text: str) -> str:
    """The text without marks of Markdown and HTML, line for line.

    What a break or a mark parts stays parted by a blank: 12<br>3 is not 123.
    """
    if "<" in text:
        text = BREAK.sub(" ", text)
    if "&" in text:
        text = BLANK.sub("\N{NO-BREAK SPACE}", text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", text)
    if "**" in text or "__" in text:
        text = EMPHASIZED.sub(r"\2", text)
    return "\n".join(_without_lists(text)) if VALUES_IN_LIST.search(text) else text


def _without_lists(text: str) -> Iterator[str]:
    """The lines without the marks of lists and quotes: "- 5" is not -5 there.

    A list has items that are texts. A number with a mark elsewhere has a sign.
    """
    mark, lines = None, []
    for line in text.split("\n"):
        marked = ITEM_OF_LIST.match(line)
        if line.strip():
            mark = marked and marked[1]
        lines.append((mark, line, marked[2] if marked else ""))
    for mark, of_list in groupby(lines, itemgetter(0)):
        items = list(of_list)
        is_list = mark and any(BEGINS_WITH_TEXT.match(item) for _, _, item in items)
        for _, line, item in items:
            yield item if is_list else line
