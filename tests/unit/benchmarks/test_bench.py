"""What is measured is measured, and the README shows it as it is."""

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from benchmarks.bench import __main__ as bench
from benchmarks.bench import report
from benchmarks.bench.formats import YARDSTICKS
from benchmarks.bench.measuring import measured
from benchmarks.bench.reading.ways import WAYS

STEPS = {
    "extract": 10.0,
    "transform": 15.0,
    "docs": 1.0,
    "validate": 4.0,
    "site": 2.0,
    "total": 32.0,
}
BUILD = {
    "day": "2026-02-01",
    "reports": 2000,
    "seconds": STEPS,
    "peak_bytes": 900_000_000,
    "file_bytes": 70_000_000,
    "site_bytes": 9_000_000,
    "with_more": {"added": 100, "seconds": {"total": 8.0}},
    "nothing_new": {"seconds": {"total": 1.5}},
    "queries_ms": {"who_applies": 12.0, "who_grants_least": 1500.0},
    "check": {"is_right": False},
}
FORMAT = {
    "day": "2026-02-03",
    "format": "html",
    "reports": 500,
    "bytes_per_report": 59_400,
    "extractor_ms": 2.0,
    "yardstick": "pandas",
    "yardstick_ms": 9.0,
}
RESULTS = {"machine": "A machine", "formats": [FORMAT], "builds": [BUILD]}


def test_a_command_is_measured_with_the_memory_of_the_processes_it_starts() -> None:
    hungry = "import time; taken = bytearray(300_000_000); time.sleep(1.5)"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}])"
    taken = measured([sys.executable, "-c", f"{starts}; print('done')"])
    assert taken.printed == "done\n"
    assert taken.peak_bytes > 300_000_000


def test_a_command_that_fails_is_an_error_with_what_it_printed() -> None:
    with pytest.raises(click.ClickException, match="half done"):
        measured([sys.executable, "-c", "print('half done'); raise SystemExit(3)"])


def test_every_yardstick_can_be_run() -> None:
    assert {yardstick for yardstick, _ in YARDSTICKS.values()} < WAYS.keys()


def test_the_tables_begin_with_the_ratios() -> None:
    lines = report.lines(RESULTS)
    assert "| html | 4.5 | pandas | 2.00 | 9.00 | 500 | 59 |" in lines
    build = next(line for line in lines if line.startswith("| 2,000 |"))
    assert build.startswith(
        "| 2,000 | 3.20 | 25% | 1.5 s | 32 s | 10 s | 15 s | 4 s | 2 s | 900 MB |"
    )
    assert build.endswith("| 70 MB | 9 MB | 1.50 s (who_grants_least) | at odds | 2026-02-01 |")


def test_what_was_not_measured_is_shown_as_such() -> None:
    once = {key: value for key, value in BUILD.items() if key not in ("with_more", "nothing_new")}
    del once["site_bytes"]
    once["seconds"] = {step: taken for step, taken in STEPS.items() if step != "site"}
    lines = report.lines({**RESULTS, "builds": [once]})
    build = "| 2,000 | 3.20 | — | — | 32 s | 10 s | 15 s | 4 s | — | 900 MB | 70 MB | — | 1.50 s"
    assert build in lines[-3]


def test_results_go_into_the_readme_and_the_plot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RESULTS", "README"):
        monkeypatch.setattr(report, name, tmp_path / name)
    (tmp_path / "README").write_text("before\n<!-- measured -->\nold\n<!-- end of measured -->\nx")
    monkeypatch.setattr(report, "PLOT", tmp_path / "plot.svg")
    report.write(RESULTS)
    readme = (tmp_path / "README").read_text("utf-8")
    assert readme.startswith(
        "before\n<!-- measured -->\n\nMeasured from 2026-02-01 to 2026-02-03: A machine.\n"
    )
    assert readme.endswith("\n<!-- end of measured -->\nx")
    assert "old" not in readme
    assert "<svg" in (tmp_path / "plot.svg").read_text("utf-8")
    assert report.kept() == report.kept("A machine") == RESULTS
    assert report.kept("Another")["builds"] == []


def test_what_was_measured_is_kept_though_a_later_build_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(_: Path, reports: int, __: bool) -> dict:
        assert reports < 3000, "no room"
        return BUILD | {"reports": reports}

    written = []
    monkeypatch.setattr(report, "kept", lambda machine: {"formats": [], "builds": []})
    monkeypatch.setattr(report, "write", lambda results: written.append(results.copy()))
    monkeypatch.setattr(bench, "compared", lambda *_: [FORMAT])
    monkeypatch.setattr(bench, "built", built)
    sizes = ["--sizes", "1000,2000,3000", "--work", str(tmp_path)]
    done = CliRunner().invoke(bench.main, sizes)
    assert "no room" in str(done.exception)
    assert all(results["formats"] == [FORMAT] for results in written)
    kept = [[build["reports"] for build in results["builds"]] for results in written]
    assert kept == [[], [1000], [1000, 2000]]


def test_the_readme_shows_the_results_that_are_kept() -> None:
    section = report.SECTION.search(report.README.read_text("utf-8"))[0]
    kept = report.kept()
    assert "\n".join(report.lines(kept)) in section


def test_what_was_not_measured_has_no_table() -> None:
    assert not any("reading" in line for line in report.lines(RESULTS | {"formats": []}))
    assert not any("svg" in line for line in report.lines(RESULTS | {"builds": []}))
    assert len(report.lines({"formats": [], "builds": []})) == 1
