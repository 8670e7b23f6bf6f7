"""Loads a raw folder into Parquet tables of schema ``raw``: the reader mapped over files by Spark.

Each load that finds something new writes a snapshot of all tables; one that holds the table
``loads``, which is written last, is whole. Files are opened where tasks run, not on the driver.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from math import ceil
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructType

from extract import raw_schema
from extract.document import UnreadableFileError
from extract.loader import LoadResult, extractor_version, groups
from extract.raw_folder import RawFile, listing, with_digest
from extract.reading import file_row
from extract.workers import read_in_workers

# Some seconds' work for a task, which is done again if its process is killed.
FILES_A_TASK = 500

TABLES = {"loads": raw_schema.LOADS, **raw_schema.TABLES}
SQL_TYPES = {pl.String: "string", pl.Int32: "int", pl.Int64: "bigint", pl.Binary: "binary"}
# A file of the folder, with what table ``files`` says of it or why it is refused.
FOUND = {
    "place": pl.Int64,
    "path": pl.Binary,
    **raw_schema.TABLES["files"],
    "reason_code": pl.String,
    "reason": pl.String,
}
# A row of one of the tables that reading fills: the others are null.
READ = {
    table: pl.Struct(raw_schema.TABLES[table])
    for table in (*raw_schema.OF_A_REPORT, "rejected_files")
}
# Filled from CSV files that people keep.
OF_PEOPLE = ("manifest", "reporting_lines", "reviews")
# Known by its bytes; if it has no digest, by why.
KNOWN_BY = "coalesce(source_sha256, reason) as known_by"
# Of files with the same bytes, the first is the original.
COPY = "row_number() over (partition by report_id, nvl2(report_id, null, place) order by place)"

Batches = Iterator[pa.RecordBatch]
Tables = dict[str, DataFrame]


def load(spark: SparkSession, raw: Path, store: Path, reviews: Path | None = None) -> LoadResult:
    """Bring the Parquet tables of schema ``raw`` in line with a folder of report files.

    They hold what `extract.loader.load` stores in DuckDB. Of files whose bytes were read by an
    earlier load, only the digest is taken. A load that is ended leaves the tables as they were.

    Args:
        spark: a session all of whose machines see both folders.
        raw: the folder of report files.
        store: the folder of the tables. One load at a time may write to it.
        reviews: CSV file of people's verdicts on findings; it need not exist. Without it, table
            ``reviews`` is empty.

    Raises:
        RawFolderError: the raw folder is missing or holds no file.
        CompanionError: a CSV file kept beside the reports is malformed.
    """
    folder = listing(raw, reviews)
    of_people = {table: folder.of_people.get(table, []) for table in OF_PEOPLE}
    last = _last_whole(store)
    new = store / "raw" / f"{int(last.name) + 1 if last else 1:06}"
    _remove_all_but(last, store)
    before = _tables(spark, last)
    found = _found(spark, raw, folder.files, new / "work").selectExpr("*", KNOWN_BY)
    known = _known(before)
    changed = found.join(known, ["source_path", "known_by"], "left_anti")
    parsed, differing = 0, changed.count()
    gone = known.join(found, "source_path", "left_anti").count()
    if differing or gone or not _holds(before, of_people):
        unread = changed.join(before["reports"], "report_id", "left_anti")
        readings = _readings(unread, differing, new / "work")
        parsed = sum(_rows(readings, table).count() for table in ("reports", "rejected_files"))
        _write_reports(new, found, before, readings)
        _write_rows(spark, new, of_people)
        _write_rows(spark, new, {"loads": [(extractor_version(), len(folder.files))]})
    shutil.rmtree(new / "work")
    _remove_all_but(_last_whole(store), store)
    return LoadResult(len(folder.files), parsed, len(folder.files) - differing, gone)


def register(spark: SparkSession, store: Path) -> None:
    """Make the tables that the last load wrote known to a session, as ``raw.files`` and so on."""
    snapshot = _last_whole(store)
    spark.sql("create schema if not exists raw")
    for table, columns in TABLES.items():
        spark.sql(f"drop table if exists raw.{table}")
        address, schema = _address(snapshot / table), StructType.fromDDL(_sql(columns))
        spark.catalog.createTable(f"raw.{table}", address, "parquet", schema)


# --- snapshots ---


def _last_whole(store: Path) -> Path | None:
    written = (store / "raw").glob("*/loads/_SUCCESS")
    return max((path.parent.parent for path in written), default=None)


def _remove_all_but(snapshot: Path | None, store: Path) -> None:
    for folder in (store / "raw").glob("*"):
        if folder != snapshot:
            shutil.rmtree(folder)


def _tables(spark: SparkSession, snapshot: Path | None) -> Tables:
    """The tables of a snapshot; empty if there is none that this extractor wrote."""

    def read(table: str) -> DataFrame:
        return spark.read.schema(_sql(TABLES[table])).parquet(_address(snapshot / table))

    if snapshot and read("loads").first()["extractor_version"] == extractor_version():
        return {table: read(table) for table in TABLES}
    return {table: _frame(spark, [], TABLES[table]) for table in TABLES}


def _kept(frame: DataFrame, folder: Path, columns: dict) -> DataFrame:
    """A frame that is worked out once, and read from then on."""
    address = _address(folder)
    frame.write.mode("overwrite").parquet(address)
    return frame.sparkSession.read.schema(_sql(columns)).parquet(address)


def _address(folder: Path) -> str:
    return f"file://{folder.absolute()}"


def _sql(columns: dict) -> str:
    return ", ".join(f"{name} {_sql_type(kind)}" for name, kind in columns.items())


def _sql_type(kind: pl.DataType) -> str:
    if not isinstance(kind, pl.Struct):
        return SQL_TYPES[kind]
    return (
        f"struct<{', '.join(f'{field.name}: {_sql_type(field.dtype)}' for field in kind.fields)}>"
    )


# --- what is to be read ---


def _found(spark: SparkSession, raw: Path, files: list[RawFile], work: Path) -> DataFrame:
    listed = _frame(spark, [_row(place, file) for place, file in enumerate(files)], FOUND)
    function = partial(_with_digests, raw.absolute())
    return _kept(_mapped(function, listed, len(files), FOUND), work / "found", FOUND)


def _known(tables: Tables) -> DataFrame:
    """The files that a snapshot holds, loaded or rejected."""
    loaded = tables["files"].selectExpr("source_path", "source_sha256 as known_by")
    return loaded.union(tables["rejected_files"].selectExpr("source_path", KNOWN_BY))


def _holds(tables: Tables, of_people: dict[str, list[tuple]]) -> bool:
    return all(
        Counter(map(tuple, tables[table].collect())) == Counter(rows)
        for table, rows in of_people.items()
    )


def _readings(unread: DataFrame, at_most: int, work: Path) -> DataFrame:
    """Read files; those with the same bytes are one report, and one of them is read."""
    numbered = unread.selectExpr("*", f"{COPY} as copy")
    originals = _mapped(_read, numbered.where("copy = 1"), at_most, READ)
    read = _kept(originals, work / "originals", READ)
    # a copy of a file that was rejected is rejected by its own name
    copies = numbered.where("copy > 1").join(_rows(read, "reports"), "report_id", "left_anti")
    if copies.isEmpty():
        return read
    return read.union(_kept(_mapped(_read, copies, at_most, READ), work / "copies", READ))


# --- what is written ---


def _write_reports(new: Path, found: DataFrame, before: Tables, readings: DataFrame) -> None:
    was_rejected = before["rejected_files"].selectExpr("*", KNOWN_BY)
    is_still = was_rejected.join(found, ["source_path", "known_by"], "left_semi")
    rejected = is_still.drop("known_by").unionByName(_rows(readings, "rejected_files"))
    rejected = _kept(rejected, new / "rejected_files", TABLES["rejected_files"])
    files = found.join(rejected, "source_path", "left_anti").select(*TABLES["files"])
    files = _kept(files, new / "files", TABLES["files"])
    for table in raw_schema.OF_A_REPORT:
        remaining = before[table].join(files, "report_id", "left_semi")
        remaining.unionByName(_rows(readings, table)).write.parquet(_address(new / table))


def _write_rows(spark: SparkSession, new: Path, tables: dict[str, list[tuple]]) -> None:
    for table, rows in tables.items():
        frame = _frame(spark, rows, TABLES[table]).coalesce(1)
        frame.write.parquet(_address(new / table))


def _rows(readings: DataFrame, table: str) -> DataFrame:
    return readings.where(f"{table} is not null").select(f"{table}.*")


def _frame(spark: SparkSession, rows: list[tuple], columns: dict) -> DataFrame:
    return spark.createDataFrame(_arrow(pl.DataFrame(rows, columns, orient="row")))


# --- what tasks do ---


def _mapped(
    function: Callable[[Batches], Batches], files: DataFrame, at_most: int, columns: dict
) -> DataFrame:
    """Let tasks map a function over files, of which there are so many at most."""
    at_once = files.sparkSession.sparkContext.defaultParallelism
    parts = max(ceil(at_most / FILES_A_TASK), at_once)
    return files.repartition(parts).mapInArrow(function, _sql(columns))


def _with_digests(raw: Path, batches: Batches) -> Batches:
    for batch in batches:
        rows = [_row(row["place"], with_digest(raw, _file(row))) for row in batch.to_pylist()]
        yield from _arrow(pl.DataFrame(rows, FOUND, orient="row")).to_batches()


def _read(batches: Batches) -> Batches:
    """Read files in a process that may be ended, as limits demand, without harm to the task."""
    files = (_file(row) for batch in batches for row in batch.to_pylist())
    for frames in read_in_workers(groups(files), workers=1):
        parts = [
            frame.select(pl.struct(pl.all()).alias(table))
            for table, frame in frames.items()
            if table in READ
        ]
        rows = pl.concat([pl.DataFrame(schema=READ), *parts], how="diagonal")
        yield from _arrow(rows).to_batches()


def _arrow(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


def _row(place: int, file: RawFile) -> tuple:
    """A row of `FOUND`; paths are bytes, since not all are text."""
    of_file = file_row(file) if file.sha256 else (file.name, None, None, file.size, None, None)
    why = (file.refusal.reason_code, file.refusal.reason) if file.refusal else (None, None)
    return place, os.fsencode(file.path.absolute()), *of_file, *why


def _file(row: dict) -> RawFile:
    refusal = row["reason_code"] and UnreadableFileError(row["reason_code"], row["reason"])
    path = Path(os.fsdecode(row["path"]))
    return RawFile(path, row["source_path"], row["source_sha256"], row["size_bytes"], refusal)
