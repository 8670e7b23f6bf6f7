"""Loads a raw folder into Parquet tables of schema ``raw``: the reader mapped over files by Spark.

Files are opened where tasks run; the driver only lists them. A load that finds anything new
writes a snapshot of all tables; the one before it stays, for it may be published.
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

from extract import raw_schema
from extract.document import UnreadableFileError
from extract.loader import LoadResult, each_report_once, extractor_version, groups
from extract.raw_folder import RawFile, listing, with_digest
from extract.reading import Frames, file_row
from extract.workers import read_in_workers
from spark import snapshots
from spark.snapshots import TABLES, Columns, Tables

# Some seconds' work for a task, which is done again if its process is killed.
FILES_A_TASK = 500

# Filled from the CSV files that people keep.
OF_PEOPLE = ("manifest", "reporting_lines", "reviews")
# A file of the folder, with what table ``files`` says of it or why it is refused.
FOUND = {
    "place": pl.Int64,
    "path": pl.Binary,
    **TABLES["files"],
    "reason_code": pl.String,
    "reason": pl.String,
}
# A row of one of the tables that reading fills: the others are null.
READ = {
    table: pl.Struct(TABLES[table]) for table in (*raw_schema.OF_A_REPORT, *raw_schema.OF_A_FILE)
}
# A file is known by its bytes; if it has no digest, by why.
KNOWN_BY = "coalesce(source_sha256, reason) as known_by"
# The first of files with the same bytes is copy 1; one without a digest is no one's copy.
COPY = """
    row_number() over (partition by report_id, nvl2(report_id, null, place) order by place) as copy
"""

Batches = Iterator[pa.RecordBatch]


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
    last = snapshots.newest(store)
    new = snapshots.following(store, last)
    snapshots.remove_unfinished(store)
    work = store / "work"
    shutil.rmtree(work, ignore_errors=True)
    before = snapshots.tables(spark, last, extractor_version())
    found = _found(spark, raw, folder.files, work).selectExpr("*", KNOWN_BY)
    known = _known(before)
    changed = found.join(known, ["source_path", "known_by"], "left_anti")
    parsed, differing = 0, changed.count()
    gone = known.join(found, "source_path", "left_anti").count()
    if differing or gone or not _holds(before, of_people):
        unread = changed.join(before["reports"], "report_id", "left_anti")
        readings = _readings(unread, differing, work)
        parsed = sum(_rows(readings, table).count() for table in raw_schema.OF_A_FILE)
        _write_reports(new, found, before, readings)
        _write_rows(spark, new, of_people)
        _write_rows(spark, new, {"loads": [(extractor_version(), len(folder.files))]})
    shutil.rmtree(work)
    return LoadResult(len(folder.files), parsed, len(folder.files) - differing, gone)


def register(spark: SparkSession, store: Path) -> None:
    """Make the tables that the last load wrote known to a session, as ``raw.files`` and so on."""
    snapshot = snapshots.newest(store)
    spark.sql("create schema if not exists raw")
    for table, columns in TABLES.items():
        spark.sql(f"drop table if exists raw.{table}")
        address = snapshots.address(snapshot / table)
        spark.catalog.createTable(f"raw.{table}", address, "parquet", snapshots.schema(columns))


# --- what is to be read ---


def _found(spark: SparkSession, raw: Path, files: list[RawFile], work: Path) -> DataFrame:
    rows = [_row(place, file) for place, file in enumerate(files)]
    listed = snapshots.frame(spark, rows, FOUND)
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
    numbered = unread.selectExpr("*", COPY)
    originals = _mapped(_read, numbered.where("copy = 1"), at_most, READ)
    read = _kept(originals, work / "originals", READ)
    # a copy of a file that was rejected is rejected by its own name, or read after all
    copies = numbered.where("copy > 1").join(_rows(read, "reports"), "report_id", "left_anti")
    if copies.isEmpty():
        return read
    of_copies = _mapped(_read_copies, copies, at_most, READ, "report_id")
    return read.union(_kept(of_copies, work / "copies", READ))


def _kept(rows: DataFrame, folder: Path, columns: Columns) -> DataFrame:
    """Rows that are worked out once, and from then on read."""
    snapshots.write(rows, folder)
    return snapshots.read(rows.sparkSession, folder, columns)


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
        snapshots.write(remaining.unionByName(_rows(readings, table)), new / table)


def _write_rows(spark: SparkSession, new: Path, tables: dict[str, list[tuple]]) -> None:
    for table, rows in tables.items():
        snapshots.write(snapshots.frame(spark, rows, TABLES[table]).coalesce(1), new / table)


def _rows(readings: DataFrame, table: str) -> DataFrame:
    return readings.where(f"{table} is not null").select(f"{table}.*")


# --- what tasks do ---


def _mapped(
    function: Callable[[Batches], Batches],
    files: DataFrame,
    at_most: int,
    columns: Columns,
    *together: str,
) -> DataFrame:
    """Let tasks map a function over files, of which there are so many at most.

    Files that are alike in the columns ``together`` go into one task.
    """
    at_once = files.sparkSession.sparkContext.defaultParallelism
    parts = max(ceil(at_most / FILES_A_TASK), at_once)
    return files.repartition(parts, *together).mapInArrow(function, snapshots.schema(columns))


def _with_digests(raw: Path, batches: Batches) -> Batches:
    for batch in batches:
        rows = [_row(row["place"], with_digest(raw, _file(row))) for row in batch.to_pylist()]
        yield from snapshots.arrow(pl.DataFrame(rows, FOUND, orient="row")).to_batches()


def _read(batches: Batches) -> Batches:
    """Read files in a process of their own, whose end does not end the task."""
    return _as_rows(read_in_workers(groups(_files(batches)), workers=1))


def _read_copies(batches: Batches) -> Batches:
    """Read files of which some are copies of others: what is in them is there once."""
    files = ([file] for file in _files(batches))
    return _as_rows(each_report_once(read_in_workers(files, workers=1)))


def _files(batches: Batches) -> Iterator[RawFile]:
    return (_file(row) for batch in batches for row in batch.to_pylist())


def _as_rows(read: Iterator[Frames]) -> Batches:
    for frames in read:
        parts = [frame.select(pl.struct(pl.all()).alias(table)) for table, frame in frames.items()]
        rows = pl.concat([pl.DataFrame(schema=READ), *parts], how="diagonal")
        yield from snapshots.arrow(rows).to_batches()


def _row(place: int, file: RawFile) -> tuple:
    """A row of `FOUND`; the path is bytes, for not all are text."""
    of_file = file_row(file) if file.sha256 else (file.name, None, None, file.size, None, None)
    why = (file.refusal.reason_code, file.refusal.reason) if file.refusal else (None, None)
    return place, os.fsencode(file.path.absolute()), *of_file, *why


def _file(row: dict) -> RawFile:
    refusal = row["reason_code"] and UnreadableFileError(row["reason_code"], row["reason"])
    path = Path(os.fsdecode(row["path"]))
    return RawFile(path, row["source_path"], row["source_sha256"], row["size_bytes"], refusal)
