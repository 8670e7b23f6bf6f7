import re
from pathlib import Path

import duckdb
import pytest
from jinja2 import UndefinedError
from selectolax.lexbor import LexborHTMLParser

from expectations.runner import validate

# Whatever would make an element, an attribute, or something to fill in, of text.
HOSTILE = (
    "</td></style></title><script>document.title = 1</script><img src=x onerror='document.title=1'>"
    "\" onmouseover=\"document.title = 1\" ' autofocus onfocus='document.title = 1' "
    "{{ 7 * 7 }} {% raw %} {batch} $agency ${HOME} &lt;b&gt; <!-- ]]>"
)
QUOTED = HOSTILE.replace("'", "''")
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "nav", "section", "div", "h1", "h2", "p"),
    *("span", "code", "a", "br", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "href", "id"}
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
    (path,) = site.glob(f"validations/{suite.replace('.', '/')}/**/*.html")
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
    rows = {row[0]: row[1:] for row in table_rows((site / "index.html").read_text("utf-8"))}
    assert list(rows)[1:] == [
        "extraction.files",
        "extraction.rejected_files",
        "extraction.report_tables",
        "extraction.cells",
        "extraction.claims",
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
        "reconciliation.rules",
    ]
    assert rows["extraction.files"] == ["未通过 failed 严重 critical: 2", "1 / 3"]
    assert rows["extraction.claims"] == ["通过 passed", "6 / 6"]
    assert rows["reconciliation.rules"] == [
        "未通过 failed 警告 warning: 1",
        "9 / 10",
    ]


def test_a_page_says_in_words_which_expectation_passed(site: Path) -> None:
    page = suite_page(site, "extraction.files")
    assert table_rows(page)[1:4] == [
        [
            "未通过 failed",
            "【严重】每一行的键不重复：source_path [critical] No two rows share a key: source_path",
        ],
        ["通过 passed", "【严重】每一行都有 source_path [critical] Every row has a source_path"],
        [
            "未通过 failed",
            "【严重】文件要么已装载，要么被拒收，不会两者皆是 "
            "[critical] A file was loaded or rejected, never both",
        ],
    ]


def test_the_rows_of_a_key_that_is_not_unique_are_listed(site: Path) -> None:
    page = suite_page(site, "extraction.cells")
    assert "rows: 2, listed: 2" in page
    assert table_rows(page)[-3:] == [
        ["report_id", "table_no", "row_no", "position"],
        ["r1", "3", "1", "2"],
        ["r1", "3", "1", "2"],
    ]


def test_text_from_a_report_or_a_rule_is_shown_as_it_is_and_does_nothing(site: Path) -> None:
    for page in pages(site).values():
        elements = LexborHTMLParser(page).css("*")
        assert {element.tag for element in elements} <= TAGS
        assert {name for element in elements for name in element.attributes} <= ATTRIBUTES

    def cells(suite: str) -> list[str]:
        return [cell.text() for cell in LexborHTMLParser(suite_page(site, suite)).css("td")]

    rules = cells("reconciliation.rules")
    assert rules.count(HOSTILE) == 4  # agency, file, and the statement in both languages
    assert any(f"【警告】T3-02 {HOSTILE}" in text for text in rules)
    assert cells("extraction.files").count(HOSTILE) == 2 + 2  # as a key there twice, and as rows
    assert cells("extraction.rejected_files").count(HOSTILE) == 1


def test_an_expectation_that_was_not_evaluated_says_why(site: Path) -> None:
    page = suite_page(site, "marts.dim_regions")
    assert page.count("not evaluated") == 1
    assert "Binder Error: Referenced column &#34;parent_region_code&#34; not found" in page


def test_a_page_that_cannot_be_drawn_is_an_error(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expectations.data_docs.suite_record", lambda _: {})
    with pytest.raises(UndefinedError):
        validate(warehouse, tmp_path)
