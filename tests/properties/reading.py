"""Reads files back and compares what is located with what was printed."""

import re
from dataclasses import dataclass

from extract import readers
from extract.document import UnreadableFileError
from extract.locator import LocatedCell
from extract.readers.encoding import decode, without_invisible
from extract.report import read_report
from tests.properties.rendering import NAMES, Coordinates, Report

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class ReadBack:
    """What was read: the values of cells located, and the cells that are marked."""

    located: dict[Coordinates, str]
    marked: set[Coordinates]


def cells_of(name: str, content: bytes) -> list[LocatedCell]:
    """Read a file; one that is refused, with a reason, has no cells."""
    try:
        return read_report(name, content).cells
    except UnreadableFileError as refusal:
        assert refusal.reason_code
        assert refusal.reason
        return []


def assert_nothing_is_invented(name: str, content: bytes) -> None:
    """Read a file: each value located is a whole cell of its row, and in a text on its line."""
    values = [c for c in cells_of(name, content) if c.location == "located" and c.value_raw]
    if not values:
        return
    document = readers.read(content)
    printed = {(cell.line, cell.text) for row in document.rows for cell in row.cells}
    is_text = document.media_type == "text/plain"
    lines = LINE_END.split(without_invisible(decode(content)[0])) if is_text else []
    for cell in values:
        assert (cell.source_line, cell.value_raw) in printed
        assert not is_text or cell.value_raw in lines[cell.source_line - 1]


def read_back(name: str, content: bytes) -> ReadBack:
    """Read a file; one that is refused has neither located nor marked cells."""
    read = ReadBack({}, set())
    for cell in cells_of(name, content):
        place = cell.form_variant, cell.table_no, cell.row_no, cell.position
        if cell.location == "located":
            # Where a page wraps a value is no part of it.
            is_wrapped = name.endswith(".pdf")
            read.located[place] = cell.value_raw.replace("\n", "" if is_wrapped else "\n")
        else:
            read.marked.add(place)
    return read


def read_report_back(report: Report) -> ReadBack:
    """Read the file of a report."""
    return read_back(report.name, report.content)


def wrong_cells(read: ReadBack, report: Report) -> dict[Coordinates, str]:
    """The values located that the report does not print in that cell.

    A line that both variants have is the same cell in either: what is missing from a report
    may be what told the variant.
    """
    printed = report.names
    return {
        place: value for place, value in read.located.items() if printed.get(NAMES[place]) != value
    }
