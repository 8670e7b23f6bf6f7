"""Small versions of hostile files: each is read or refused as it must be, and harms no other."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from extract import limits, loader
from extract.document import UnreadableFileError
from extract.raw_folder import survey
from extract.report import Report, attempt, read_report
from extract.workers import read_in_workers
from tests.conftest import SPECIMENS
from tests.hostile import Hostile, hostile_files

SIZE = 0.002  # of the largest; limits are as much smaller where that is what stops a file


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(limits.Limits(), text_bytes=200_000, cells=1000, nesting=50, cpu_seconds=5)
    for module in (
        "extract.readers",
        "extract.readers.common",
        "extract.readers.docx",
        "extract.readers.html_tree",
        "extract.readers.text",
    ):
        monkeypatch.setattr(f"{module}.limits", lambda: small)


@pytest.mark.parametrize("hostile", hostile_files(), ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_read_or_refused_with_a_reason(hostile: Hostile) -> None:
    content = b"".join(hostile.content(SIZE))
    try:
        attempt(read_report, hostile.name, content)
        outcome = "read"
    except UnreadableFileError as error:
        assert error.reason
        outcome = error.reason_code
    assert outcome in hostile.outcomes


def read(name: str) -> Report:
    (hostile,) = (hostile for hostile in hostile_files() if hostile.name == name)
    return read_report(name, b"".join(hostile.content(SIZE)))


def values(report: Report) -> list[str]:
    return [cell.value_raw for cell in report.cells if cell.location == "located"]


def test_a_number_of_any_length_is_kept_whole_or_not_at_all() -> None:
    assert str(2**64 + 1) in values(read("beyond_64_bits.txt"))
    assert {value for value in values(read("digits.txt")) if "1" in value} <= {"1" * 10_000}


def test_markup_in_a_name_is_text_or_nothing() -> None:
    told = [s.value for s in read("script.html").statements]
    assert not any("alert" in value for value in told)


def test_hostile_files_harm_no_other(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for specimen in SPECIMENS.glob("*.txt"):
        (raw / specimen.name).write_bytes(specimen.read_bytes())
    loader.load(survey(raw), tmp_path / "sound.duckdb")
    for hostile in hostile_files():
        with (raw / hostile.name).open("wb") as file:
            file.writelines(hostile.content(SIZE / 10))
    folder = survey(raw)
    loader.load(folder, tmp_path / "all.duckdb", lambda groups: read_in_workers(groups, 2))
    with duckdb.connect() as connection:
        for name in ("sound", "all"):
            connection.execute(f"attach '{tmp_path / name}.duckdb' as \"{name}\" (read_only)")
        kept = 'from "all".raw.cells where report_id in (select report_id from sound.raw.reports)'
        query = f"select count(*) from (from sound.raw.cells except all {kept})"
        assert connection.execute(query).fetchone() == (0,)
        accounted = connection.execute(
            'select (select count(*) from "all".raw.files) + '
            '(select count(*) from "all".raw.rejected_files)'
        ).fetchone()
    assert accounted == (len(folder.files),)
