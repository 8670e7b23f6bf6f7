"""Titles of annual reports: in which shapes they come, and which of a page is its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Row
from extract.form import Form, clean_label
from extract.names import (
    BODY,
    PLACE_END,
    compact,
    names_agency,
    names_agency_with_place,
    plain,
)
from extract.numerals import is_value

SUBJECT = "(?:政府|政务|党务)?(?:信息|资讯)公开|政务公开"
# Most rows may not, and need no closer look. To be matched: a search would try every 公.
REPORT = re.compile("[报報]")
MAY_BE_TITLE = re.compile(f"[^公]*公.*{REPORT.pattern}", re.DOTALL)
LONGEST_CELL = 400
# The year is taken out beforehand: offices print it in five places of a title.
TITLE = re.compile(
    r"(?:一图读懂[:,]?|一图看懂|图解[:,]?)?(?:关于(?:印发|公布|发布|公开|公示)?)?"
    rf"(?P<agency>[\u4e00-\u9fff()、·]*?)的?(?:{SUBJECT})(?:[和与暨及、(]*(?:{SUBJECT})\)?)*"
    r"(?:工作|年度|情况|执行|的|总结)*(?:报告|年报)"
    r"(?:[(\[【](?P<note>[^()\[\]【】]*)[)\]】]|[\u4e00-\u9fff]{1,4}版|图解|全文)*"
    r"(?:的?(?:通知|公告|公示|通报|函))?"
    r"(?P<site>[\u4e00-\u9fff]{2,25}(?:政府|网|网站|平台|局|厅|委|委员会|办公室))?"
)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年度|年(?!报(?!告)))?(?!\d)")
CHINESE_YEAR = re.compile("二[〇○◯零Oo0][〇○◯零Oo0一二三四五六七八九]{2}(?=年)")
CHINESE_DIGITS = str.maketrans("〇○◯零Oo一二三四五六七八九", "000000123456789")
# What they part from the rest of a notice's title is the report's; elsewhere they quote it.
QUOTES = str.maketrans("", "", "《》“”")
DAY = re.compile(r"[(\[]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?[)\]]?")
MONTH_OF_ISSUE = re.compile(r"\(20\d\d年\d{1,2}月(?:发布|公布|印发|编制)?\)$")
BULLET = re.compile(r"[-#*·•●◆■▪★☆>]+|\d{1,2}[.、](?!\d)")
# What is done with a report: a notice of it may have a title of its own before the report's.
NOTICE = re.compile(
    r"^.*关于(?:印发|转发|公布|发布|公开|公示|更正|补发)?(?=.)|^(?:印发|转发|转载|更正|补发)"
)
# 某市市本级, 某局局机关: the place or the kind of body is said twice.
PART_OF_AGENCY = re.compile(
    r"\(?(?:本级机关|本机关|机关本级"
    r"|(?:(?<=市)市|(?<=县)县|(?<=区)区|(?<=省)省|(?<=州)州)?本级"
    r"|(?<=局)局?机关|(?<=厅)厅?机关|(?<=委)委?机关)\)?$"
    r"|\(不?含[^()]*\)$|(?<=.)关于$|^(?:年度|度)|(?:年度|度)$"
)
# What is done with a report, or told of it: such a title heads another document.
NOT_THE_REPORT = re.compile(
    "做好|报送|编写|编制好|^编制(?!委|办)|编制$|开展|填报|加强|格式|模板|样表|样式|参考"
)
PART_OF_YEAR = re.compile(r"[上下]半年|半年度|季度|\d月")
SEPARATOR = re.compile(r"[|_>»›→«:;]|(?<!\d)\s*[-—–]+\s*(?!\d)|(?<=告|报|\))\s*[-—–]+|\s{3,}")

LONE_YEAR = re.compile(r"20\d\d年?度?")
LONE_NUMBER = re.compile(r"\d+")
YEAR_BELOW = re.compile(r"\(20\d\d年?度?\)")
POINTS_ELSEWHERE = re.compile(
    "[上下前后]一?[篇条页]|相关(?:链接|信息|文章|阅读|推荐|新闻)|推荐阅读|历年"
)
PLACE_FIRST = re.compile(
    rf"(?![区县市镇乡城社辖地各][区县市镇乡])[\u4e00-\u9fff]{{2,}}?(?:{PLACE_END})"
)
LONGEST_TITLE = 120
MOST_ROWS = 3  # of one title


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says.

    Attributes:
        agency: None if it names none.
        year: None if it names none.
        words: the title without blanks.
    """

    agency: str | None
    year: int | None
    words: str


