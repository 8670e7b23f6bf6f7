import re
from pathlib import Path

import duckdb
import pytest
from jinja2 import UndefinedError

from expectations.runner import validate

MARKUP = "<script>alert(1)</script>"
SPOILT = f"""
    -- a rule is broken, by an agency and under a statement that are markup
    update marts.fct_rule_results set status = 'fail', is_open = true, statement_en = '<img src=x>'
    where scope_line = 'received';
    update marts.dim_reports set agency_name_zh = '{MARKUP}';
    update marts.rpt_rules set statement_zh = '{MARKUP}' where rule_id = 'T3-02';
    -- another rule cannot be evaluated, as its id ends the text it is quoted in
    insert into marts.rpt_rules values ('X''<b>', 'info', '新规则', 'A new rule', 0, 0);
    -- a file and a cell are there twice
    insert into raw.files from raw.files;
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
    assert rows["extraction.files"] == ["未通过 failed 严重 critical: 1", "2 / 3"]
    assert rows["extraction.rejected_files"] == ["通过 passed", "4 / 4"]
    assert rows["reconciliation.rules"] == [
        "未通过 failed 严重 critical: 2 警告 warning: 1",
        "9 / 12",
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
            "通过 passed",
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


def test_text_from_a_report_or_a_rule_is_no_markup(site: Path) -> None:
    page = suite_page(site, "reconciliation.rules")
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3
    assert '<td class="long">&lt;script&gt;alert(1)&lt;/script&gt;</td>' in page
    assert "&lt;img src=x&gt;" in page
    assert "<script>" not in page


def test_an_expectation_that_was_not_evaluated_says_why(site: Path) -> None:
    page = suite_page(site, "reconciliation.rules")
    assert page.count("not evaluated") == 2
    assert page.count("syntax error") == 2
    # a remark by its rule, but the warehouse is broken
    assert "【严重】X&#39;&lt;b&gt; 新规则" in page


def test_a_page_that_cannot_be_drawn_is_an_error(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expectations.data_docs.suite_record", lambda _: {})
    with pytest.raises(UndefinedError):
        validate(warehouse, tmp_path)
