import json
import os
import re
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click
import duckdb
import pytest

from extract.loader import LoadResult
from extract.raw_folder import RawFolderError
from pipeline.errors import RefusedError, WarehouseError, endings
from pipeline.figures import Figures, Rule
from pipeline.files import write_whole
from pipeline.run import LOG_BYTES, OLDER_LOGS, at_work, recorded
from pipeline.warehouse import Warehouse

RAW = Path("raw")
FIGURES = Figures(
    files=3,
    rejected={"not_a_report": 2},
    reports=3,
    superseded=0,
    cells_expected=600,
    cells_located=590,
    rules=[
        Rule("T3-01", "warning", "a", failed=2, dismissed=0, reports_failing=1, passed=0),
        Rule("F-01", "info", "b", failed=0, dismissed=1, reports_failing=0, passed=9),
    ],
)


def end_with(error: BaseException | None, warehouse: Warehouse) -> int:
    """A build that ends with an error, or with none; returns its exit code."""
    try:
        with endings(), at_work(warehouse, "build") as run, recorded(run, RAW, {"strict": True}):
            with run.step("extract") as done:
                done("5 files")
            run.loaded = LoadResult(files=5, parsed=4, unchanged=1, removed=0)
            run.figures = FIGURES
            if error:
                raise error
    except click.ClickException as end:
        end.show()
        return end.exit_code
    return 0


def record_of(warehouse: Warehouse) -> dict:
    return json.loads((warehouse.published.parent / "run.json").read_text(encoding="utf-8"))


def log_of(warehouse: Warehouse) -> str:
    return (warehouse.published.parent / "build.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (None, ("published", 0, "")),
        (RefusedError("T3-02 fails"), ("refused", 3, "T3-02 fails")),
        (WarehouseError("dbt failed"), ("failed", 1, "dbt failed")),
        (RawFolderError("no such folder"), ("failed", 1, "no such folder")),
        (
            OSError(28, "No space left", "w.duckdb"),
            ("failed", 1, "No space left; free some space."),
        ),
        (OSError(30, "Read-only", "w.duckdb"), ("failed", 1, "choose another place")),
        (KeyError("x"), ("failed", 1, "KeyError: 'x'")),
    ],
)
def test_every_end_has_its_exit_code_and_is_recorded(
    warehouse: Warehouse,
    capsys: pytest.CaptureFixture,
    error: BaseException | None,
    expected: tuple[str, int, str],
):
    outcome, code, reason = expected
    assert end_with(error, warehouse) == code
    record = record_of(warehouse)
    assert (record["outcome"], record["exit_code"]) == (outcome, code)
    assert reason in record["reason"]
    assert reason in capsys.readouterr().err
    assert reason in log_of(warehouse)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_build_as_it_ends_other_programs(warehouse: Warehouse, number: int):
    with (
        pytest.raises(click.ClickException) as end,
        endings(),
        at_work(warehouse, "build") as run,
        recorded(run, RAW, {}),
    ):
        try:
            os.kill(os.getpid(), number)
        except KeyboardInterrupt:
            raise RuntimeError("Query interrupted")  # noqa: B904 - so does DuckDB
    name = signal.Signals(number).name
    assert end.value.exit_code == 128 + number
    assert end.value.message == f"ended by {name}"
    assert record_of(warehouse)["outcome"] == "interrupted"
    assert "Traceback" not in log_of(warehouse)


def test_the_record_says_what_was_read_found_and_used(warehouse: Warehouse):
    end_with(None, warehouse)
    record = record_of(warehouse)
    assert record["files"] == {
        "found": 5,
        "read": 4,
        "unchanged": 1,
        "gone": 0,
        "rejected": {"not_a_report": 2},
    }
    assert record["reports"] == 3
    assert record["cells"] == {"located": 590, "expected": 600}
    assert record["findings"] == {"warning": {"T3-01": 2}}
    assert record["raw"] == str(RAW.absolute())
    assert record["warehouse"] == str(warehouse.published)
    assert record["options"] == {"strict": True}
    assert set(record["seconds"]) == {"extract", "total"}
    started, finished = map(datetime.fromisoformat, (record["started"], record["finished"]))
    assert started.utcoffset() == finished.utcoffset() == timedelta(0)
    assert {"project", "extractor", "python", "duckdb", "dbt", "polars"} < set(record["versions"])


