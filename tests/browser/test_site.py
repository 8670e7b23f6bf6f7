"""The pages as their readers use them: opened from the file system and over http."""

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pipeline import serve
from tests.browser.conftest import HERE, Opened
from tests.conftest import RESULTS_AS_TABLE, ROOT
from website.build import write_check, write_site

WUZHISHAN, ALXA = "wuzhishan_government_office_2021.txt", "alxa_league_industry_2020.txt"
MARKET, LIUBEI = "jianggan_market_supervision_2020.txt", "liubei_industry_2020.txt"
HOSTILE = "<img src=x onerror=alert(1)></script><b>某局"
# What the specimens do not show: cells of each status, a rule that a cell breaks, text that is
# markup, an address that is code.
CHANGES = f"""
    update marts.fct_cells set value_raw = '/', value_status = 'not_applicable', value = null
    where measure_id = 'granted.natural_person' and report_id = $id;
    update marts.fct_cells set value_raw = '1 2', value_status = 'unreadable', value = null
    where measure_id = 'granted.total' and report_id = $id;
    update marts.fct_cells set value_raw = null, value_status = 'absent', value = null,
        source_line = null, source_column = null
    where measure_id = 'received.total' and report_id = $id;
    update marts.dim_reports set agency_name_zh = '{HOSTILE}', title_zh = '{HOSTILE}',
        source_url = 'javascript:alert(1)'
    where report_id = $id;
"""


@pytest.fixture(scope="module")
def ids(specimen_warehouse: Path) -> dict[str, str]:
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        rows = connection.execute("select source_path, report_id from marts.dim_reports")
        return dict(rows.fetchall())


@pytest.fixture(scope="module")
def folder(specimen_warehouse: Path) -> Path:
    return specimen_warehouse.parent


