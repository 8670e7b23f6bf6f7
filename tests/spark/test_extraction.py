"""Spark's tables of schema ``raw`` are those that DuckDB gets from the same folder."""

import csv
import os
import shutil
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from unittest import mock

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

pytest.importorskip("pyspark")

import psutil
from pyspark.sql import DataFrame, SparkSession

from benchmarks.corpus.reports import Plan, reports
from extract import loader
from extract.companions import REVIEWS
from extract.limits import limits
from extract.loader import LoadResult
from extract.raw_folder import survey
from extract.raw_schema import OF_A_REPORT
from extract.workers import read_in_workers
from spark import extraction
from spark.session import session
from tests.conftest import SPECIMENS
from tests.hostile import hostile_files
from tests.spark.killing import Killer
from tests.unit.extract.test_workers import read_or_obey

FORMATS = {"text": 50, "html": 35, "docx": 10, "pdf": 5}
NOTICE = "通知\n".encode()
SECONDS = "5"  # of processor time for a file


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OGI_MAX_CPU_SECONDS", SECONDS)
        limits.cache_clear()
        with session(tmp_path_factory.mktemp("session"), cores=1) as started:
            yield started
    limits.cache_clear()


class Landing:
    """A raw folder with the tables that both loaders make of it."""

    def __init__(self, spark: SparkSession, folder: Path) -> None:
        self.spark = spark
        self.raw, self.store = folder / "raw", folder / "the 仓库"
        self.reviews, self.database = folder / "reviews.csv", folder / "loaded.duckdb"
        self.raw.mkdir()

    def put(self, name: str, content: bytes) -> None:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def put_reports(self, count: int) -> None:
        for report in islice(reports(Plan(seed=7, formats=FORMATS, slips=0.3), 0, count), count):
            self.put(report.path, report.content)

    def load(self) -> LoadResult:
        return extraction.load(self.spark, self.raw, self.store, self.reviews)

    def load_into_duckdb(self) -> LoadResult:
        read = partial(read_in_workers, workers=1)
        return loader.load(survey(self.raw, self.reviews), self.database, read)

    def table(self, name: str) -> pl.DataFrame:
        return pl.from_arrow(self.spark.table(f"raw.{name}").toArrow())

    def assert_same(self) -> None:
        """Table for table, row for row, in types, too."""
        extraction.register(self.spark, self.store)
        with duckdb.connect(str(self.database), read_only=True) as connection:
            for name in extraction.TABLES:
                expected = connection.sql(f"select * from raw.{name}").pl()
                assert_frame_equal(self.table(name), expected, check_row_order=False)

    def snapshots(self) -> list[str]:
        return sorted(path.name for path in (self.store / "raw").iterdir())


@pytest.fixture
def landing(spark: SparkSession, tmp_path: Path) -> Landing:
    return Landing(spark, tmp_path)


def specimens() -> list[bytes]:
    return [path.read_bytes() for path in sorted(SPECIMENS.glob("*.txt"))]


