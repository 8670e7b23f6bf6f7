"""The report's prose, paragraph by paragraph, under the form's six sections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.document import Document
from extract.form import Form, clean_label
from extract.headings import section_no
from extract.locator import LocatedTable


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose.

    Attributes:
        section_no: 1 to 6; 0 for what precedes the first heading.
        paragraph_no: place in the document, from 1.
        source_line: line in the source, from 1.
    """

    section_no: int
    paragraph_no: int
    source_line: int
    text: str


def paragraphs(
    document: Document, tables: Iterable[LocatedTable], form: Form
) -> Iterator[Paragraph]:
    """The prose of a document: every paragraph that is no part of a table of the form."""
    in_tables = [range(t.first_line, t.last_line + 1) for t in tables if t.first_line]
    current = paragraph_no = 0
    for row in document.rows:
        if not row.is_paragraph or not row.text:
            continue
        current = section_no(row.text, form) or current
        is_of_table = any(row.line in lines for lines in in_tables)
        if not is_of_table and clean_label(row.text) not in form.all_labels:
            paragraph_no += 1
            yield Paragraph(current, paragraph_no, row.line, row.text)
