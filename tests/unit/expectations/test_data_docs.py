import itertools
import os
import re
from pathlib import Path

import duckdb
import pytest
from jinja2 import StrictUndefined, UndefinedError
from selectolax.lexbor import LexborHTMLParser

from expectations import data_docs
from expectations.data_docs import TEMPLATES
from expectations.duckdb_source import DuckDBSource
from expectations.runner import suites_for, validate

# Whatever would make an element, an attribute, or something to fill in, of text.
HOSTILE = (
    "</td></style></title><script>document.title = 1</script><img src=x onerror='document.title=1'>"
    "\" onmouseover=\"document.title = 1\" ' autofocus onfocus='document.title = 1' "
    "{{ 7 * 7 }} {% raw %} {batch} $agency ${HOME} &lt;b&gt; <!-- ]]>"
)
QUOTED = HOSTILE.replace("'", "''")
TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "nav",
        "main",
        "section",
        "div",
        "h1",
        "h2",
    ),
    *("p", "span", "b", "code", "pre", "time", "a", "br", "ul", "li", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "http-equiv", "class", "href", "id", "datetime"),
    *("scope", "tabindex", "role", "aria-labelledby"),
}
SPOILT = f"""
    -- a rule is broken, by a file, an agency and under a statement that are markup
    update marts.fct_rule_results set
        status = 'fail', is_open = true, statement_zh = '{QUOTED}', statement_en = '{QUOTED}'
    where scope_line = 'received';
    update marts.dim_reports set agency_name_zh = '{QUOTED}', source_path = '{QUOTED}';
    update marts.rpt_rules set statement_zh = '{QUOTED}' where rule_id = 'T3-02';
    -- as is a file that was both loaded and rejected, and not for a reason
    insert into raw.rejected_files values ('{QUOTED}', 'empty', null);
    -- what is expected of regions cannot be evaluated
    alter table marts.dim_regions drop column parent_region_code;
    -- a file and a cell are there twice
    insert into raw.files from raw.files;
    update raw.files set source_path = '{QUOTED}';
    insert into raw.cells from raw.cells where position = 2;
"""


