"""What the sheets share: what their cells look like, and how a value is written into one."""

import datetime
import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CHARACTERS = 32_767  # that a cell of Excel holds
DIGITS = 15  # that a number of Excel keeps
BATCH = 200  # rows fetched at a time

# Fills, worst finding first. A finding's hides a status's: the note then says both.
FINDING_FILLS = {"warning": "#FFB3AB", "info": "#FFE699"}
STATUS_FILLS = {
    "blank": "#DDEBF7",
    "not_applicable": "#D9EAD3",
    "unreadable": "#E1D5E7",
    "absent": "#BFBFBF",
    "not_on_form": "#EDEDED",
}


@dataclass(frozen=True)
class Limits:
    """What the programs that open spreadsheets can open.

    Attributes:
        reports: rows of the sheet of reports. So many make 4.8 million cells, which LibreOffice
            opens in half a minute with 0.8 GB; Google Sheets takes 10 million at most.
        rows: rows of any other sheet, headers included: those of Excel.
        notes: notes of a sheet. Each is a drawing: many more take Excel minutes to open.
    """

    reports: int = 20_000
    rows: int = 1_048_576
    notes: int = 20_000


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple, Format] = {}

    def __call__(self, **properties: Any) -> Format:
        """Return the format with these properties of XlsxWriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def header(self, fill: str) -> Format:
        """Return the format of a column's header."""
        framed = {"bg_color": fill, "border": 1, "border_color": "#A6A6A6"}
        centred = {"text_wrap": True, "align": "center", "valign": "vcenter"}
        return self(bold=True, font_size=9, **framed, **centred)

    def cell(self, fill: str | None = None, **properties: Any) -> Format:
        """Return the format of a cell; a fill hides Excel's own lines and brings others."""
        framed = {"bg_color": fill, "border": 1, "border_color": "#D0D0D0"} if fill else {}
        return self(valign="top", **framed, **properties)


def rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple]:
    """Yield the rows of a result without holding all of them."""
    while batch := result.fetchmany(BATCH):
        yield from batch


def fill_of(severities: list[str], status: str | None) -> str | None:
    """Return the fill of a cell from its findings' severities, else from why it has no number."""
    for severity, fill in FINDING_FILLS.items():
        if severity in severities:
            return fill
    return STATUS_FILLS.get(status) if status else None


def write_value(sheet: Worksheet, row: int, column: int, value: Any, style: Format) -> None:
    """Write a value as what it is; null as an empty cell.

    Text is never taken for a formula or a link: it comes from documents of unknown origin, and
    Excel opens no sheet with more than 65,530 links. A number that Excel would round is text.
    """
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > DIGITS:
        sheet.write_string(row, column, f"{value.normalize():f}", style)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, no_markup(shortened(str(value))), style)


def no_markup(text: str) -> str:
    """A text that XlsxWriter escapes: one from `<r>` to `</r>` it takes for XML of its own making.

    Such a text gets a blank in front. The end is not looked at: XlsxWriter itself cuts off what
    Excel does not hold.
    """
    return f" {text}" if text.startswith("<r>") else text


def row_height(texts: Iterable[tuple[str, int]]) -> int:
    """Return the points a row needs for wrapped texts in columns of so many characters.

    Not every program finds that out by itself. Chinese characters are twice as wide as others.
    """
    lines = (
        math.ceil(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text) / width)
        for text, width in texts
    )
    return 16 * max(1, *lines)


def shortened(text: str) -> str:
    """A text that fits into a cell or note of Excel, with a sign where it was cut."""
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"
