"""What a build does with changed, broken and foreign files, and what it never does."""

import hashlib
import http.client
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline import serve
from tests.conftest import ROOT, SPECIMENS, Build

MARKET = "jianggan_market_supervision_2020.txt"
YANCHI = "yanchi_ecology_2020.txt"
RECEIVED = "一、本年新收政府信息公开申请数量 | 29 | 2 |"
GRANTED = "(一)予以公开 | 14 | 1 |"
NON_REPORTS = {
    "prose.txt": (
        "今年我局认真做好各项工作，圆满完成全年任务。\n",
        "not_a_report",
        "文件不是政府信息公开工作年度报告",
    ),
    "empty.txt": ("", "empty_file", "文件是空的"),
    "before.txt": (
        "某区教育局2018年政府信息公开工作年度报告\n一、概述\n2018年主动公开信息120条。\n",
        "before_form",
        "报告年度早于统一表格开始使用的年度",
    ),
    "=1\x1b[31m\u202e<b>.txt": ("", "empty_file", "文件是空的"),
}


def marts(warehouse: Path) -> dict[str, list[tuple]]:
    """Every row of every mart, in an order of its own."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts'"
        ).fetchall()
        return {
            name: connection.execute(f"select * from marts.{name} order by all").fetchall()
            for (name,) in names
        }


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def broken(build: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The specimens with one number of Table 3 changed, and three files that are no reports."""
    raw = tmp_path_factory.mktemp("raw")
    shutil.copytree(SPECIMENS, raw, dirs_exist_ok=True)
    text = (raw / MARKET).read_text(encoding="utf-8")
    assert GRANTED in text
    changed = text.replace(GRANTED, "(一)予以公开 | 15 | 1 |")
    (raw / MARKET).write_text(changed, encoding="utf-8")
    for name, (content, *_) in NON_REPORTS.items():
        (raw / name).write_text(content, encoding="utf-8")
    return build(raw, tmp_path_factory.mktemp("broken") / "w.duckdb")


def test_a_contradiction_is_published_as_a_finding(broken: Build):
    assert broken.code == 0, broken.printed
    with duckdb.connect(str(broken.warehouse), read_only=True) as connection:
        found = connection.execute(
            """
            select rule_id, scope_line, scope_column, left_value, right_value, difference
            from marts.rpt_rule_results
            where status = 'fail' and severity = 'warning' and source_path = ? order by rule_id
            """,
            [MARKET],
        ).fetchall()
    assert found == [
        ("T3-02", "granted", None, 16, 15, 1),
        ("T3-03", None, "natural_person", 30, 29, 1),
    ]


def test_a_contradiction_is_in_the_summary(broken: Build):
    printed = " ".join(broken.printed.split())
    assert "T3-02 warning Natural persons plus the five kinds" in printed
    assert "1 1 116" in printed  # fails once, in one report; the other 116 lines hold
    assert "1 1 34" in printed


def test_a_contradiction_is_in_the_results_with_report_and_both_sides(broken: Build):
    results = (broken.warehouse.parent / "validation_results.json").read_text(encoding="utf-8")
    unmet = [
        expectation
        for suite in json.loads(results)["suites"]
        for expectation in suite["expectations"]
        if not expectation["success"] and "T3-02" in json.dumps(expectation, ensure_ascii=False)
    ]
    listed = json.dumps(unmet, ensure_ascii=False)
    for part in ("江干区市场监督管理局", "2020", "（一）予以公开", "16", "15"):
        assert part in listed


def test_a_contradiction_is_in_the_data_docs(broken: Build):
    pages = (broken.warehouse.parent / "data_docs").rglob("*.html")
    assert any("江干区市场监督管理局" in page.read_text(encoding="utf-8") for page in pages)


def test_files_that_are_no_reports_are_rejected_each_with_its_reason(broken: Build):
    with duckdb.connect(str(broken.warehouse), read_only=True) as connection:
        rejected = connection.execute(
            """
            select source_path, reason_code, meaning_zh
            from marts.fct_rejected_files order by source_path
            """
        ).fetchall()
        loaded = connection.execute("select count(*) from marts.dim_reports").fetchone()
    assert rejected == sorted((name, *reason) for name, (_, *reason) in NON_REPORTS.items())
    assert loaded == (5,)
    assert "before.txt: before_form (报告年度早于统一表格开始使用的年度)" in broken.printed


def test_the_name_of_a_file_cannot_steer_the_terminal(broken: Build):
    assert "=1\\u001b[31m\\u202e<b>.txt: empty_file (文件是空的)" in broken.printed
    assert "\x1b" not in broken.printed and "\u202e" not in broken.printed


