"""PDF files with a text layer, as office programs print them."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    TableStyle,
)
from reportlab.platypus import Table as RuledTable

from tests.carriers.blocks import Block, Cell, Place, Table, grid, split

NOISE = {
    "page_breaks": "tables go on over the page, with their header again or not",
    "narrow": "number columns so narrow that labels and long numbers wrap",
    "page_numbers": "- 2 - at the foot of each page",
    "centered": "texts in the middle of their cells",
    "unruled": "tables without lines",
    "outer_lines": "lines between rows only",
}
FONT = "STSong-Light"
PAGE = (A4[0], 3000)  # high enough for any table: where pages break is for the noise to say
PAGE_WIDTH = 500
NARROWEST = 24  # three digits
FEWEST_ROWS_TO_BREAK = 8


def as_pdf(
    blocks: Sequence[Block], noise: frozenset[str] = frozenset(), rng: Random | None = None
) -> bytes:
    """Write blocks as a PDF file; pages are stored uncompressed."""
    rng = rng or Random(0)
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=PAGE, leftMargin=40, rightMargin=40, pageCompression=0, invariant=1
    )
    foot = _page_number if "page_numbers" in noise else lambda *_: None
    story = [part for block in blocks for part in _block(block, noise, rng)]
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


@cache
def _style(*, centered: bool) -> ParagraphStyle:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return ParagraphStyle(
        "cell",
        fontName=FONT,
        fontSize=8,
        leading=10,
        wordWrap="CJK",
        alignment=1 if centered else 0,
    )


def _page_number(canvas: Canvas, _: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 8)
    canvas.drawCentredString(A4[0] / 2, 30, f"- {canvas.getPageNumber()} -")


def _block(block: Block, noise: frozenset[str], rng: Random) -> Iterator[Flowable]:
    if isinstance(block, str):
        yield Paragraph(escape(block), _style(centered=False))
    elif "page_breaks" in noise and len(block.rows) > FEWEST_ROWS_TO_BREAK:
        upper, lower = split(block, rng)
        yield from (_table(upper, noise), PageBreak(), _table(lower, noise))
    elif block.rows:
        yield _table(block, noise)


def _table(table: Table, noise: frozenset[str]) -> RuledTable:
    rows = grid(table)
    width = max(map(len, rows))
    squares = [row + [Place(Cell(""), 0, 0)] * (width - len(row)) for row in rows]
    style = _style(centered="centered" in noise)
    texts = [
        [Paragraph(escape(place.cell.text), style) if place.is_first else "" for place in row]
        for row in squares
    ]
    lines = []
    if "unruled" not in noise:
        kind = "LINEBELOW" if "outer_lines" in noise else "GRID"
        lines = [(kind, (0, 0), (-1, -1), 0.5, (0, 0, 0))]
    spans = [
        ("SPAN", (x, y), (x + place.cell.colspan - 1, min(y + place.cell.rowspan, len(rows)) - 1))
        for y, row in enumerate(squares)
        for x, place in enumerate(row)
        if place.is_first and (place.cell.colspan > 1 or place.cell.rowspan > 1)
    ]
    # A closing bracket hangs over the right edge of the text by its own width.
    padding = [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 9)]
    return RuledTable(
        texts,
        colWidths=_widths(squares, is_narrow="narrow" in noise),
        style=TableStyle([*lines, *spans, *padding]),
    )


def _widths(rows: list[list[Place]], *, is_narrow: bool) -> list[float]:
    """The width of each column in points, after its longest text."""
    lengths = [
        max((len(place.cell.text) for place in column if place.cell.colspan == 1), default=0)
        for column in zip(*rows, strict=True)
    ]
    most, least = (12, 1) if is_narrow else (8, 4)
    weights = [min(max(length, least), most) for length in lengths]
    widths = [PAGE_WIDTH * weight / sum(weights) for weight in weights]
    return [max(width, NARROWEST) for width in widths]
