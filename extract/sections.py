"""The report's prose, paragraph by paragraph, under the form's six sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extract.document import Document
from extract.form import Form, clean_label, normalized
from extract.locator import LocatedTable

# A main section's ordinal stands without brackets; （一）主动公开政府信息情况 inside
# section 一 is a sub-heading that only sounds like section 二.
ORDINAL = re.compile(r"\s*([一二三四五六])\s*[、.．,，]")
# Where a text begins like this, its cleaned label begins with that character.
FIRST_CHARACTER = re.compile(r"[\s(（]*([0-9\u4e00-\u9fff])")
SECTION_ORDINALS = {ordinal: number for number, ordinal in enumerate("一二三四五六", 1)}


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


def ordinal_no(text: str) -> int | None:
    """The number of the main section's ordinal with which a text begins; None if with none."""
    ordinal = ORDINAL.match(text)
    return SECTION_ORDINALS[ordinal[1]] if ordinal else None


def section_no(text: str, form: Form) -> int | None:
    """The section that a text heads, 1 to 6; None if it is no heading, or its ordinal differs."""
    ordinal = ORDINAL.match(text)
    heading = text[ordinal.end() :] if ordinal else text
    first = FIRST_CHARACTER.match(heading)
    if first and normalized(first[1]) not in _first_characters(form):
        return None
    number = form.section_of_heading.get(clean_label(heading))
    return number if not ordinal or SECTION_ORDINALS[ordinal[1]] == number else None


@cache
def _first_characters(form: Form) -> set[str]:
    return {heading[0] for heading in form.section_of_heading}
