"""What a report says of itself: title, agency, report year, dates and numbers.

Every statement found comes back with its source and line; which one counts is decided
downstream, by the priorities in the seed ``metadata_sources``; `settled` foretells it. What
headers call their fields is listed in the seed ``metadata_labels``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import PurePath

from extract.document import Document, Row
from extract.form import Form, load_form, read_seed
from extract.headings import ordinal_no, section_no
from extract.names import compact, names_agency, names_agency_with_place, plain
from extract.sayings import (
    AGENCY_IN_OVERVIEW,
    ANY_CLUE,
    OVERVIEW_CLUE,
    SAYINGS,
    YEAR_IN_OVERVIEW,
    Saying,
)
from extract.titles import (
    CHINESE_DIGITS,
    PrintedTitle,
    Title,
    first_table_row,
    printed_titles,
    read_title,
    without_bullet,
)

DIGIT = "[〇○◯零一二三四五六七八九十]"
DAY = re.compile(
    r"(?P<y>\d{4})\s*[-年/.]\s*(?P<m>\d{1,2})\s*[-月/.]\s*(?P<d>\d{1,2})(?!\d)"
    r"|(?P<y8>20\d\d)(?P<m8>\d\d)(?P<d8>\d\d)(?!\d)"
    rf"|(?P<yc>[二][〇○◯零]{DIGIT}{{2}})\s*年\s*(?P<mc>{DIGIT}{{1,2}})\s*月\s*(?P<dc>{DIGIT}{{1,3}})\s*日"
)
CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
# 2022年1月1日至2022年12月31日 is what a report covers, not when it was published.
UNTIL = re.compile(r"日?\s*(?:至|到|[-—–~])+\s*(?:20\d\d|\d{1,2}月)")
LONE_DAY = re.compile(rf"\(?({DAY.pattern})日?\s*({CLOCK})?\)?")
DAY_AND_CLOCK = re.compile(rf"(?:{DAY.pattern})日?\s*{CLOCK}(?=\s)")
ENDS_WITH_DAY = re.compile(r"(.*?)(\(?[〇○◯零一二三四五六七八九十\d]{4}年.{1,3}月(?:.{1,3}日)?\)?)")
LONGEST_SIGNATURE = 80
# What a report calls the agency that files it: 我局, 我镇.
SELF = re.compile("我([局委厅办院镇乡省市县区州旗盟]|街道|中心)")
OF_A_PLACE = set("省市县区州旗盟")
AGENCY_IN_HEADER = ("agency", "header_field")
INDEX_NUMBER = re.compile(r"(?=\S*\d)[\w/(\[][\w/.\-—()〔〕\[\]]{3,59}")
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,20}[〔\[(【]20\d\d[〕\])】]第?\d+号")
AFTER_LABEL = r"(?:[ ]*:|[ ]+|(?=\t|$))"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a report says of itself.

    Attributes:
        field: ``agency``, ``report_year``, ``title``, ``published_date``, ``index_number``
            or ``document_number``.
        source: where it was said, as in the seed ``metadata_sources``; ``title_in_list``
            is a title among those of other reports, and ``site`` the government on whose site
            the report of another agency stands, neither of which ever counts.
        value: as text, without blanks; dates as YYYY-MM-DD.
        source_line: line in the source, from 1.
    """

    field: str
    source: str
    value: str
    source_line: int


def statements(document: Document) -> list[Statement]:
    """Everything a document says of itself, in reading order within each source."""
    rows, form = document.rows, load_form()
    first_table = first_table_row(rows, form)
    titles = printed_titles(rows, first_table)
    selves = {self for row in rows[:first_table] for self in SELF.findall(row.text)}
    fields = list(_without_sites(_in_fields(rows, first_table), selves))
    filed_by = {said.value for said in fields if (said.field, said.source) == AGENCY_IN_HEADER}
    return [
        *_in_titles(rows, titles, filed_by, selves),
        *fields,
        *_by_titles(rows, titles, first_table),
        *_in_prose(rows, first_table, form),
        *_in_signature(rows[first_table:]),
    ]


def settled(said: Iterable[Statement], field: str) -> str | None:
    """The value of a field that counts, by the rule of the model ``int_report_identities``.

    The best source counts, then what it says most often, then what all sources say most
    often; of an agency's names the full one. None if nothing counts, or two values equally.
    """
    ranks = priorities(field)
    times = Counter((s.source, s.value) for s in said if s.field == field and s.source in ranks)
    anywhere = Counter()
    for (_, value), stated in times.items():
        anywhere[value] += stated
    standing = {
        (source, value): (ranks[source], -stated, -anywhere[value])
        for (source, value), stated in times.items()
    }
    first = min(standing.values(), default=None)
    best = [value for (_, value), of_value in standing.items() if of_value == first]
    if field == "agency":
        best = [name for name in best if not any(_is_abbreviated_by(full, name) for full in best)]
    return best[0] if len(best) == 1 else None


@cache
def priorities(field: str) -> dict[str, int]:
    """The sources of a field that count, each with its rank; 1 is best."""
    sources = read_seed("metadata_sources")
    return {row["source"]: int(row["priority"]) for row in sources if row["field"] == field}