def write_rows(path: Path, *rows: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def put_what_people_keep(landing: Landing) -> None:
    write_rows(
        landing.raw / "manifest.csv",
        ("path", "agency", "year"),
        ("a.txt", "某某市财政局", "2020"),
        ("b.txt", "", ""),
    )
    write_rows(
        landing.raw / "agencies.csv", ("agency", "reports_to"), ("某某市财政局", "某某市人民政府")
    )
    row = {"verdict": "confirmed", "date": "2024-05-01"}
    write_rows(landing.reviews, REVIEWS.columns, [row.get(name, "1") for name in REVIEWS.columns])


def test_all_kinds_of_files_give_the_tables_that_duckdb_gets(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "FILES_A_TASK", 60)
    shutil.copytree(SPECIMENS, landing.raw, dirs_exist_ok=True)
    landing.put_reports(200)
    for hostile in hostile_files():
        landing.put(f"hostile/{hostile.name}", b"".join(hostile.content(0.0005)))
    sound = specimens()
    for number, content in enumerate(sound):
        landing.put(f"again/{number}.txt", content)
        landing.put(f"cut/{number}.txt", content[:100])
        landing.put(f"cut again/{number} 某某市财政局2021年政府信息公开年度报告.txt", content[:100])
    for number in range(3):
        landing.put(f"empty {number}.pdf", b"")
    landing.put(os.fsdecode("江干.txt".encode("gb18030")), sound[0] + b"\n")
    landing.put("it's {a} 100% *name*.txt", sound[0] + b"\n\n")
    (landing.raw / "within.txt").symlink_to("again/0.txt")
    (landing.raw / "out.txt").symlink_to("/etc/passwd")
    os.mkfifo(landing.raw / "pipe.txt")
    put_what_people_keep(landing)
    result = landing.load()
    assert result == landing.load_into_duckdb()
    landing.assert_same()
    assert {len(landing.table(table)) for table in OF_A_REPORT}.isdisjoint({0})


def test_only_what_is_new_is_read_by_the_next_loads(landing: Landing) -> None:
    landing.put_reports(8)
    first, *others = (path for path in sorted(landing.raw.rglob("*")) if path.is_file())
    landing.put("notice.txt", NOTICE)
    landing.put("twin.txt", first.read_bytes())

    def both() -> LoadResult:
        result = landing.load()
        assert result == landing.load_into_duckdb()
        landing.assert_same()
        return result

    assert both() == LoadResult(files=10, parsed=9, unchanged=0, removed=0)
    snapshots = landing.snapshots()
    assert both() == LoadResult(files=10, parsed=0, unchanged=10, removed=0)
    assert landing.snapshots() == snapshots
    first.unlink()  # the report stays, by its twin
    others[0].unlink()
    others[1].rename(landing.raw / "renamed")
    others[2].write_bytes(specimens()[0])
    landing.put("notice again.txt", NOTICE)
    landing.put("another notice.txt", NOTICE * 2)
    assert both() == LoadResult(files=10, parsed=3, unchanged=6, removed=3)
    put_what_people_keep(landing)
    assert both().parsed == 0
    assert len(landing.table("manifest")) == 2


def test_copies_of_a_file_that_failed_by_chance_are_stored_as_one_report(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "FILES_A_TASK", 1)
    for name in ("a.txt", "b.txt", "c.txt"):
        landing.put(name, specimens()[0])
    readings = extraction._readings

    def without_a(*files: object) -> DataFrame:
        (landing.raw / "a.txt").unlink()  # after its digest was taken
        return readings(*files)

    with monkeypatch.context() as patched:
        patched.setattr(extraction, "_readings", without_a)
        assert landing.load().parsed == 3
    extraction.register(landing.spark, landing.store)
    assert landing.table("rejected_files")["source_path"].to_list() == ["a.txt"]
    landing.load()
    landing.load_into_duckdb()
    landing.assert_same()


def test_another_version_of_the_extractor_reads_all_anew(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.put("a.txt", specimens()[0])
    landing.load()
    monkeypatch.setattr(extraction, "extractor_version", lambda: "another")
    assert landing.load() == LoadResult(files=1, parsed=1, unchanged=0, removed=0)
    extraction.register(landing.spark, landing.store)
    assert landing.table("loads").rows() == [("another", 1)]


def test_a_load_that_is_ended_leaves_the_tables_as_they_were(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.put("a.txt", specimens()[0])
    landing.load()
    landing.load_into_duckdb()
    landing.put("b.txt", specimens()[1])
    with monkeypatch.context() as ending, pytest.raises(KeyboardInterrupt):
        ending.setattr(extraction, "_write_rows", mock.Mock(side_effect=KeyboardInterrupt))
        landing.load()
    landing.assert_same()
    assert landing.load() == landing.load_into_duckdb()
    landing.assert_same()
    assert landing.snapshots() == ["000001", "000002"]


def obeying(batches: extraction.Batches) -> extraction.Batches:
    """Read files, but let some end their reader."""
    read = partial(read_in_workers, read=read_or_obey)
    with mock.patch.object(extraction, "read_in_workers", read):
        yield from READ(batches)


READ = extraction._read


def test_a_file_that_ends_its_reader_harms_no_other(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "_read", obeying)
    for number, content in enumerate(specimens()):
        landing.put(f"{number}.txt", content)
    for word in ("abort", "leave", "spin"):
        landing.put(f"0 {word}.txt", word.encode())
    landing.load()
    extraction.register(landing.spark, landing.store)
    rejected = landing.table("rejected_files").sort("source_path")
    assert rejected.select("source_path", "reason_code").rows() == [
        ("0 abort.txt", "reader_died"),
        ("0 leave.txt", "reader_died"),
        ("0 spin.txt", "timed_out"),
    ]
    assert f"more than {SECONDS} seconds of processor time" in rejected["reason"][2]
    assert len(landing.table("reports")) == len(specimens())


def test_a_killed_process_of_spark_changes_nothing(landing: Landing) -> None:
    landing.put_reports(300)
    with Killer() as killer:
        result = landing.load()
    assert "python" in killer.command
    assert result == landing.load_into_duckdb()
    landing.assert_same()
    _, alive = psutil.wait_procs(killer.killed, timeout=30)
    assert alive == []


def test_the_session_is_the_one_that_others_get(spark: SparkSession) -> None:
    """As dbt asks for it."""
    assert SparkSession.builder.enableHiveSupport().getOrCreate() is spark
    assert spark.conf.get("spark.sql.catalogImplementation") == "in-memory"


def test_a_store_that_spark_cannot_write_to_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="Spark keeps no tables in a path with"),
        session(tmp_path / "{1}", cores=1),
    ):
        pass
