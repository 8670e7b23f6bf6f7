"""Word files: python-docx writes the package, the tables are written as Word writes them."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.carriers.blocks import Block, Cell, Place, grid

NOISE = {
    "runs": "a run per character",
    "breaks": "line breaks or paragraphs inside labels",
    "nested": "a layout table around everything",
    "content_controls": "cells and paragraphs inside content controls",
    "text_boxes": "the first paragraph in a text box, which Word stores twice",
    "tracked_changes": "deleted and inserted texts",
    "hidden": "hidden texts",
    "grid_before": "rows of merged cells without the cells that continue a merge",
}
W = nsdecls("w")
BOX = (
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
)


def as_docx(
    blocks: Sequence[Block], noise: frozenset[str] = frozenset(), rng: Random | None = None
) -> bytes:
    """Write blocks as a Word file."""
    rng = rng or Random(0)
    parts = [_block(block, noise, rng) for block in blocks]
    if "text_boxes" in noise and isinstance(blocks[0], str):
        parts[0] = _in_text_box(parts[0])
    xml = "".join(parts)
    if "nested" in noise:
        xml = f"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{xml}<w:p/></w:tc></w:tr></w:tbl>"
    document = docx.Document(io.BytesIO(_empty_package()))
    body = document.element.body
    for element in list(parse_xml(f"<w:body {W}>{xml}</w:body>"))[::-1]:
        body.insert(0, element)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@cache
def _empty_package() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def _block(block: Block, noise: frozenset[str], rng: Random) -> str:
    if isinstance(block, str):
        return _controlled(_paragraph(block, noise, rng), noise, rng)
    rows = "".join(_row(row, noise, rng) for row in grid(block))
    width = max(map(len, grid(block)))
    columns = '<w:gridCol w:w="900"/>' * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(row: list[Place], noise: frozenset[str], rng: Random) -> str:
    before = ""
    if "grid_before" in noise:
        covered = next((at for at, place in enumerate(row) if not place.down), 0)
        if covered and not row[covered].right:
            before = f'<w:trPr><w:gridBefore w:val="{covered}"/></w:trPr>'
            row = row[covered:]
    cells = "".join(_cell(place, noise, rng) for place in row if not place.right)
    return f"<w:tr>{before}{cells}</w:tr>"


def _cell(place: Place, noise: frozenset[str], rng: Random) -> str:
    cell = place.cell
    properties = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    if cell.rowspan > 1 and place.down:
        properties += "<w:vMerge/>"
    elif cell.rowspan > 1:
        properties += '<w:vMerge w:val="restart"/>'
    text = "" if place.down else cell.text
    content = "".join(_content(text, cell, noise, rng))
    return _controlled(f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>", noise, rng)


def _content(text: str, cell: Cell, noise: frozenset[str], rng: Random) -> Iterator[str]:
    if "breaks" in noise and len(text) > 3 and not any(mark.isdigit() for mark in text[1:]):
        at = rng.randrange(2, len(text))
        text = f"{text[:at]}\n{text[at:]}"
    if rng.random() < 0.5:
        yield _paragraph(text, noise, rng)
    else:
        yield from (_paragraph(line, noise, rng) for line in text.split("\n"))


def _paragraph(text: str, noise: frozenset[str], rng: Random) -> str:
    size = 1 if "runs" in noise else len(text) or 1
    runs = "".join(_run(text[at : at + size]) for at in range(0, len(text), size))
    if "tracked_changes" in noise and rng.random() < 0.3:
        deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>7</w:delText></w:r></w:del>'
        runs = f'{deleted}<w:ins w:id="2" w:author="a">{runs}</w:ins>'
    if "hidden" in noise and rng.random() < 0.3:
        runs += "<w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>"
    return f"<w:p>{runs}</w:p>"


def _run(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def _controlled(xml: str, noise: frozenset[str], rng: Random) -> str:
    if "content_controls" not in noise or rng.random() < 0.7:
        return xml
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"


def _in_text_box(paragraph: str) -> str:
    content = f"<w:txbxContent>{paragraph}</w:txbxContent>"
    compatibility, shape = BOX
    return (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{compatibility}"><mc:Choice Requires="wps">'
        f'<w:drawing><wps:wsp xmlns:wps="{shape}"><wps:txbx>{content}</wps:txbx></wps:wsp>'
        "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{content}</v:textbox>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
