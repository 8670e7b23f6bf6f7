"""Why a file is not loaded: what it is instead of a report that can be read.

Headings of documents that print words of the form, or the form itself, and are no report are
listed in the seed ``other_documents``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.document import Document, Note, UnreadableFileError
from extract.form import Form, clean_label, normalized, read_seed
from extract.headings import section_no
from extract.metadata import Statement, title_in_file_name
from extract.names import compact, plain
from extract.titles import SEPARATOR, first_table_row, read_title

LONGEST_HEADING = 60
PROSE = re.compile("[。;；]")
YEAR = re.compile(r"(?<!\d)(20\d\d)年")
END_OF_NOTICE = re.compile("[\u4e00-\u9fff]{0,15}的通知")
GUIDE = re.compile(r".*信息公开(?:指南|目录|制度|规定|申请表|申请流程)")
CITES_REGULATIONS = re.compile("政府信息公开(?:条例|工作年度报告格式)[》>]")
# How many different labels of lines show that a text has the form's tables.
LABELS_OF_A_FORM = 10
# How many lines such as 规章000 show that a text has lost what parted its cells.
LINES_RUN_TOGETHER = 3
DIGITS_AT_END = re.compile(r"(?<=[^\s\d.])\d[\d.]*$")


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind of document that is no annual report.

    Attributes:
        heading: what its heading looks like.
        reason_code: why it is not loaded.
        what: in a sentence, in both languages.
    """

    heading: re.Pattern[str]
    reason_code: str
    what: str


def another_kind(
    document: Document, said: list[Statement], form: Form
) -> UnreadableFileError | None:
    """What a document is by its heading, if that is plainly no annual report.

    A document with the title of an annual report of its own is one, whatever else the page
    around it announces.

    Args:
        document: what the reader returned.
        said: what the document says of itself.
        form: the catalogue of both variants.
    """
    if any(s.source in ("title", "title_without_year") for s in said):
        return None
    for heading, below in _headings(document, form):
        kind = next((k for k in _other_kinds() if k.heading.fullmatch(heading)), None)
        if kind and not read_title(heading):
            year = YEAR.search(heading) or YEAR.match(below.lstrip("("))
            if year and int(year[1]) < form.first_year:
                return _before_form(int(year[1]), form.first_year)
            return UnreadableFileError(
                kind.reason_code, f"By its heading it is {kind.what}, no annual report: {heading}"
            )
    return None


@cache
def _other_kinds() -> tuple[OtherKind, ...]:
    return tuple(
        OtherKind(
            re.compile(row["pattern"]), row["reason_code"], f"{row['what_en']} ({row['what_zh']})"
        )
        for row in read_seed("other_documents")
    )


def not_read(
    document: Document, name: str, said: list[Statement], notes: list[Note], form: Form
) -> UnreadableFileError:
    """Why no number could be read from a document.

    Args:
        document: what the reader returned.
        name: the file's path.
        said: what the document says of itself.
        notes: why lines of the form that were found could not be read.
        form: the catalogue of both variants.
    """
    year = _report_year(document, name, said, form)
    if year and year < form.first_year:
        return _before_form(year, form.first_year)
    together = _lines_run_together(document, form)
    if len(together) >= LINES_RUN_TOGETHER:
        return UnreadableFileError(
            "no_values_found",
            f"The cells of its tables run together ({together[0]}), so that nobody can tell "
            "where one number ends and the next begins; supply the page or file it was taken from.",
        )
    what = f"It is a report for {year}" if year else "It has the sections of a report"
    of_lines = [note for note in notes if note.line_code]
    if of_lines:
        return UnreadableFileError(
            "no_values_found",
            f"{what}, but of the form's lines in it ({len(of_lines)}) none could be read: "
            f"{of_lines[0].sentence}",
        )
    if year or (_has_section(document, form) and _cites_regulations(document)):
        return _no_values(what)
    return UnreadableFileError("not_a_report", _instead_of_a_report(document, form))


def _instead_of_a_report(document: Document, form: Form) -> str:
    if _labels(document, form) >= LABELS_OF_A_FORM:
        return "The form's tables are in it, but no value and no title of a report: a blank form."
    if any(GUIDE.fullmatch(heading) for heading, _ in _headings(document, form)):
        return (
            "By its heading it is a guide or a catalogue of government information, "
            "and no table of an annual report was found in it."
        )
    return "Neither the title nor any table of an annual report was found in it."


def _report_year(document: Document, name: str, said: list[Statement], form: Form) -> int | None:
    """The year of a report without values: of its title or file name, or else of its prose."""
    in_name = title_in_file_name(name)
    years = [*_years(said, "title"), in_name and in_name.year]
    if not any(years) and _cites_regulations(document):
        sources = ("prose", "overview") if _has_section(document, form) else ("prose",)
        stated = [set(_years(said, source)) for source in sources]
        years = [year for of_source in stated if len(of_source) == 1 for year in of_source]
    return next(filter(None, years), None)


def _years(said: list[Statement], source: str) -> list[int]:
    return [int(s.value) for s in said if (s.field, s.source) == ("report_year", source)]


def _cites_regulations(document: Document) -> bool:
    """Whether a document refers to the regulations by which reports are made."""
    return any(CITES_REGULATIONS.search(compact(row.text)) for row in document.rows)


def _no_values(what: str) -> UnreadableFileError:
    return UnreadableFileError(
        "no_values_found",
        f"{what}, but no table of the form with a value in it was found; "
        "if its tables are pictures, or in other files, supply them as text.",
    )


def _before_form(year: int, first_year: int) -> UnreadableFileError:
    return UnreadableFileError(
        "before_form",
        f"A report for {year}: the statutory form begins with {first_year}, "
        "so there are no tables to read.",
    )


def _headings(document: Document, form: Form) -> Iterator[tuple[str, str]]:
    """Short rows above the form's tables, and the parts of them, each with the row below."""
    rows = document.rows[: first_table_row(document.rows, form)]
    texts = [compact(row.text) for row in rows]
    for row, (text, below) in zip(rows, pairwise([*texts, ""]), strict=True):
        if len(text) <= LONGEST_HEADING and not PROSE.search(text):
            yield from ((compact(part), below) for part in SEPARATOR.split(plain(row.text)))
            if END_OF_NOTICE.fullmatch(below):
                yield text + below, ""


def _lines_run_together(document: Document, form: Form) -> list[str]:
    """The lines of the form that are printed as one text with their values, as 规章000."""
    labels = _line_labels(form)
    texts = [normalized(row.text).strip() for row in document.rows if len(row.cells) == 1]
    return [
        text
        for text in texts
        if (digits := DIGITS_AT_END.search(text)) and clean_label(text[: digits.start()]) in labels
    ]


def _labels(document: Document, form: Form) -> int:
    """How many different lines' labels a document prints."""
    printed = {clean_label(cell.text) for row in document.rows for cell in row.cells}
    return len(_line_labels(form) & printed)


def _line_labels(form: Form) -> set[str]:
    return {label for of_table in form.line_of_label.values() for label in of_table}


def _has_section(document: Document, form: Form) -> bool:
    """Whether one of the form's sections is headed in a document."""
    return any(section_no(row.text, form) for row in document.rows)