def _is_abbreviated_by(longer: str, shorter: str) -> bool:
    """Whether a shorter name keeps characters of a longer one, in their order and to its last."""
    kept = ".*".join(map(re.escape, shorter))
    return len(longer) > len(shorter) and bool(re.fullmatch(f".*{kept}", longer))


def in_file_name(path: str) -> tuple[str | None, int | None]:
    """Agency and report year from a file's name, each None if the name does not say."""
    stem = plain(PurePath(path).stem)
    title = title_in_file_name(path)
    if title:
        return title.agency, title.year
    numberless = re.sub(r"^(?!20\d\d年)[\d_.、\s-]+", "", stem)
    words = compact(numberless)
    year = re.search(r"(?<!\d)(20\d\d)年(?!\d)", words)
    rest = re.sub(r"20\d\d年(?:年?度)?|(?:年度)?(?:工作)?(?:报告|年报)$|年报$|[_-]", "", words)
    if not names_agency(rest):
        return None, None
    return rest, int(year[1]) if year else None


def title_in_file_name(path: str) -> Title | None:
    """The title that a file's name, or a part of it, is."""
    stem = plain(PurePath(path).stem)
    numberless = re.sub(r"^(?!20\d\d年)\d+[_.、\s-]+", "", stem)
    parts = (stem, numberless, *re.split(r"[_\s]+|(?<!\d)-|-(?!\d)", numberless))
    return next(filter(None, map(read_title, parts)), None)


def _in_titles(
    rows: Sequence[Row],
    titles: Iterable[PrintedTitle],
    filed_by: Collection[str],
    selves: Collection[str],
) -> Iterator[Statement]:
    for printed in titles:
        title, line = printed.title, rows[printed.row].line
        source = "title" if title.year else "title_without_year"
        if not printed.is_own:
            source = "title_in_list"
        if title.year:
            yield Statement("report_year", source, str(title.year), line)
        words = title.words
        if title.agency:
            in_list = "titles_of_one_agency" if printed.is_of_one_agency else source
            yield Statement("agency", in_list, title.agency, line)
        elif printed.is_own:
            for agency in _beside(rows, printed.row, filed_by, selves):
                yield agency
                words = agency.value + words
        yield Statement("title", source, words, line)


def _beside(
    rows: Sequence[Row], title: int, filed_by: Collection[str], selves: Collection[str]
) -> Iterator[Statement]:
    """The agency in the row above a title that names none, or else below it and its day.

    A government's name over the report of one of its bodies is that of the site.
    """
    is_of_a_body = filed_by and not any("政府" in name for name in filed_by)
    below = title + 1
    if below < len(rows) and LONE_DAY.fullmatch(compact(rows[below].text)):
        below += 1
    beside = {"line_above_title": title - 1, "line_below_title": below}
    for source, at in beside.items():
        name = compact(rows[at].text) if 0 <= at < len(rows) else ""
        is_site = (is_of_a_body and name.endswith("政府")) or _is_of_site(name, selves)
        if names_agency(name) and not is_site:
            yield Statement("agency", source, name, rows[at].line)
            return


def _in_fields(rows: Sequence[Row], first_table: int) -> Iterator[Statement]:
    """What header fields say; those below the tables only where none stands above them."""
    above = list(_fields(rows[:first_table]))
    found = {statement.field for statement in above}
    yield from above
    yield from (s for s in _fields(rows[first_table:]) if s.field not in found)


def _without_sites(fields: Iterable[Statement], selves: Collection[str]) -> Iterator[Statement]:
    """Fields, a government named by its site only as such."""
    for said in fields:
        is_site = said.field == "agency" and _is_of_site(said.value, selves)
        yield replace(said, source="site") if is_site else said


def _is_of_site(name: str, selves: Collection[str]) -> bool:
    """Whether a name is that of a government and the report, by its words, of 我局 or 我镇.

    It would be given the numbers of one of its bodies, and its own report be superseded.
    """
    if not (selves and name.endswith("政府")):
        return False
    return not any(self in OF_A_PLACE or self in name for self in selves)


def _fields(rows: Sequence[Row]) -> Iterator[Statement]:
    """Fields printed as ``名称:值`` and as a label followed by the cell of its value."""
    labels, label_end = _labels(), _label_end()
    # `plain` leaves ASCII as it is, and most cells hold a number; to ask takes less than a call
    texts = [
        "\t".join([c.text if c.text.isascii() else plain(c.text) for c in row.cells])
        for row in rows
    ]
    for row, (text, below) in zip(rows, pairwise([*texts, ""]), strict=True):
        if not label_end.search(text):
            continue
        _, *parts = _label_pattern().split(text)
        for number in range(0, len(parts), 2):
            field, source = labels[compact(parts[number])]
            printed = parts[number + 1].strip("\t :|-")
            is_last = number + 2 == len(parts)
            value = _value_of(field, printed or (without_bullet(below.strip()) if is_last else ""))
            if value:
                yield Statement(field, source, value, row.line)


@cache
def _labels() -> dict[str, tuple[str, str]]:
    return {row["label_zh"]: (row["field"], row["source"]) for row in read_seed("metadata_labels")}