@pytest.fixture(scope="module")
def places(folder: Path) -> Iterator[dict[str, str]]:
    """Where the pages are: in the file system, and on a server."""
    with serve.server(folder, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {"file": folder.as_uri(), "http": f"http://127.0.0.1:{server.server_port}"}
        server.shutdown()


@pytest.fixture
def report(opened: Opened, folder: Path, ids: dict[str, str]) -> Callable[..., Page]:
    """Opens the page of a specimen."""

    def open_report(file: str, **options: object) -> Page:
        address = f"{folder.as_uri()}/site/report.html?id={ids[file]}"
        return ready(opened(address, **options))

    return open_report


@pytest.fixture(scope="module")
def changed(
    specimen_warehouse: Path, ids: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A warehouse of the specimens, one with cells of every status and with hostile texts."""
    place = tmp_path_factory.mktemp("changed") / specimen_warehouse.name
    copy = Path(shutil.copy(specimen_warehouse, place))
    with duckdb.connect(str(copy)) as connection:
        connection.execute(RESULTS_AS_TABLE)
        for change in filter(str.strip, CHANGES.split(";")):
            connection.execute(change, {"id": ids[LIUBEI]})
    return copy


def ready(page: Page) -> Page:
    page.wait_for_selector("body[data-ready]")
    return page


def test_every_page_opens_without_a_network(
    opened: Opened, places: dict[str, str], folder: Path, ids: dict[str, str]
):
    reports = [f"site/report.html?id={report_id}" for report_id in ids.values()]
    found = [path for name in ("site", "data_docs") for path in (folder / name).rglob("*.html")]
    pages = [path.relative_to(folder).as_posix() for path in found] + reports
    assert len(pages) > 30
    for place in places.values():
        for page in pages:
            shown = opened(f"{place}/{page}")
            expect(shown.locator("h1").first).to_be_visible()
            shown.close()


def test_dbt_docs_ask_no_other_host(browser: Browser, folder: Path):
    """They are dbt's own page, which asks for pictures named by its unfilled templates."""
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{folder.as_uri()}/dbt_docs/index.html")
    expect(page.locator("body")).to_contain_text("fct_cells")
    assert [url for url in asked if not url.startswith(HERE)] == []
    page.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_everyone_can_use_the_pages(
    opened: Opened, places: dict[str, str], ids: dict[str, str], scheme: str, width: int
):
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    for name in ("site/index", "site/rules/N-01", "site/about", "site/reports"):
        judge(opened(f"{places['http']}/{name}.html", **options))
    page = ready(opened(f"{places['http']}/site/report.html?id={ids[WUZHISHAN]}", **options))
    page.locator(".value.warning").first.click()
    judge(page)
    page.locator("#language").click()
    judge(page)


def judge(page: Page) -> None:
    """WCAG 2.1 AA: contrast, labels, structure."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    told = [
        f"{wrong['id']}: {node['html'][:200]}"
        for wrong in found.response["violations"]
        for node in wrong["nodes"]
    ]
    assert told == [], page.url


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_screen(
    opened: Opened, folder: Path, ids: dict[str, str], width: int, locale: str
):
    pages = ["index.html", "reports.html", "rules/T3-01.html", "about.html"]
    for name in (*pages, f"report.html?id={ids[WUZHISHAN]}"):
        screen = {"width": width, "height": 800}
        page = opened(f"{folder.as_uri()}/site/{name}", viewport=screen, locale=locale)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_every_number_of_the_documents_is_on_its_page(report: Callable[..., Page]):
    """The values are those read off the documents by hand."""
    golden = ROOT / "tests" / "specimens" / "golden.jsonl"
    for line in golden.read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        page = report(expected["file"])
        shown = page.eval_on_selector_all(
            ".slot", "slots => slots.map((slot) => [slot.dataset.measure, slot.innerText.trim()])"
        )
        by_line: dict[str, list[float | None]] = {}
        for measure, text in shown:
            number = text.replace("减", "-").replace("加", "")
            value = None if number == "␣" else float(number)
            by_line.setdefault(measure.split(".")[0], []).append(value)
        due = {
            code: [None if value is None else float(value) for value in values]
            for table in ("table2", "table3", "table4")
            for code, values in expected[table].items()
        }
        assert by_line == due, expected["file"]


def test_a_broken_cell_tells_its_equation_its_place_and_its_source(report: Callable[..., Page]):
    page = report(WUZHISHAN)
    broken = page.locator(".value.warning")
    expect(broken).to_have_count(1)
    broken.hover()
    detail = page.locator("#detail")
    expect(detail).to_contain_text("文字部分称新收申请 15 件，表三总计 16 件")
    expect(detail.locator(".equation")).to_contain_text("文字部分 15", use_inner_text=True)
    expect(detail).to_contain_text("共收到政府信息公开申请15件")
    text = (ROOT / "warehouse" / "raw" / WUZHISHAN).read_text(encoding="utf-8").splitlines()
    place = detail.locator("dd").nth(1).inner_text()
    assert "16" in text[int("".join(filter(str.isdigit, place.split("行")[0]))) - 1]
    page.keyboard.press("Escape")
    expect(detail).to_be_hidden()


def test_a_finding_leads_to_its_cells(report: Callable[..., Page]):
    page = report(MARKET)
    page.locator("[data-goto]").first.click()
    shown = page.locator(".findings .equation").nth(1)
    expect(shown).to_contain_text("63607 − 本年增/减 1228 = 62379", use_inner_text=True)
    concerned = page.locator(".value.concerned")
    expect(concerned).to_have_count(3)
    expect(concerned.first).to_be_in_viewport()
    expect(page.locator("#detail")).to_contain_text("T2-02")


def test_a_form_can_be_walked_by_keyboard(report: Callable[..., Page]):
    page = report(ALXA)
    page.locator("[data-table='3'] .value").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    heading = page.locator("#detail h2 [lang=zh-CN]")
    expect(heading).to_have_text("一、本年新收政府信息公开申请数量 · 科研机构")


def test_the_zeros_of_a_long_sum_are_not_run_into_its_numbers(
    opened: Opened, changed: Path, tmp_path: Path
):
    copy = Path(shutil.copy(changed, tmp_path / changed.name))
    with duckdb.connect(str(copy)) as connection:
        wrong = "update marts.fct_rule_results set status = 'fail', is_open = true where "
        connection.execute(f"{wrong} rule_id = 'T3-03'")
        (report_id,) = connection.execute(
            "select min(report_id) from marts.fct_rule_results "
            "where rule_id = 'T3-03' and instance = 'total' and left_value > 0"
        ).fetchone()
    write_site(copy, tmp_path / "site", lambda done, total: None)
    page = ready(opened(f"{tmp_path.as_uri()}/site/report.html?id={report_id}"))
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    sums = page.locator(".findings details.equation > div").all_inner_texts()
    assert any(re.search(r"\d; 其余 \d+ 格为 0 = [1-9]\d*$", text) for text in sums), sums
    assert any(re.fullmatch(r"\d+ 格均为 0 = 0", text) for text in sums), sums


def test_the_report_with_most_warnings_comes_first_in_a_check(
    opened: Opened, specimen_warehouse: Path, tmp_path: Path
):
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        write_check(connection, tmp_path / "check.html")
    page = ready(opened(f"{tmp_path.as_uri()}/check.html"))
    expect(page.locator("#contents li").first).to_contain_text("五指山市")
    expect(page.locator("#reports h1").first).to_contain_text("五指山市")
    judge(page)


def test_a_dismissed_finding_says_why_and_by_whom(
    opened: Opened, changed: Path, ids: dict[str, str], tmp_path: Path
):
    copy = Path(shutil.copy(changed, tmp_path / changed.name))
    with duckdb.connect(str(copy)) as connection:
        finding = {"id": ids[WUZHISHAN], "rule": "N-01"}
        connection.execute(
            "update marts.fct_rule_results set is_open = false where status = 'fail' "
            "and report_id = $id and rule_id = $rule",
            finding,
        )
        connection.execute(
            "insert into marts.fct_reviews (review_no, report_name, report_id, rule_id, instance, "
            "verdict, reason, reviewer, reviewed_on, review_status) "
            "values (1, 'w', $id, $rule, 'report', 'dismissed', '一件已撤回', '王', "
            "'2026-11-30', 'holds')",
            finding,
        )
    write_site(copy, tmp_path / "site", lambda done, total: None)
    page = ready(opened(f"{tmp_path.as_uri()}/site/report.html?id={ids[WUZHISHAN]}"))
    page.locator("summary", has_text="经复核排除 1 条").click()
    expect(page.get_by_text("一件已撤回 · 王 · 2026-11-30")).to_be_visible()
    page.locator("li:has-text('N-04') summary", has_text="复核").first.click()
    command = page.locator("li:has-text('N-04') .review code").first
    expect(command).to_have_text(re.compile(f"REPORT={ids[WUZHISHAN]} RULE=N-04 INSTANCE=.+ "))


def test_claims_stand_beside_the_table_they_contradict(report: Callable[..., Page]):
    page = report(WUZHISHAN)
    claims = page.locator("section:has([data-table='3']) .claims li.warning")
    expect(claims).to_have_count(2)
    expect(claims.first).to_contain_text("表中 16", use_inner_text=True)


def test_a_clean_report_says_so(report: Callable[..., Page]):
    page = report("yanchi_ecology_2020.txt")
    expect(page.locator("p.good")).to_contain_text("未发现问题")
    expect(page.locator(".value.warning, .value.info")).to_have_count(0)


def test_blank_and_absent_and_marked_cells_are_told_apart(
    opened: Opened, changed: Path, ids: dict[str, str], tmp_path: Path
):
    write_site(changed, tmp_path / "site", lambda done, total: None)
    page = ready(opened(f"{tmp_path.as_uri()}/site/report.html?id={ids[LIUBEI]}"))
    expect(page.locator(".value.absent")).to_have_attribute("aria-label", re.compile("没有此格"))
    for kind, text, said in (
        ("not_applicable", "/", "填为不适用"),
        ("unreadable", "1 2", "无法识别"),
        ("absent", "×", "文件中没有此格"),
    ):
        cell = page.locator(f".value.{kind}")
        expect(cell).to_have_count(1)
        expect(cell).to_have_text(text)
        cell.click()
        expect(page.locator("#detail dl")).to_contain_text(said)
    page = ready(opened(f"{tmp_path.as_uri()}/site/report.html?id={ids[ALXA]}"))
    expect(page.locator(".value.blank")).to_have_count(4)


def test_text_of_a_document_is_never_markup(
    opened: Opened, changed: Path, ids: dict[str, str], tmp_path: Path
):
    write_site(changed, tmp_path / "site", lambda done, total: None)
    page = ready(opened(f"{tmp_path.as_uri()}/site/report.html?id={ids[LIUBEI]}"))
    expect(page.locator("h1")).to_contain_text(HOSTILE)
    expect(page.locator("dd", has_text="javascript:").locator("a")).to_have_count(0)
    listed = ready(opened(f"{tmp_path.as_uri()}/site/reports.html"))
    expect(listed.locator("#list")).to_contain_text(HOSTILE)
    with duckdb.connect(str(changed), read_only=True) as connection:
        write_check(connection, tmp_path / "check.html")
    checked = ready(opened(f"{tmp_path.as_uri()}/check.html"))
    expect(checked.locator("#contents")).to_contain_text(HOSTILE)
    for each in (page, listed, checked):
        expect(each.locator("img")).to_have_count(0)


def test_reports_are_found_by_name_region_year_and_rule(opened: Opened, folder: Path):
    page = ready(opened(f"{folder.as_uri()}/site/reports.html"))
    rows, count = page.locator("#list tbody tr"), page.locator("#count")
    expect(count).to_have_text("5 份报告")
    expect(rows.first).to_contain_text("五指山市人民政府办公室")  # most warnings first
    for words in ("市场监督", "浙江 市场", "市场 杭州市"):
        page.fill("[name=q]", words)
        expect(rows).to_have_count(1)
    page.fill("[name=q]", "海南 市场")
    expect(rows).to_have_count(0)
    page.click("[type=reset]")
    expect(rows).to_have_count(5)
    page.select_option("[name=region]", "330000")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("江干区市场监督管理局")
    page.select_option("[name=region]", "")
    page.select_option("[name=year]", "2021")
    expect(rows).to_have_count(1)
    page.select_option("[name=year]", "")
    page.select_option("[name=rule]", "T2-02")
    expect(rows).to_have_count(1)
    again = ready(opened(page.url))  # the address holds what was asked for
    expect(again.locator("#list tbody tr")).to_have_count(1)
    again.locator("#list tbody th a").click()
    expect(ready(again).locator("h1")).to_contain_text("江干区市场监督管理局")


def test_an_address_that_asks_for_what_is_not_there_shows_all(opened: Opened, folder: Path):
    page = ready(opened(f"{folder.as_uri()}/site/reports.html?length=1&year=1999&region=9"))
    expect(page.locator("#count")).to_have_text("5 份报告")


def test_the_list_is_sorted_as_asked(opened: Opened, folder: Path):
    page = ready(opened(f"{folder.as_uri()}/site/reports.html"))
    names = page.locator("#list tbody th")
    by_warnings = names.all_inner_texts()
    page.select_option("[name=sort]", "name")
    by_name = names.all_inner_texts()
    assert by_name != by_warnings
    # by their sound, as Chinese lists go
    assert [name[0] for name in by_name] == ["阿", "江", "柳", "吴", "五"]


def test_the_reader_chooses_language_and_light(opened: Opened, folder: Path):
    page = opened(f"{folder.as_uri()}/site/index.html", locale="en-US")
    heading = page.locator("h1")
    expect(heading).to_have_text(
        "Annual reports on open government information", use_inner_text=True
    )
    page.click("#language")
    expect(heading).to_have_text("政府信息公开工作年度报告", use_inner_text=True)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.goto(f"{folder.as_uri()}/site/rules.html")  # the choice holds for other pages
    expect(page.locator("h1")).to_have_text("核对规则", use_inner_text=True)


def test_a_report_that_is_not_there_is_said_to_be(browser: Browser, folder: Path):
    page = browser.new_page(locale="en-US")
    for asked in ("", "?id=0000000000000000", "?id=../../x"):
        page.goto(f"{folder.as_uri()}/site/report.html{asked}")
        expect(ready(page).locator("h1")).to_contain_text("There is no such report")
    page.close()


def test_the_form_prints_without_what_is_for_the_screen(report: Callable[..., Page]):
    page = report(WUZHISHAN)
    page.evaluate("ogi.light('dark')")
    page.emulate_media(media="print")
    for hidden in (".bar", "[data-goto]", "#detail"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("[data-table='3']")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