def test_strict_refuses_a_contradiction_and_leaves_the_published_file(build, tmp_path):
    raw, warehouse = tmp_path / "raw", tmp_path / "w.duckdb"
    # the one specimen whose prose contradicts its table would be refused, too
    shutil.copytree(SPECIMENS, raw, ignore=shutil.ignore_patterns("wuzhishan*"))
    first = build(raw, warehouse, "--strict")
    assert first.code == 0, first.printed
    before, marts_before = checksum(warehouse), marts(warehouse)

    text = (raw / MARKET).read_text(encoding="utf-8")
    changed = text.replace(RECEIVED, RECEIVED.replace("29", "92"))
    (raw / MARKET).write_text(changed, encoding="utf-8")
    refused = build(raw, warehouse, "--strict")
    assert refused.code == 3
    assert "not published" in refused.printed
    assert "T3-02" in refused.printed
    assert checksum(warehouse) == before

    (raw / MARKET).write_text(text, encoding="utf-8")
    again = build(raw, warehouse)
    assert again.code == 0, again.printed
    assert "4 files, nothing new since the last build" in again.printed
    assert marts(warehouse) == marts_before


@pytest.mark.parametrize(
    ("raw", "warehouse", "message"),
    [
        ("no-such-folder", "w.duckdb", "no such folder of report files"),
        ("empty", "w.duckdb", "the folder holds no report files"),
        (str(SPECIMENS), "marts.duckdb", "cannot be called marts"),
        (".", "w.duckdb", "lies in the folder of report files"),
    ],
)
def test_wrong_paths_get_a_clear_error_and_no_warehouse(build, tmp_path, raw, warehouse, message):
    (tmp_path / "empty").mkdir()
    refused = build(tmp_path / raw, tmp_path / warehouse)
    assert refused.code == 1
    assert message in refused.printed
    assert "Traceback" not in refused.printed
    assert not (tmp_path / warehouse).exists()


def test_a_foreign_file_in_place_of_the_warehouse_is_left_alone(build, tmp_path):
    warehouse = tmp_path / "w.duckdb"
    warehouse.write_text("not a database")
    refused = build(SPECIMENS, warehouse)
    assert refused.code == 1
    assert "w.duckdb" in refused.printed
    assert warehouse.read_text() == "not a database"


def test_a_folder_without_any_report_publishes_nothing(build, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "prose.txt").write_text(NON_REPORTS["prose.txt"][0], encoding="utf-8")
    refused = build(raw, tmp_path / "w.duckdb")
    assert refused.code == 3
    assert "At least one report was loaded" in refused.printed
    assert not (tmp_path / "w.duckdb").exists()


def test_the_manifest_overrides_what_a_report_says_of_itself(build, tmp_path):
    raw = tmp_path / "raw"
    shutil.copytree(SPECIMENS, raw)
    rows = [
        f"{MARKET},某区市场监督管理局,2019年,https://example.invalid/1,",
        f"{YANCHI},,,,640300",
        "gone.txt,,2020,,",
        ",,,,",
    ]
    (raw / "manifest.csv").write_text(
        "\n".join(["path,agency,year,url,region", *rows]), encoding="utf-8"
    )
    built = build(raw, tmp_path / "w.duckdb")
    assert built.code == 0, built.printed
    assert "gone.txt" in built.printed
    assert f"column region):\n  {MARKET}: 某区市场监督管理局\n" in built.printed
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        assert connection.execute(
            """
            select agency_name_zh, agency_source, report_year, report_year_source, source_url
            from marts.dim_reports where source_path = ?
            """,
            [MARKET],
        ).fetchall() == [
            ("某区市场监督管理局", "manifest", 2019, "manifest", "https://example.invalid/1")
        ]
        assert connection.execute(
            """
            select source_path, region_code, region_source
            from marts.dim_reports where region_source is distinct from 'name' order by all
            """
        ).fetchall() == [(MARKET, None, None), (YANCHI, "640300", "manifest")]


def test_single_steps_lead_to_the_same_warehouse_and_refuse_stale_models(
    parsed: None, specimen_warehouse: Path, tmp_path: Path
):
    warehouse = tmp_path / "w.duckdb"

    def step(name: str, *options: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "pipeline", name, "--warehouse", str(warehouse), *options]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert "run make extract first" in step("transform").stderr
    assert step("extract", "--raw", str(SPECIMENS)).returncode == 0
    assert "run make transform first" in step("publish").stderr
    assert not warehouse.exists()
    assert step("transform").returncode == 0
    published = step("publish")
    assert published.returncode == 0, published.stderr
    assert (tmp_path / "dbt_docs" / "index.html").exists()
    page = tmp_path / "site" / "index.html"
    drawn = page.read_bytes()
    page.unlink()
    assert step("site").returncode == 0
    assert page.read_bytes() == drawn
    assert marts(warehouse) == marts(specimen_warehouse)


def test_only_the_pages_are_served(specimen_warehouse: Path):
    with serve.server(specimen_warehouse.parent, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def status(path: str) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
            connection.request("GET", path)
            return connection.getresponse().status

        name = specimen_warehouse.name
        assert [
            status(path) for path in ("/", "/site/", "/data_docs/", "/dbt_docs/index.html")
        ] == [200] * 4
        hidden = (f"/{name}", f"/data_docs/../{name}", f"/data_docs/%2e%2e/{name}")
        assert [status(path) for path in hidden] == [404] * 3
        server.shutdown()
