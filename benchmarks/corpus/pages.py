"""How the reports of a corpus look: pages drawn once with a mark in each slot, then filled.

Drawing a report takes several milliseconds, filling a page a tenth of one. A slot's mark is a
character of Unicode's private use area, which nothing else prints.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from random import Random

from benchmarks.corpus.prose import PARAGRAPHS
from benchmarks.corpus.webpage import webpage
from tests.carriers import Block, as_docx, as_pdf, as_text
from tests.carriers.html import DECLARED, as_markup
from tests.properties.rendering import CLEAR_NOISE, SUFFIXES, Report, Style, random_style
from tests.properties.rendering.form import whole_form
from tests.properties.rendering.style import VALUE_NOISE

Variants = tuple[str, str]  # of Table 2, and of Tables 3 and 4
Texts = Mapping[str, str]  # by the mark of the slot they go into

STYLES = 60  # of each format
# So many of them show whatever is printed in a cell, also a blank; in the others a row can be
# taken apart because it adds up, or because it is complete.
SHOWING_ALL = 40
SLOT = re.compile("([\ue000-\uf8ff])")
NAMES = {
    name: chr(0xE000 + at)
    for at, name in enumerate(("title", "agency", "site", "day", "signed", *PARAGRAPHS))
}
VALUES = [chr(0xE100 + at) for at in range(500)]
ENCODINGS = {"utf-8": 80, "gb18030": 12, "utf-8-sig": 5, "utf-16": 3}
# The values and lines are for the corpus to say, and so is what surrounds a report; a report in
# traditional characters would have to be converted each time.
NOISE = CLEAR_NOISE - {
    *VALUE_NOISE,
    *("lines_missing", "furniture", "traditional", "no_closing_pipe"),
    *("other_encoding", "byte_order_mark", "fragment", "menu", "metadata_table"),
}
LAYOUTS = ("pipe_rows", "tab_rows", "pipe_cells", "markdown")
MORE_NOISE = {"no_closing_pipe", "trimmed", "padded", "bracketed", "tables_joined", "div_tables"}
MORE_LAYOUTS = ("line_cells", "pipe_lines", "blanks")
HEADS = (
    (),
    ("来源：{agency}　　发布日期：{day}",),
    ("首页 > 政务公开 > 政府信息公开年报", "发布时间：{day} 09:15　来源：{agency}"),
    ("索引号：000014349/2020-00105", "发布机构：{agency}", "发布日期：{day}"),
)
FEET = ((), ("{agency}", "{signed}"), ("{signed}",))


@dataclass(frozen=True)
class Page:
    """A page to be filled.

    Attributes:
        suffix: of the names of its files.
        filled: the bytes of a file, from the texts of its slots.
    """

    suffix: str
    filled: Callable[[Texts], bytes]


@lru_cache(maxsize=1000)
def page(carrier: str, number: int, variants: Variants) -> Page:
    """One of the `STYLES` pages of a format.

    Args:
        carrier: text, html, docx or pdf.
        number: which of its styles; those from `SHOWING_ALL` on need a report that adds up.
        variants: of the form it prints.
    """
    style = _style(carrier, number)
    return Page(SUFFIXES[carrier], DRAWN[carrier](_blocks(style, variants), style))


def _style(carrier: str, number: int) -> Style:
    rng = Random(f"{carrier} {number}")
    shows_all = number < SHOWING_ALL
    layouts = LAYOUTS if shows_all else (*LAYOUTS, *MORE_LAYOUTS)
    style = random_style(
        rng,
        carrier,
        LAYOUTS if rng.random() < 0.2 else [rng.choice(layouts)],
        NOISE if shows_all else NOISE | MORE_NOISE,
    )
    # where blanks part cells, nobody could tell where three rows of Table 4 begin
    lost = {"table_4_in_rows"} if "blanks" in style.layouts else set()
    return replace(style, noise=style.noise - lost)


def _blocks(style: Style, variants: Variants) -> list[Block]:
    rng = style.rng("surroundings")
    marks = iter(VALUES)
    values = {line.code: tuple(next(marks) for _ in line.columns) for line in whole_form(variants)}
    head, foot = ([line.format(**NAMES) for line in rng.choice(among)] for among in (HEADS, FEET))
    title = [NAMES["title"]]
    top = rng.choice([[*head, *title], [*title, *head]])
    return [
        *top,
        NAMES["opening"],
        "一、总体情况",
        f"（一）主动公开情况。{NAMES['disclosure']}",
        f"（二）依申请公开情况。{NAMES['application']}",
        f"（三）政府信息管理情况。{NAMES['management']}",
        f"（四）公开平台建设情况。{NAMES['platform']}",
        f"（五）监督保障情况。{NAMES['supervision']}",
        *Report(variants, values, style).blocks,
        NAMES["problem"],
        NAMES["improvement"],
        "六、其他需要报告的事项",
        NAMES["other"],
        *foot,
    ]


# --- drawing ---


def _as_text(blocks: list[Block], style: Style) -> Callable[[Texts], bytes]:
    rng = style.rng("carrier")
    text = as_text(blocks, style.noise, rng).decode()
    (encoding,) = rng.choices(list(ENCODINGS), list(ENCODINGS.values()))
    return _cut(text, partial(str.encode, encoding=encoding))


def _as_html(blocks: list[Block], style: Style) -> Callable[[Texts], bytes]:
    rng = style.rng("carrier")
    (encoding,) = rng.choices(list(DECLARED), [80, 17, 3])
    body = as_markup(blocks, style.noise, rng)
    text = webpage(rng, body, NAMES["site"], NAMES["title"], DECLARED[encoding])
    return _cut(text, partial(str.encode, encoding=encoding))


def _as_docx(blocks: list[Block], style: Style) -> Callable[[Texts], bytes]:
    package = zipfile.ZipFile(io.BytesIO(as_docx(blocks, style.noise, style.rng("carrier"))))
    parts = {name: package.read(name) for name in package.namelist()}
    return _cut(parts[WORD_TEXT].decode(), partial(_packed, parts))


def _packed(parts: dict[str, bytes], text: str) -> bytes:
    """A Word file with another text; unlike those of python-docx it bears no time of writing."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts | {WORD_TEXT: text.encode()}).items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _cut(text: str, finish: Callable[[str], bytes]) -> Callable[[Texts], bytes]:
    pieces = SLOT.split(text)
    marks = pieces[1::2]

    def filled(texts: Texts) -> bytes:
        whole = pieces[:]
        whole[1::2] = [texts[mark] for mark in marks]
        return finish("".join(whole))

    return filled


def _as_pdf(blocks: list[Block], style: Style) -> Callable[[Texts], bytes]:
    """Where a page's lines and columns fall depends on its texts: it is drawn each time."""

    def filled(texts: Texts) -> bytes:
        said = [_with(block, texts) for block in blocks]
        return as_pdf(said, style.noise, style.rng("carrier"))

    return filled


def _with(block: Block, texts: Texts) -> Block:
    if isinstance(block, str):
        return SLOT.sub(lambda mark: texts[mark[0]], block)
    rows = (
        tuple(cell._replace(text=_with(cell.text, texts)) for cell in row) for row in block.rows
    )
    return replace(block, rows=tuple(rows))


WORD_TEXT = "word/document.xml"
DRAWN = {"text": _as_text, "html": _as_html, "docx": _as_docx, "pdf": _as_pdf}