@dataclass(frozen=True, slots=True)
class PrintedTitle:
    """A title where it stands.

    Attributes:
        title: what it says.
        row: index among the rows of the document.
        is_own: whether it heads the document; not where it is one in a list, or below the
            tables, or a pointer to another page.
        is_of_one_agency: whether it is one in a list of a single agency's titles.
    """

    title: Title
    row: int
    is_own: bool
    is_of_one_agency: bool


def read_title(text: str) -> Title | None:
    """The title of an annual report, if that is what a text is and nothing else.

    Args:
        text: blanks and the widths of its characters do not count.
    """
    if len(text) > LONGEST_TITLE or not MAY_BE_TITLE.match(text):
        return None
    words = without_bullet(compact(text))
    words = CHINESE_YEAR.sub(lambda year: year[0].translate(CHINESE_DIGITS), words)
    dateless = MONTH_OF_ISSUE.sub("", DAY.sub("", words))
    years = set(YEAR.findall(dateless))
    yearless = YEAR.sub("", dateless).replace("()", "")
    if "关于" in yearless:
        yearless = yearless[:1] + yearless[1:].translate(QUOTES)
    match = TITLE.fullmatch(yearless)
    if not match or len(years) > 1 or PART_OF_YEAR.search(dateless):
        return None
    if NOT_THE_REPORT.search(match["agency"]) or NOT_THE_REPORT.search(match["note"] or ""):
        return None
    agency, note = _agency(match["agency"]), match["note"] or ""
    if agency is None and names_agency_with_place(note):
        agency = note
    elif agency and not BODY.fullmatch(agency) and _names_body(note) and note != agency:
        agency = None  # 某市2020年…报告(市教育局): one of its bodies, and not by its full name
    year = int(years.pop()) if years else None
    if year is None and (agency is None or not BODY.fullmatch(agency) or agency.endswith("政府")):
        return None  # what the menu of a place's own site calls its reports
    return Title(agency, year, dateless.removesuffix(match["site"] or ""))


def without_bullet(text: str) -> str:
    """A text without the bullet or the number with which it begins."""
    bullet = BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _agency(words: str) -> str | None:
    """The name before the title's subject, which may have taken 政府 from its end."""
    words = NOTICE.sub("", words)
    previous = None
    while words != previous:
        previous, words = words, PART_OF_AGENCY.sub("", words)
    if words.endswith("人民"):
        words += "政府"
    return words if names_agency(words) else None


def _names_body(note: str) -> bool:
    """Whether what stands in brackets behind a place's title is a body or a town of that place."""
    return bool(BODY.fullmatch(note)) or (names_agency(note) and "含" not in note)


def first_table_row(rows: Sequence[Row], form: Form) -> int:
    """Index of the row with which the form's tables begin; the number of rows if none does.

    That is the header of Table 2, or one of its lines with a value: menus name 行政许可, too.
    """
    return next((at for at in range(len(rows)) if _begins_tables(rows, at, form)), len(rows))


def _begins_tables(rows: Sequence[Row], at: int, form: Form) -> bool:
    first, *others = rows[at].cells
    label = clean_label(first.text)
    if label in form.table2_header_words or form.headers_in(rows[at].text, 2):
        return True
    if label not in form.line_of_label[2]:
        return False
    below = rows[at + 1].cells[:1] if at + 1 < len(rows) else ()
    return any(cell.text and is_value(cell.text) for cell in (*others, *below))


def printed_titles(rows: Sequence[Row], first_table: int) -> list[PrintedTitle]:
    """Every title among the rows of a document, and whether it is the document's own.

    Menus and related links list the reports of other years and of other agencies: titles
    that follow one another and differ are such a list.

    Args:
        rows: of the whole document.
        first_table: as `first_table_row` tells it.
    """
    runs: list[list[tuple[int, Title]]] = []
    for at, title in _titles(rows):
        if runs and all(_is_thin(row) for row in rows[runs[-1][-1][0] + 1 : at]):
            runs[-1].append((at, title))
        else:
            runs.append([(at, title)])
    return [printed for run in runs for printed in _of_run(rows, run, first_table)]