def test_that_spark_is_not_installed_is_recorded(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    missing = {"spark": {"pyspark": "no-such-library"}}
    monkeypatch.setattr("pipeline.run.LIBRARIES_OF_TARGET", missing)
    with at_work(warehouse, "build") as run, recorded(run, RAW, {"target": "spark"}):
        pass
    record = record_of(warehouse)
    assert record["outcome"] == "published"
    assert record["versions"]["pyspark"] is None


def test_a_mistake_of_the_program_is_a_line_on_the_terminal_and_a_traceback_in_the_log(
    warehouse: Warehouse, capsys: pytest.CaptureFixture
):
    end_with(KeyError("x"), warehouse)
    printed = capsys.readouterr().err
    assert printed.startswith("Error: KeyError: 'x'.")
    assert "build.log" in printed
    assert "Traceback" not in printed
    assert "Traceback (most recent call last)" in log_of(warehouse)


def test_each_event_is_a_line_of_the_log_with_its_time_in_utc(warehouse: Warehouse):
    end_with(WarehouseError("cannot read\na\nb.txt"), warehouse)
    end_with(None, warehouse)
    events = log_of(warehouse).splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ ", line) for line in events)
    assert sum(r"cannot read\na\nb.txt" in line for line in events) == 1
    assert sum("5 files" in line for line in events) == 2


def test_the_log_does_not_grow_for_ever(warehouse: Warehouse):
    folder = warehouse.published.parent
    for _ in range(2 * OLDER_LOGS + 2):
        end_with(WarehouseError("x" * (LOG_BYTES // 2)), warehouse)
    logs = list(folder.glob("build.log*"))
    assert len(logs) == OLDER_LOGS + 1
    assert all(log.stat().st_size <= LOG_BYTES for log in logs)


@pytest.mark.parametrize("name", ["run.json", "build.log"])
def test_a_record_that_cannot_be_written_changes_no_outcome(
    warehouse: Warehouse, capsys: pytest.CaptureFixture, name: str
):
    (warehouse.published.parent / name).mkdir()
    assert end_with(None, warehouse) == 0
    assert end_with(RefusedError("T3-02 fails"), warehouse) == 3
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    assert f"{name} cannot be written" in printed.err


def test_a_path_that_is_no_utf8_is_recorded(warehouse: Warehouse):
    raw = Path(os.fsdecode(b"/raw-\xff"))
    with at_work(warehouse, "build") as run, recorded(run, raw, {}):
        pass
    assert os.fsencode(record_of(warehouse)["raw"]) == b"/raw-\xff"


def test_a_damaged_working_copy_is_not_built_on_again(warehouse: Warehouse):
    with at_work(warehouse, "build") as run:
        with duckdb.connect(str(warehouse.working)) as connection:
            connection.execute("create table cells as select random() as value from range(200000)")
        content = bytearray(warehouse.working.read_bytes())
        content[len(content) // 2] ^= 0xFF
        warehouse.working.write_bytes(content)
        with (
            pytest.raises(duckdb.Error, match="Corrupt"),
            recorded(run, RAW, {}),
            duckdb.connect(str(warehouse.working)) as connection,
        ):
            connection.execute("select sum(value) from cells")
    assert not warehouse.working.exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "run.json"
    write_whole(path, "old")

    def fsync(_: int) -> None:
        assert path.read_text() == "old"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_build_goes_on_when_nobody_reads_what_it_prints():
    code = "from pipeline.terminal import Terminal; t = Terminal(); t.say('a'); t.say('b')"
    read_end, write_end = os.pipe()
    os.close(read_end)
    result = subprocess.run(
        [sys.executable, "-c", code], stdout=write_end, stderr=subprocess.PIPE, check=False
    )
    os.close(write_end)
    assert (result.returncode, result.stderr) == (0, b"")
