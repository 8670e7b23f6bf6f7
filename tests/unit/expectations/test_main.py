import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from expectations.__main__ import main, summary
from expectations.verdict import Failure, Verdict


def finding(severity: str, error: str | None = None) -> Verdict:
    count = None if error else 1200
    return Verdict(9, (Failure("suite", "name", "应等于", "equals", severity, count, error),))


@pytest.mark.parametrize(
    ("severity", "options", "exit_code"),
    [
        ("info", ["--strict"], 0),
        ("warning", [], 0),
        ("warning", ["--strict"], 1),
        ("critical", [], 1),
    ],
)
def test_the_exit_code_says_whether_to_publish(
    severity: str,
    options: list[str],
    exit_code: int,
    warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("expectations.__main__.validate", lambda *_: finding(severity))
    arguments = ["--database", str(warehouse), "--output", "out", *options]
    assert CliRunner().invoke(main, arguments).exit_code == exit_code


def test_the_summary_says_what_must_hold_and_how_often_it_did_not() -> None:
    assert summary(finding("warning"), strict=False).splitlines() == [
        "warning   suite: name (rows: 1,200)",
        "          应等于",
        "          equals",
        "9 expectations, failed: 0 critical, 1 warning, 0 info. The warehouse may be published.",
    ]


def test_the_summary_says_why_an_expectation_was_not_evaluated() -> None:
    lines = summary(finding("critical", "no such column\nat line 2"), strict=False).splitlines()
    assert lines[0] == "critical  suite: name (not evaluated)"
    assert lines[3] == "          no such column"


def test_a_file_that_is_no_warehouse_is_refused_in_a_sentence(tmp_path: Path) -> None:
    database = tmp_path / "empty.duckdb"
    duckdb.connect(str(database)).close()
    result = CliRunner().invoke(
        main, ["--database", str(database), "--output", str(tmp_path / "out")]
    )
    assert result.exit_code == 1
    assert "is not a built warehouse" in result.output


def test_the_command_does_not_load_great_expectations_before_it_must() -> None:
    code = "import sys, expectations.__main__; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