def _of_run(
    rows: Sequence[Row], run: list[tuple[int, Title]], first_table: int
) -> Iterator[PrintedTitle]:
    """The titles of a run that nothing parts, judged together."""
    years = {title.year for _, title in run if title.year}
    agencies = {title.agency for _, title in run}
    is_list = len(years) > 1 or len(agencies - {None}) > 2
    for at, title in run:
        is_here = at < first_table and not _points_elsewhere(rows, at)
        is_of_one_agency = is_here and is_list and len(agencies) == 1
        yield PrintedTitle(title, at, is_here and not is_list, is_of_one_agency)


def _titles(rows: Sequence[Row]) -> Iterator[tuple[int, Title]]:
    """Titles with the index of their first row, those over several rows included."""
    texts = [compact(row.text) if row.is_paragraph else "" for row in rows]
    reports = [at for at, text in enumerate(texts) if text and REPORT.search(text)]
    up_to_report = {at - above for at in reports for above in range(MOST_ROWS)}
    next_row = 0
    for at, row in enumerate(rows):
        if at < next_row:
            continue
        titles = _in_row(row)
        size = 1
        if at in up_to_report and (not titles or titles[0].year is None):
            joined = _over_rows(rows, texts, at)
            if joined:
                size, title = joined
                titles = [title]
        for title in titles:
            yield at, title
        next_row = at + size


def _in_row(row: Row) -> list[Title]:
    """Titles that stand in one row: its cells, what separators set apart, or all of it."""
    if not MAY_BE_TITLE.match("".join([cell.text for cell in row.cells])):
        return []
    titles = []
    for cell in row.cells:
        if len(cell.text) > LONGEST_CELL or not MAY_BE_TITLE.match(cell.text):
            continue
        whole = read_title(cell.text)
        pieces = map(read_title, SEPARATOR.split(plain(cell.text)))
        titles += [whole] if whole else [title for title in pieces if title and title.year]
    if any(title.agency for title in titles):
        return titles
    whole = read_title(row.text) if len(row.cells) > 1 else None
    return [whole] if whole else titles


def _over_rows(rows: Sequence[Row], texts: list[str], at: int) -> tuple[int, Title] | None:
    """A title that begins in a row and goes on in the next one or two, and its rows."""
    first, *below = texts[at : at + MOST_ROWS]
    if not (first and below and below[0]) or len(first + below[0]) > LONGEST_TITLE:
        return None
    above = texts[at - 1] if at else ""
    if LONE_NUMBER.fullmatch(first) or (LONE_YEAR.fullmatch(first) and LONE_YEAR.fullmatch(above)):
        return None  # a count, or years to choose from, and then a heading
    found = None
    for size in range(2, MOST_ROWS + 1):
        parts = texts[at : at + size]
        if len(parts) < size or not all(parts):
            break
        # a lone year below is one to choose from; in brackets it ends a title
        title = None if LONE_YEAR.fullmatch(parts[-1]) else read_title("".join(parts))
        if title is None:
            continue
        if not (found or _is_one_title(rows[at], parts, title)):
            return None
        found = size, title
        if title.year:
            break
    return found


def _is_one_title(first_row: Row, parts: list[str], joined: Title) -> bool:
    """Whether rows that read as a title when joined are one, not a title below a heading."""
    if _in_row(first_row):  # complete but for its year
        return bool(YEAR_BELOW.fullmatch("".join(parts[1:])))
    below = read_title("".join(parts[1:]))
    if below is None or (below.year is None and joined.year):
        return True
    return _continues(parts[0], joined.agency, below.agency)


def _continues(upper: str, agency: str | None, lower_agency: str | None) -> bool:
    """Whether an agency's name begins in one row and goes on with the title in the next."""
    if agency is None or not PLACE_FIRST.match(upper) or BODY.fullmatch(upper):
        return False
    return lower_agency is None or not names_agency_with_place(lower_agency)


def _is_thin(row: Row) -> bool:
    """Whether a row may stand between the titles of a list: a date, a bullet, nothing."""
    return len(DAY.sub("", compact(row.text))) <= 2


def _points_elsewhere(rows: Sequence[Row], at: int) -> bool:
    """Whether a row, or the heading right above it, says that it leads to another page."""
    label = compact(rows[at - 1].text) if at else ""
    is_label = len(label) <= 8 and POINTS_ELSEWHERE.search(label)
    return bool(is_label or POINTS_ELSEWHERE.search(compact(rows[at].text)[:8]))
