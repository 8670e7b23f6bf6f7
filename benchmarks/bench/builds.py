"""Builds warehouses of thousands of reports, and measures every part of it."""

import json
import re
import sys
import time
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from typing import Any

import click
import duckdb

from benchmarks.bench.formats import made_of
from benchmarks.bench.measuring import PROJECT, Measured, measured
from extract.limits import database_settings
from pipeline import transform

ADDED = 100  # reports of the incremental build
SLIPS = 0.1
NUMBER = re.compile(r"\d+")
ANALYSES = PROJECT / "dbt_project" / "analyses"


def built(work: Path, reports: int, once: bool = False) -> dict[str, Any]:
    """Build a warehouse of text reports, then with some more of them, then with nothing new.

    It is held against the corpus it was built from, and asked the analyses.

    Args:
        work: an empty folder.
        reports: how many the first build has.
        once: whether there is the first build only.
    """
    corpus, warehouse = work / "corpus", work / "warehouse" / "w.duckdb"
    made_of(corpus, reports + (0 if once else ADDED), "text", SLIPS)
    more = _set_aside(corpus / "raw", work / "added", reports)
    first = _build(corpus / "raw", warehouse)
    record = {
        "reports": reports,
        "bytes_read": _size(corpus / "raw"),
        **_taken(first, warehouse),
        "file_bytes": warehouse.stat().st_size,
        "site_bytes": _size(warehouse.parent / "site"),
    }
    if more:
        for path, away in more.items():
            away.rename(path)
        second = _build(corpus / "raw", warehouse)
        record["with_more"] = {"added": len(more), **_taken(second, warehouse)}
        record["nothing_new"] = _taken(_build(corpus / "raw", warehouse), warehouse)
    record["queries_ms"] = _queries(warehouse)
    record["check"] = _check(corpus, warehouse)
    return record


def _set_aside(raw: Path, away: Path, reports: int) -> dict[Path, Path]:
    """Move the reports of a corpus beyond a number out of it; where each was, and where it is."""
    away.mkdir()
    moved = {}
    for path in list(raw.rglob("*.txt")):
        if int(NUMBER.match(path.name)[0]) >= reports:
            moved[path] = path.rename(away / path.name)
    return moved


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _build(raw: Path, warehouse: Path) -> Measured:
    options = ["--raw", str(raw), "--warehouse", str(warehouse)]
    return measured([sys.executable, "-m", "pipeline", "build", *options])


def _taken(build: Measured, warehouse: Path) -> dict[str, Any]:
    record = json.loads((warehouse.parent / "run.json").read_text(encoding="utf-8"))
    return {
        "outcome": record["outcome"],
        # with the start of Python, which the build itself cannot see
        "seconds": {**record["seconds"], "total": round(build.seconds, 3)},
        "peak_bytes": build.peak_bytes,
    }


def _queries(warehouse: Path) -> dict[str, float]:
    """Milliseconds in which DuckDB has the whole answer to each analysis, asked a second time."""
    with TemporaryDirectory() as target:
        transform.run(("compile",), warehouse, Path(target))
        compiled = Path(target) / "compiled" / "ogi_warehouse" / "analyses"
        queries = {path.stem: (compiled / path.name).read_text() for path in ANALYSES.glob("*.sql")}
    taken = {}
    settings = database_settings()
    with duckdb.connect(str(warehouse), read_only=True, config=settings) as connection:
        for name, query in sorted(queries.items()):
            for _ in range(2):
                start = time.monotonic()
                connection.execute(f"create or replace temp table answer as {query}")
                taken[name] = round((time.monotonic() - start) * 1000, 1)
    return taken


def _check(corpus: Path, warehouse: Path) -> dict[str, Any]:
    """Whether the warehouse says what the corpus states, with every slip found and no more."""
    options = ["--corpus", str(corpus), "--warehouse", str(warehouse)]
    done = run(
        [sys.executable, "-m", "benchmarks.corpus_check", *options],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "known" not in done.stdout:
        raise click.ClickException(f"the check against the corpus failed:\n{done.stderr}")
    return {"is_right": done.returncode == 0, "printed": done.stdout.splitlines()}