@pytest.fixture(scope="module")
def site(toy: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site about a warehouse with failures of every kind."""
    folder = tmp_path_factory.mktemp("site")
    with duckdb.connect(str(folder / "toy.duckdb")) as connection:
        connection.execute(toy + SPOILT)
    validate(folder / "toy.duckdb", folder)
    return folder / "data_docs"


def pages(site: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def suite_page(site: Path, suite: str) -> str:
    path = site / "expectations" / f"{suite.replace('.', '/')}.html"
    return path.read_text(encoding="utf-8")


def table_rows(page: str) -> list[list[str]]:
    """Return the text of the cells of all tables of a page, line by line."""
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    ]


def test_no_page_asks_for_anything(site: Path) -> None:
    assert {path.suffix for path in site.rglob("*") if path.is_file()} == {".html"}
    for page in pages(site).values():
        assert not re.search(r"https?:|<script|<link|<[^>]+\ssrc=|@import|url\(", page)
        assert "Content-Security-Policy\" content=\"default-src 'none';" in page


def test_every_page_declares_its_encoding_and_language(site: Path) -> None:
    for page in pages(site).values():
        # browsers look for the encoding in the first 1024 bytes
        assert '<meta charset="utf-8">' in page.encode()[:1024].decode()
        assert page.startswith('<!doctype html>\n<html lang="zh-CN">')


def test_every_link_leads_somewhere_and_every_page_is_linked(site: Path) -> None:
    linked = set()
    for path, page in pages(site).items():
        for address in re.findall(r'href="([^"]*)"', page):
            target, _, anchor = address.partition("#")
            target_path = (path.parent / target).resolve() if target else path
            assert not anchor or f'<section id="{anchor}"' in target_path.read_text(
                encoding="utf-8"
            )
            linked.add(target_path)
    assert linked == set(pages(site))


def test_the_index_says_in_words_which_suite_passed(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8")
    rows = {row[0]: row[1:] for row in table_rows(page)}
    suites = {heading.split()[-1]: rows[heading] for heading in rows if "." in heading}
    assert list(suites) == [
        "reconciliation.rules",
        "marts.rpt_row_accounting",
        "marts.dim_reports",
        "marts.dim_agencies",
        "marts.dim_regions",
        "marts.dim_measures",
        "marts.fct_cells",
        "marts.fct_claims",
        "marts.fct_rejected_files",
        "marts.rpt_rules",
        "marts.fct_suspect_cells",
        "marts.fct_reviews",
        "marts.fct_hierarchy_checks",
        "extraction.files",
        "extraction.rejected_files",
        "extraction.report_tables",
        "extraction.cells",
        "extraction.claims",
    ]
    assert suites["extraction.files"] == ["✗ 未通过 failed 严重 critical 2", "1 / 3"]
    assert suites["extraction.claims"] == ["✓ 通过 passed", "6 / 6"]
    assert suites["reconciliation.rules"] == ["✗ 未通过 failed 警告 warning 1", "9 / 10"]
    assert "文件 Files extraction.files" in rows


def test_the_index_lists_what_failed_worst_first(site: Path) -> None:
    page = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    failed = [row.css("td")[0].text() for row in page.css("#failed tbody tr")]
    assert failed == ["严重 critical"] * (len(failed) - 1) + ["警告 warning"]
    glance = [" ".join(item.text().split()) for item in page.css(".glance li")]
    assert glance[1:] == [f"{len(failed) - 1} 严重 critical", "1 警告 warning", "0 提示 info"]


def test_a_page_says_in_words_which_expectation_passed(site: Path) -> None:
    page = suite_page(site, "extraction.files")
    assert table_rows(page)[1:4] == [
        [
            "✗ 未通过 failed",
            "严重 critical",
            "每一行的键不重复：source_path No two rows share a key: source_path",
            "2",
        ],
        [
            "✗ 未通过 failed",
            "严重 critical",
            "文件要么已装载，要么被拒收，不会两者皆是 A file was loaded or rejected, never both",
            "2",
        ],
        [
            "✓ 通过 passed",
            "严重 critical",
            "每一行都有 source_path Every row has a source_path",
            "0",
        ],
    ]


def test_the_rows_of_a_key_that_is_not_unique_name_their_report(site: Path) -> None:
    page = suite_page(site, "extraction.cells")
    assert "Rows: 2, all listed." in page
    heading, *rows = table_rows(page)[-3:]
    assert heading == ["报告 report", "表 table", "row_no", "position"]
    assert [row[1:] for row in rows] == [["3", "1", "2"]] * 2
    report = LexborHTMLParser(page).css("section td")[0].text()
    assert " ".join(report.split()) == " ".join(f"{HOSTILE} 2021 {HOSTILE} r1".split())


def test_a_finding_shows_report_place_statement_and_what_is_printed(site: Path) -> None:
    page = LexborHTMLParser(suite_page(site, "reconciliation.rules"))
    table = page.css_first("section#T3-02-warning table")
    assert [heading.text() for heading in table.css("th")] == [
        "报告 report",
        "位置 where",
        "核对结果 finding",
        "左边 left side",
        "右边 right side",
        "差 difference",
        "表中所填（行号：数值） as printed (line: values)",
    ]
    texts = [" ".join(cell.text().split()) for cell in table.css("td")]
    assert texts[1] == "表 3 · 本年新收 received"
    assert texts[3:6] == ["15", "15", "0"]
    assert texts[6] == "40: 自然人 15， 总计 15"


def test_the_query_shown_returns_all_rows(site: Path) -> None:
    shown = 0
    with duckdb.connect(str(site.parent / "toy.duckdb"), read_only=True) as connection:
        for page in map(LexborHTMLParser, pages(site).values()):
            for section in page.css("section:has(pre)"):
                found = len(connection.execute(section.css_first("pre").text()).fetchall())
                assert f"Rows: {found}, all listed." in section.text()
                shown += 1
    assert shown == 6


def test_every_suite_and_group_has_a_title(warehouse: Path) -> None:
    words = TEMPLATES.get_template("wording.html").module
    names = [suite.suite.name for suite in suites_for(DuckDBSource(warehouse))]
    assert list(words.SUITES.keys() ^ set(names)) == []
    assert words.GROUPS.keys() == {name.split(".")[0] for name in names}


def test_text_stands_out_from_what_it_stands_on() -> None:
    style = (Path(data_docs.__file__).with_name("templates") / "style.css").read_text("utf-8")
    themes = [dict(re.findall(r"--(\w+): #(\w+)", theme)) for theme in style.split("@media")[:2]]
    texts = ("text", "quiet", "link", "passed", "critical", "warning", "info")
    for theme, text, ground in itertools.product(themes, texts, ("page", "head")):
        light = sorted((luminance(theme[text]), luminance(theme[ground])))
        assert (light[1] + 0.05) / (light[0] + 0.05) >= 4.5, (text, ground)


def luminance(color: str) -> float:
    """Relative luminance of a colour in hexadecimal, as WCAG 2 defines it."""
    digits = color if len(color) == 6 else "".join(digit * 2 for digit in color)
    parts = [part / 255 for part in bytes.fromhex(digits)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_pages_keep_their_names_and_say_when_the_warehouse_was_built(
    warehouse: Path, tmp_path: Path
) -> None:
    sites = []
    for seconds in (1_600_000_000, 1_700_000_000):
        os.utime(warehouse, (seconds, seconds))
        validate(warehouse, tmp_path)
        sites.append(pages(tmp_path / "data_docs"))
    assert sites[0].keys() == sites[1].keys()
    assert all("2020-09-13 12:26 UTC" in page for page in sites[0].values())
    assert all("2023-11-14 22:13 UTC" in page for page in sites[1].values())


def test_where_all_holds_no_page_lists_rows_and_rules_are_in_both_languages(
    warehouse: Path, tmp_path: Path
) -> None:
    validate(warehouse, tmp_path)
    site = tmp_path / "data_docs"
    for page in pages(site).values():
        assert "未通过" not in page.replace("未通过的在前", "")
        assert "<details" not in page
    rules = table_rows(suite_page(site, "reconciliation.rules"))
    assert [
        "✓ 通过 passed",
        "警告 warning",
        "T3-02 自然人加法人或其他组织五类之和，等于总计 "
        "T3-02 Natural persons plus the five kinds of organization equal the total",
        "0",
    ] in rules


def test_text_from_a_report_or_a_rule_is_shown_as_it_is_and_does_nothing(site: Path) -> None:
    for page in pages(site).values():
        elements = LexborHTMLParser(page).css("*")
        assert {element.tag for element in elements} <= TAGS
        assert {name for element in elements for name in element.attributes} <= ATTRIBUTES

    def times(suite: str) -> int:
        return sum(
            cell.text().count(HOSTILE)
            for cell in LexborHTMLParser(suite_page(site, suite)).css("section td")
        )

    assert times("reconciliation.rules") == 4  # agency, file, and the statement in both languages
    assert f"T3-02 {HOSTILE}" in LexborHTMLParser(suite_page(site, "reconciliation.rules")).text()
    assert times("extraction.files") == 2 + 2  # as a key there twice, and as rows
    assert times("extraction.rejected_files") == 1


def test_an_expectation_that_was_not_evaluated_says_why(site: Path) -> None:
    page = suite_page(site, "marts.dim_regions")
    assert page.count("not evaluated") == 1
    assert "Binder Error: Referenced column &#34;parent_region_code&#34; not found" in page


def test_a_column_is_not_taken_for_what_a_page_adds(warehouse: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update marts.dim_reports set cells_expected = 5")
        connection.execute("delete from marts.fct_reviews")
    validate(warehouse, tmp_path)
    cells = table_rows(suite_page(tmp_path / "data_docs", "marts.fct_cells"))
    assert cells[-1][1:] == ["5", "4"]
    reviews = table_rows(suite_page(tmp_path / "data_docs", "marts.fct_reviews"))
    assert reviews[-1] == ["2", "浙江/江干.html", "T3-02", "received"]


def test_a_page_that_cannot_be_drawn_is_an_error(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEMPLATES.globals, "SEVERITY_ZH", StrictUndefined())
    with pytest.raises(UndefinedError):
        validate(warehouse, tmp_path)
