"""Reads files back and compares what is located with what was printed."""

from dataclasses import dataclass

from extract.document import UnreadableFileError
from extract.report import read_report
from tests.properties.rendering import NAMES, Coordinates, Report


@dataclass(frozen=True)
class ReadBack:
    """What was read: the values of cells located, and the cells that are marked."""

    located: dict[Coordinates, str]
    marked: set[Coordinates]


def read_back(name: str, content: bytes) -> ReadBack:
    """Read a file; one that is refused has neither located nor marked cells."""
    try:
        cells = read_report(name, content).cells
    except UnreadableFileError as refusal:
        assert refusal.reason_code
        assert refusal.reason
        return ReadBack({}, set())
    read = ReadBack({}, set())
    for cell in cells:
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
