"""One report file: from its bytes to everything the warehouse stores of it."""

import hashlib
from collections import Counter
from dataclasses import dataclass

from extract import metadata, readers
from extract.document import UnreadableFileError
from extract.filling import LocatedCell
from extract.form import Form, load_form
from extract.locator import LocatedTable, locate
from extract.sections import Paragraph, paragraphs


@dataclass(frozen=True, slots=True)
class Report:
    """What one file says, as printed."""

    report_id: str
    media_type: str
    encoding: str
    text_layout: str
    statements: list[metadata.Statement]
    tables: list[LocatedTable]
    cells: list[LocatedCell]
    paragraphs: list[Paragraph]


def report_id_of(sha256: str) -> str:
    """A report's identity: the beginning of its bytes' SHA-256, in hexadecimal."""
    return sha256[:16]


def read_report(name: str, content: bytes) -> Report:
    """Read one report file; a pure function of its name and bytes.

    Args:
        name: the file's path; its suffix chooses the reader.
        content: the file's bytes.

    Raises:
        UnreadableFileError: no number of the form could be read; says why.
    """
    form = load_form()
    document = readers.read(name, content)
    said = metadata.statements(document)
    tables, cells = locate(document, form)
    if not any(cell.location == "located" and cell.value_raw for cell in cells):
        raise _not_read(name, said, form)
    return Report(
        report_id=report_id_of(hashlib.sha256(content).hexdigest()),
        media_type=document.media_type,
        encoding=document.encoding,
        text_layout=_main_layout(tables),
        statements=said,
        tables=tables,
        cells=cells,
        paragraphs=list(paragraphs(document, tables, form)),
    )


def _main_layout(tables: list[LocatedTable]) -> str:
    layouts = Counter(table.text_layout for table in tables if table.text_layout)
    return layouts.most_common(1)[0][0]


def _not_read(name: str, said: list[metadata.Statement], form: Form) -> UnreadableFileError:
    years = [int(s.value) for s in said if (s.field, s.source) == ("report_year", "title")]
    year = years[0] if years else metadata.in_file_name(name)[1]
    if year is None:
        return UnreadableFileError(
            "not_a_report",
            "Neither the title nor any table of an annual report was found in it.",
        )
    if year < form.first_year:
        return UnreadableFileError(
            "before_form",
            f"A report for {year}: the statutory form begins with {form.first_year}, "
            "so there are no tables to read.",
        )
    return UnreadableFileError(
        "no_values_found",
        f"The title is that of a report for {year}, but no table of the form with a value in "
        "it was found; if its tables are pictures, or in other files, supply them as text.",
    )
