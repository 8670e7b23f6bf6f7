"""Web pages, as editors, Word and the systems of government sites write them."""

from collections.abc import Iterator, Sequence
from html import escape
from random import Random

from tests.carriers.blocks import Block, Cell, Table, grid

NOISE = {
    "word": "a span per character, blanks as <o:p>&nbsp;</o:p>",
    "nbsp": "blanks as &nbsp;",
    "breaks": "<br> or <p> inside labels",
    "nested": "a layout table around everything",
    "fragment": "no html, head or body",
    "indented_source": "line ends and blanks between tags and around texts",
    "undeclared": "the encoding is not declared, or declared wrongly",
    "div_tables": "tables made of div",
    "menu": "links to the reports of other years, and a second title",
    "metadata_table": "a table of metadata before the report",
}
ENCODINGS = ("utf-8", "gb18030", "utf-16")
# What pages declare where they mean one of the encodings above.
DECLARED = {"utf-8": "utf-8", "gb18030": "gb2312", "utf-16": "utf-16"}
MENU = (
    '<ul class="menu">'
    + "".join(f'<li><a href="/{year}">{year}年度报告</a></li>' for year in range(2018, 2026))
    + "</ul><title>政府信息公开年报</title>"
)
METADATA = (
    '<table class="meta"><tr><td>索引号</td><td>000000/2021-00001</td><td>公开日期</td>'
    "<td>2021-01-20</td></tr><tr><td>名称</td><td colspan=3>年度报告</td></tr></table>"
)


def as_html(
    blocks: Sequence[Block], noise: frozenset[str] = frozenset(), rng: Random | None = None
) -> bytes:
    """Write blocks as a web page or a part of one."""
    rng = rng or Random(0)
    body = as_markup(blocks, noise, rng)
    encoding = rng.choice(ENCODINGS)
    declared = DECLARED[encoding]
    if "undeclared" in noise:
        declared = rng.choice(["", *sorted(DECLARED.values())])
    if "fragment" not in noise:
        body = _page(body, declared)
    return body.encode(encoding)


def as_markup(blocks: Sequence[Block], noise: frozenset[str], rng: Random) -> str:
    """Write blocks as what stands inside the body of a web page."""
    gap = "\n      " if "indented_source" in noise else "\n"
    parts = [_block(block, noise, rng, gap) for block in blocks]
    if "metadata_table" in noise:
        parts.insert(0, METADATA)
    if "menu" in noise:
        parts.insert(0, MENU)
    body = gap.join(parts)
    if "nested" in noise:
        body = f'<table width="100%"><tr><td>{MENU}</td><td>{gap}{body}{gap}</td></tr></table>'
    return body


def _page(body: str, declared: str) -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return (
        f"<!DOCTYPE html>\n<html>\n<head>{meta}<title>政府信息公开</title>"
        "<style>td { border: 1px solid #000000 }</style></head>\n"
        f"<body>\n<script>var count = 12345;</script>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block, noise: frozenset[str], rng: Random, gap: str) -> str:
    if isinstance(block, str):
        return f"<p>{_inline(block, noise)}</p>"
    if "div_tables" in noise:
        return gap.join(['<div class="table">', *_div_rows(block, noise), "</div>"])
    rows = (_row(row, noise, rng, gap) for row in block.rows)
    return gap.join(['<table border="1"><tbody>', *rows, "</tbody></table>"])


def _row(row: Sequence[Cell], noise: frozenset[str], rng: Random, gap: str) -> str:
    return gap.join(["<tr>", *(_cell(cell, noise, rng, gap) for cell in row), "</tr>"])


def _cell(cell: Cell, noise: frozenset[str], rng: Random, gap: str) -> str:
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if span > 1
    )
    content = _content(cell.text, noise, rng)
    if "indented_source" in noise:
        content = f"{gap}{content}{gap}"
    return f"<td{spans}>{content}</td>"


def _content(text: str, noise: frozenset[str], rng: Random) -> str:
    if "breaks" in noise and len(text) > 3 and not any(mark.isdigit() for mark in text[1:]):
        at = rng.randrange(2, len(text))
        text = f"{text[:at]}\n{text[at:]}"
    if not text:
        return _blank(noise)
    if rng.random() < 0.5:
        return "<br>".join(_inline(line, noise) for line in text.split("\n"))
    return "".join(f"<p>{_inline(line, noise)}</p>" for line in text.split("\n"))


def _blank(noise: frozenset[str]) -> str:
    if "word" in noise:
        return '<p class="MsoNormal"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>'
    return "&nbsp;" if "nbsp" in noise else ""


def _inline(text: str, noise: frozenset[str]) -> str:
    if "word" not in noise:
        return escape(text)
    return "".join(f'<span style="font-family:宋体">{escape(mark)}</span>' for mark in text)


def _div_rows(table: Table, noise: frozenset[str]) -> Iterator[str]:
    for row in grid(table):
        cells = (
            f"<div>{_inline(place.cell.text, noise) or _blank(noise)}</div>"
            for place in row
            if place.is_first
        )
        yield f'<div class="row">{"".join(cells)}</div>'
