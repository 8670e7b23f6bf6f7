"""What a report says of itself: title, agency, report year, publication date.

Every statement found comes back with its source and line; which one counts is decided
downstream, by the priorities in the seed ``metadata_sources``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from extract.document import Document

AGENCY_END = "政府|局|厅|委员会|委|办公室|办公厅|办事处|办|中心|院|(?<!网)站|所|队"
PLACE_END = "省|市|区|县|旗|盟|州|镇|乡|街道"
AGENCY = rf"[\u4e00-\u9fff]{{1,20}}?(?:{PLACE_END})[\u4e00-\u9fff]{{0,30}}?(?:{AGENCY_END})"

TITLE = re.compile(
    r"(?:关于)?(?P<before>[^\W\d_]*)(?P<year>20\d\d)年(?:度)?(?P<after>[^\W\d_]*?)"
    r"(?:政府信息|政务信息|信息|政务)公开(?:年度)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
    r"(?:\([^()]*\))?"
)
ENDS_AS_AGENCY = re.compile(rf"[\u4e00-\u9fff]{{2,40}}(?:{AGENCY_END})")
NAME_IN_TITLE = re.compile(rf"[\u4e00-\u9fff]{{1,40}}(?:{AGENCY_END}|{PLACE_END})")  # 宿迁市
AGENCY_FIELD = re.compile(
    rf"(?:发文机关|发布机构|发布机关|公开主体)\s*[:：]\s*({ENDS_AS_AGENCY.pattern})(?![\u4e00-\u9fff])"
)
DATE_FIELD = re.compile(
    r"(发布日期|发布时间|公开日期|公开时间|成文日期)\s*[:：]\s*"
    r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)
SELF_REFERENCES = ("我", "本", "全")  # 我局, 本机关, 全区: an agency, but not its name
# Sentences in which a report can only be speaking of the agency that files it.
AGENCY_IN_PROSE = re.compile(
    rf"由({AGENCY})编制|请与({AGENCY})(?:办公室)?联系|[“「\"]({AGENCY})[”」\"]"
)
PERIOD_IN_PROSE = re.compile(r"统计期限[^\d]{0,4}(20\d\d)年1月1日")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a report says of itself.

    Attributes:
        field: ``agency``, ``report_year``, ``title`` or ``published_date``.
        source: where it was said: ``title``, the name of a header field, or ``prose``.
        value: as text; dates as YYYY-MM-DD.
        source_line: line in the source, from 1.
    """

    field: str
    source: str
    value: str
    source_line: int


def statements(document: Document) -> list[Statement]:
    """Everything a document says of itself, in reading order within each source."""
    lines = [(row.line, _compact(row.text)) for row in document.rows]
    return [*_in_title(lines), *_in_fields(document), *_in_prose(lines)]


def in_file_name(path: str) -> tuple[str | None, int | None]:
    """Agency and report year from a file's name, each None if the name does not say."""
    title = TITLE.fullmatch(_compact(PurePath(path).stem))
    if not title:
        return None, None
    agency = title["before"] or title["after"]
    return agency if _names_agency(agency) else None, int(title["year"])


def _in_title(lines: list[tuple[int, str]]) -> Iterator[Statement]:
    """Every line, or two lines, that are a report's title and nothing else."""
    above = 0, ""
    is_second_half = False
    for (line, text), (_, below) in pairwise([*lines, (0, "")]):
        whole = None if is_second_half else TITLE.fullmatch(text)
        can_join = not (is_second_half or whole or _is_title_with_place(below))
        joined = TITLE.fullmatch(text + below) if can_join else None
        is_second_half = joined is not None
        title = whole or joined
        if title:
            yield Statement("report_year", "title", title["year"], line)
            agency, words = title["before"] or title["after"], title[0]
            if not agency and _names_agency(above[1]):
                line_of_agency, agency = above
                yield Statement("agency", "title", agency, line_of_agency)
                words = agency + words
            elif _names_agency(agency):
                yield Statement("agency", "title", agency, line)
            yield Statement("title", "title", words, line)
        above = line, text


def _in_fields(document: Document) -> Iterator[Statement]:
    for row in document.rows:
        for agency in AGENCY_FIELD.findall(row.text):
            yield Statement("agency", "header_field", agency, row.line)
        for name, *parts in DATE_FIELD.findall(row.text):
            try:
                day = date(*map(int, parts))
            except ValueError:
                continue
            yield Statement("published_date", name, day.isoformat(), row.line)


def _in_prose(lines: list[tuple[int, str]]) -> Iterator[Statement]:
    for line, text in lines:
        for names in AGENCY_IN_PROSE.findall(text):
            yield Statement("agency", "prose", next(filter(None, names)), line)
        for year in PERIOD_IN_PROSE.findall(text):
            yield Statement("report_year", "prose", year, line)


def _is_title_with_place(text: str) -> bool:
    """Whether a line alone is a title that names an agency with its place."""
    title = TITLE.fullmatch(text)
    return bool(title and re.fullmatch(AGENCY, title["before"] or title["after"]))


def _names_agency(words: str) -> bool:
    return bool(NAME_IN_TITLE.fullmatch(words)) and not words.startswith(SELF_REFERENCES)


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