@cache
def _label_pattern() -> re.Pattern:
    """A label before a colon or a blank, or alone; blanks may part its characters."""
    spaced = (r"[ \u3000]*".join(label) for label in sorted(_labels(), key=len, reverse=True))
    return re.compile(rf"(?<![\u4e00-\u9fff])({'|'.join(spaced)}){AFTER_LABEL}")


@cache
def _label_end() -> re.Pattern:
    """The last character of a label and what follows it, which few rows have: a fast test."""
    return re.compile(rf"[{''.join({label[-1] for label in _labels()})}]{AFTER_LABEL}")


def _value_of(field: str, printed: str) -> str | None:
    """The value at the beginning of what follows a label, if it is one of the field's kind."""
    if field == "published_date":
        day = DAY.match(printed.strip())
        return None if day and UNTIL.match(day.string, day.end()) else _day(day)
    if field == "agency":
        words = re.split(r"[\s|]+", printed.strip())
        names = (words[0], compact(printed.split("\t", maxsplit=1)[0]))
        return next(filter(names_agency, names), None)
    pattern = INDEX_NUMBER if field == "index_number" else DOCUMENT_NUMBER
    words = printed.strip() if field == "index_number" else compact(printed)
    match = pattern.match(words)
    return match[0] if match else None


def _by_titles(
    rows: Sequence[Row], titles: Iterable[PrintedTitle], first_table: int
) -> Iterator[Statement]:
    """Days in a row of their own that no label names: in brackets, with a time, by a title."""
    below_titles = {t.row + step for t in titles if t.is_own for step in (1, 2, 3)}
    for at, row in enumerate(rows[:first_table]):
        text = without_bullet(plain(row.text).strip()).strip()
        match = LONE_DAY.fullmatch(text) or DAY_AND_CLOCK.match(text if at in below_titles else "")
        if match and (at in below_titles or match[0].startswith("(") or ":" in match[0]):
            day = _day(DAY.search(match[0]))
            if day:
                yield Statement("published_date", "line_by_title", day, row.line)


def _in_prose(rows: Sequence[Row], first_table: int, form: Form) -> Iterator[Statement]:
    section = None
    texts = [compact(row.text) if row.is_paragraph else "" for row in rows]
    for at, (text, below) in enumerate(pairwise([*texts, ""])):
        if not text:
            continue
        line = rows[at].line
        if ANY_CLUE.search(text + below):
            for saying in SAYINGS:
                for value in saying.values(text, below):
                    yield from _said(saying, value, line)
        if at >= first_table:
            continue
        section = ordinal_no(text) or section_no(text, form) or section
        if section == 1 and OVERVIEW_CLUE.search(text):
            for year in YEAR_IN_OVERVIEW.findall(text):
                yield Statement("report_year", "overview", year, line)
            for agency in filter(names_agency_with_place, AGENCY_IN_OVERVIEW.findall(text)):
                yield Statement("agency", "overview", agency, line)


def _said(saying: Saying, value: str, line: int) -> Iterator[Statement]:
    """What a value found in prose states, if it is one."""
    if saying.field == "title":
        title = read_title(value)
        yield from _of_title_in_prose(title, line) if title else ()
    elif saying.field != "agency" or names_agency_with_place(value):
        yield Statement(saying.field, saying.source, value, line)


def _of_title_in_prose(title: Title, line: int) -> Iterator[Statement]:
    if title.agency:
        yield Statement("agency", "prose", title.agency, line)
    if title.year:
        yield Statement("report_year", "prose", str(title.year), line)


def _in_signature(rows: Sequence[Row]) -> Iterator[Statement]:
    """The agency and the day, or only the month, with which a report closes, below its tables.

    What follows is of other reports: the page's list of them.
    """
    for above, row in pairwise([rows[0], *rows] if rows else []):
        is_short = row.is_paragraph and len(row.text) <= LONGEST_SIGNATURE
        text = compact(row.text) if is_short else ""
        match = ENDS_WITH_DAY.fullmatch(text) if "月" in text else None
        if not match:
            continue
        signer, day = match[1] or compact(above.text), _day(DAY.search(match[2]))
        is_signed = names_agency(signer)
        is_lone_day = bool(day) and not match[1]
        if not (is_signed or is_lone_day) or (not day and "日" in match[2]):
            continue
        if day:
            yield Statement("published_date", "signature", day, row.line)
        if is_signed:
            yield Statement("agency", "signature", signer, row.line)
        if day:
            return


def _day(match: re.Match | None) -> str | None:
    """A date as YYYY-MM-DD, None if there is no such day."""
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    try:
        return date(int(_digits(year)), int(_digits(month)), int(_digits(day))).isoformat()
    except ValueError:
        return None


def _digits(numeral: str) -> str:
    """A numeral up to 99, or a year digit by digit, in Arabic digits: 二十一, 二〇二二, 07."""
    numeral = re.sub("^十", "一十", numeral)
    numeral = re.sub("十$", "十〇", numeral)
    return numeral.replace("十", "").translate(CHINESE_DIGITS)
