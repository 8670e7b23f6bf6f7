"""Why a file is not loaded: what it is instead of a report that can be read."""

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.document import Document, Note, UnreadableFileError
from extract.form import Form, clean_label
from extract.metadata import Statement, title_in_file_name
from extract.names import compact, plain
from extract.titles import SEPARATOR, first_table_row, read_title

LONGEST_HEADING = 60
PROSE = re.compile("[。;；]")
YEAR = re.compile(r"(?<!\d)(20\d\d)年")
# Headings of documents that print words of the form, or the form itself, and are no report.
OTHER_KINDS = (
    (
        re.compile(
            r".*(?:年度报告|年报)[^《》]*(?:格式|模板|样表|样式).*|.*关于.*(?:年度报告|年报).*通知"
        ),
        "not_a_report",
        "a notice about how to draw up reports, with the blank form",
    ),
    (
        re.compile(r".*(?:[上下]半年|半年度|季度|\d月份?).*公开.*(?:表|报告|报表|总结|情况|统计)"),
        "not_a_report",
        "a document about part of a year",
    ),
    (
        re.compile(
            r".*行政(?:执法|处罚|许可|检查).*(?:统计|年报|年度报告|数据|情况)(?:表|公示|报告)?"
        ),
        "not_a_report",
        "statistics of administrative enforcement",
    ),
    (
        re.compile(
            r".*20\d\d年?度?[与和、至及-]+20\d\d年.*公开.*|.*公开.*(?:对比|比较)(?:表|分析)?"
        ),
        "several_reports",
        "a comparison of several years",
    ),
    (
        re.compile(r".*公开.*统计表"),
        "not_a_report",
        "a statistics form",
    ),
)
END_OF_NOTICE = re.compile("[\u4e00-\u9fff]{0,15}的通知")
ORDINAL = re.compile(r"^[一二三四五六][、.,]")
GUIDE = re.compile(r".*信息公开(?:指南|目录|制度|规定|申请表|申请流程)")
CITES_REGULATIONS = re.compile("政府信息公开(?:条例|工作年度报告格式)[》>]")
# How many different labels of lines show that a text has the form's tables.
LABELS_OF_A_FORM = 10


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
    for heading, below in _headings(document):
        for pattern, reason_code, what in OTHER_KINDS:
            if not pattern.fullmatch(heading) or read_title(heading):
                continue
            year = YEAR.search(heading) or YEAR.match(below.lstrip("("))
            if year and int(year[1]) < form.first_year:
                return _before_form(int(year[1]), form.first_year)
            return UnreadableFileError(
                reason_code, f"By its heading it is {what}, no annual report: {heading}"
            )
    return None


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
    if any(GUIDE.fullmatch(heading) for heading, _ in _headings(document)):
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


def _headings(document: Document) -> Iterator[tuple[str, str]]:
    """Short rows above the form's tables, and the parts of them, each with the row below."""
    rows = document.rows[: first_table_row(document.rows)]
    texts = [compact(row.text) for row in rows]
    for row, (text, below) in zip(rows, pairwise([*texts, ""]), strict=True):
        if len(text) <= LONGEST_HEADING and not PROSE.search(text):
            yield from ((compact(part), below) for part in SEPARATOR.split(plain(row.text)))
            if END_OF_NOTICE.fullmatch(below):
                yield text + below, ""


def _labels(document: Document, form: Form) -> int:
    """How many different lines' labels a document prints."""
    lines = {label for of_table in form.line_of_label.values() for label in of_table}
    return len(lines & {clean_label(cell.text) for row in document.rows for cell in row.cells})


def _has_section(document: Document, form: Form) -> bool:
    """Whether one of the form's sections is headed in a document."""
    headings = (clean_label(ORDINAL.sub("", compact(row.text))) for row in document.rows)
    return any(heading in form.section_of_heading for heading in headings)
