"""Names and texts of files of unknown origin do not steer the terminal they are printed on."""

import io
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from rich.console import Console

from pipeline.__main__ import cli
from pipeline.summary import print_summary

# A colour, a title of the window, a line over the last one, a text from right to left.
HOSTILE = "甲\x1b[31m\x1b]0;乙\x07\r丙\n丁\u202etxt.exe"
SHOWN = "甲\\u001b[31m\\u001b]0;乙\\u0007 丙↵丁\\u202etxt.exe"


def is_inert(printed: str) -> bool:
    return all(character.isprintable() or character == "\n" for character in printed)


@pytest.fixture
def warehouse(specimen_warehouse: Path, tmp_path: Path) -> Path:
    """A copy of the specimen warehouse, to be changed."""
    return Path(shutil.copy(specimen_warehouse, tmp_path))


def test_the_summary_spells_out_what_would_steer_the_terminal(warehouse: Path):
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update marts.dim_reports set source_path = ?", [HOSTILE])
        connection.execute(
            "update marts.dim_reports set region_code = null, agency_name_zh = ?", [HOSTILE]
        )
        connection.execute(
            """
            insert into marts.fct_rejected_files
            values ($text, null, null, 'not_a_report', $text, $text, $text)
            """,
            {"text": HOSTILE},
        )
        connection.execute("insert into raw.manifest (source_path) values (?)", [f"{HOSTILE}.md"])
    printed = io.StringIO()
    print_summary(warehouse, Console(file=printed, width=120))
    assert is_inert(printed.getvalue())
    lines = printed.getvalue().splitlines()
    assert f"  {SHOWN}: not_a_report ({SHOWN}). {SHOWN}" in lines  # rejected
    assert f"  {SHOWN}: {SHOWN}" in lines  # without a region
    assert f"  {SHOWN}.md" in lines  # in the manifest alone
    assert any(line.startswith(f"  {SHOWN}, N-01, report. ") for line in lines)


def test_a_review_and_its_errors_spell_out_what_would_steer_the_terminal(warehouse: Path):
    def review(report: str):
        arguments = [report, "T2-02", "administrative_penalties", "confirmed"]
        return CliRunner().invoke(cli, ["review", *arguments, "--warehouse", str(warehouse)])

    unknown = review("gone\x1b[31m.txt")
    assert (unknown.exit_code, is_inert(unknown.output)) == (1, True)
    assert "no report gone\\u001b[31m.txt" in unknown.output

    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "update raw.files set source_path = ? where source_path like 'jianggan%'", [HOSTILE]
        )
    recorded = review(HOSTILE)
    assert (recorded.exit_code, is_inert(recorded.output)) == (0, True)
    assert f"administrative_penalties of {SHOWN} confirmed" in recorded.output

    reviews = warehouse.parent / "reviews.csv"
    reviews.write_text(reviews.read_text("utf-8").replace("confirmed", "per\x1b[31mhaps"), "utf-8")
    malformed = review(HOSTILE)
    assert (malformed.exit_code, is_inert(malformed.output)) == (1, True)
    assert "has the verdict per\\u001b[31mhaps" in malformed.output
