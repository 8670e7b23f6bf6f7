"""Executors of their own, as on other machines: they know what the session tells them, no more."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import duckdb
import pytest

pyspark = pytest.importorskip("pyspark")

from benchmarks.corpus.reports import Plan, reports
from extract.loader import load
from extract.raw_folder import survey
from extract.workers import read_in_workers
from spark.snapshots import TABLES
from tests.conftest import ROOT
from tests.spark.killing import Killer

LOAD = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from spark.extraction import load
from spark.session import session
raw, store = map(Path, sys.argv[1:])
with session(store, 1) as spark:
    load(spark, raw, store)
"""


def spark_home(folder: Path) -> Path:
    """Spark as it is installed, but so that executors write their logs into this folder."""
    folder.mkdir()
    for part in Path(pyspark.__file__).parent.iterdir():
        (folder / part.name).symlink_to(part)
    return folder


def test_an_executor_that_is_lost_changes_nothing(tmp_path: Path) -> None:
    raw, store, database = tmp_path / "raw", tmp_path / "store", tmp_path / "loaded.duckdb"
    for report in reports(Plan(seed=3, formats={"text": 1, "html": 1}), 0, 350):
        path = raw / report.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report.content)
    environment = os.environ | {
        "SPARK_MASTER": "local-cluster[2,1,1024]",
        "SPARK_HOME": str(spark_home(tmp_path / "spark")),
        "PYSPARK_PYTHON": sys.executable,
    }
    command = [sys.executable, "-c", LOAD, str(raw), str(store)]
    with Killer(above=2) as killer:
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert "java" in killer.command
    load(survey(raw), database, partial(read_in_workers, workers=1))
    with duckdb.connect(str(database)) as connection:
        for name in TABLES:
            written = f"from read_parquet('{store}/raw/000001/{name}/*.parquet')"
            expected = f"from raw.{name}"
            for one, other in [(written, expected), (expected, written)]:
                assert connection.sql(f"{one} except all {other}").fetchall() == []
