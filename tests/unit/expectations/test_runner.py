import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.runner import validate

T3_02_FAILS = """
    update marts.fct_rule_results set
        status = 'fail', is_open = true, right_value = 16.5, difference = -1.5
    where scope_line = 'received'
"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The folder validated into."""
    return tmp_path / "out"


def rule_records(output: Path) -> dict[str, dict[str, Any]]:
    """Return the expectations of the last suite by name, in their order."""
    results = json.loads((output / "validation_results.json").read_text(encoding="utf-8"))
    return {each["name"]: each for each in results["suites"][-1]["expectations"]}


def rule_page(output: Path) -> str:
    path = output / "data_docs" / "expectations" / "reconciliation" / "rules.html"
    return path.read_text(encoding="utf-8")


def test_a_sound_warehouse_has_a_page_for_every_suite(warehouse: Path, output: Path) -> None:
    verdict = validate(warehouse, output)
    assert verdict.failures == ()
    assert not verdict.blocks(strict=True)
    pages = sorted(
        ".".join(path.relative_to(output / "data_docs" / "expectations").with_suffix("").parts)
        for path in output.glob("data_docs/expectations/**/*.html")
    )
    assert pages == [
        "extraction.cells",
        "extraction.claims",
        "extraction.files",
        "extraction.rejected_files",
        "extraction.report_tables",
        "marts.dim_agencies",
        "marts.dim_measures",
        "marts.dim_regions",
        "marts.dim_reports",
        "marts.fct_cells",
        "marts.fct_claims",
        "marts.fct_hierarchy_checks",
        "marts.fct_rejected_files",
        "marts.fct_reviews",
        "marts.fct_suspect_cells",
        "marts.rpt_row_accounting",
        "marts.rpt_rules",
        "reconciliation.rules",
    ]
    assert (output / "data_docs" / "index.html").is_file()


def test_a_finding_is_listed_with_agency_line_and_both_sides(
    change: Callable[..., Path], output: Path
) -> None:
    validate(change(T3_02_FAILS), output)
    records = rule_records(output)
    assert list(records)[-4:] == ["F-03 critical", "F-03 applied", "T3-02 warning", "T3-02 applied"]
    (row,) = records["T3-02 warning"]["unexpected_rows"]
    assert (
        row.items()
        >= {
            "agency_name_zh": "江干区人民政府",
            "report_year": 2021,
            "line_label_zh": "本年新收",
            "left_value": 15,
            "right_value": 16.5,
            "source_path": "浙江/江干.html",
        }.items()
    )

    page = rule_page(output)
    assert "T3-02 自然人加法人或其他组织五类之和，等于总计" in page
    assert "T3-02 Natural persons plus the five kinds of organization" in page
    assert "江干区人民政府" in page
    assert "16.5" in page


def test_all_findings_are_counted_but_not_all_listed(
    change: Callable[..., Path], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expectations.unexpected_rows.ROWS_LISTED", 2)
    verdict = validate(
        change(
            T3_02_FAILS,
            "insert into marts.fct_rule_results select finding.* "
            "from marts.fct_rule_results as finding, range(4) where status = 'fail'",
            "update marts.rpt_rules set instances_expected = 6, instances_met = 6 "
            "where rule_id = 'T3-02'",
        ),
        output,
    )
    assert [failure.unexpected_count for failure in verdict.failures] == [5]
    assert len(rule_records(output)["T3-02 warning"]["unexpected_rows"]) == 2
    assert "Rows: 5, listed: 2. The query below gives the other 3 too." in rule_page(output)
    assert "<details open>" in rule_page(output)


def test_the_file_is_left_as_it_was_and_closed(warehouse: Path, output: Path) -> None:
    before = warehouse.read_bytes()
    validate(warehouse, output)
    assert warehouse.read_bytes() == before
    assert {path.name for path in warehouse.parent.iterdir()} == {warehouse.name, output.name}
    # DuckDB refuses to open a file for writing that this process holds read-only.
    duckdb.connect(str(warehouse)).close()


def test_others_may_read_the_file_meanwhile(warehouse: Path, output: Path) -> None:
    code = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1], read_only=True); print(); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        validate(warehouse, output)
        reader.communicate(b"\n")


def test_results_replace_those_of_an_earlier_run(warehouse: Path, output: Path) -> None:
    validate(warehouse, output)
    first = (output / "validation_results.json").read_bytes()
    old_page = output / "data_docs" / "old.html"
    old_page.touch()
    validate(warehouse, output)
    assert not old_page.exists()
    assert (output / "validation_results.json").read_bytes() == first
    assert {path.name for path in output.iterdir()} == {"data_docs", "validation_results.json"}


def test_nothing_is_sent_or_written_elsewhere(
    warehouse: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("HOME", str(elsewhere))
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    validate(warehouse, output)
    assert not any(elsewhere.iterdir())


def test_any_folder_will_do(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "公开 $HOME?&'%20"
    folder.mkdir()
    validate(warehouse.rename(folder / "w.duckdb"), folder / "out")
    assert (folder / "out" / "data_docs" / "index.html").is_file()

    monkeypatch.chdir(folder)
    validate(Path("w.duckdb"), Path("relative"))
    assert (folder / "relative" / "data_docs" / "index.html").is_file()


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "notes.txt"
    database.write_text("no database")
    with pytest.raises(duckdb.Error):
        validate(database, tmp_path / "out")
