"""Loads a raw folder into schema ``raw`` of a DuckDB file: only what is new."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import duckdb
import polars as pl

from extract import raw_schema
from extract.form import SEEDS
from extract.limits import database_settings, limits
from extract.raw_folder import RawFile, RawFolder
from extract.reading import Frames, file_row, read_files
from extract.report import report_id_of

# Files read in one go by one process: few enough to be read once more, should one end it.
GROUP = 20
# Bytes that close a group of fewer files.
GROUP_BYTES = 4_000_000
# Groups stored in one transaction: of their cells DuckDB writes whole row groups straight into the
# file; what does not fill one goes through its log, and is written twice.
GROUPS_STORED = 50
PROJECT = Path(__file__).resolve().parent.parent
# Libraries that have a say in what is read.
LIBRARIES = ("lxml", "opencc", "pypdfium2", "rapidfuzz", "selectolax")

Groups = Iterable[list[RawFile]]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What one run did, in files."""

    files: int
    parsed: int
    unchanged: int
    removed: int


def in_this_process(groups: Groups) -> Iterator[Frames]:
    """Read groups of files here, without limits of time and memory."""
    return map(read_files, groups)


def load(
    folder: RawFolder,
    database: Path,
    read: Callable[[Groups], Iterator[Frames]] = in_this_process,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> LoadResult:
    """Bring schema ``raw`` of a DuckDB file in line with a folder of report files.

    Files are known by their bytes: those already loaded are not parsed again, whatever their
    names. Files that are gone leave the tables. What is read is stored as the load goes on, so
    that the next one continues where this one was ended; until it is finished, ``files_found``
    in ``raw.loads`` is null.

    Args:
        folder: the files, as `raw_folder.survey` found them.
        database: the DuckDB file to write; made if missing.
        read: reads groups of files, in their order.
        progress: called with the number of files dealt with so far and in all.
    """
    total = len(folder.files)
    with duckdb.connect(str(database), config=database_settings()) as connection:
        with _transaction(connection):
            raw_schema.prepare(connection, extractor_version())
            connection.execute("update raw.loads set files_found = null")
            changed, gone = _differences(folder, connection)
            _forget_files(connection, [*gone, *(file.name for file in changed)])

        def store(frames: Iterable[Frames]) -> int:
            nonlocal done
            count = 0
            for batch in _batches(_counted(frames, lambda files: progress(done + files, total))):
                count += _store(connection, batch)
            done += count
            return count

        done = unchanged = total - len(changed)
        first, others = _distinct(changed, _report_ids(connection))
        parsed = store(read(groups(first)))
        # a copy of a file that was rejected is rejected by its own name, or read after all
        report_ids = _report_ids(connection)
        rejected = [file for file in others if report_id_of(file.sha256) not in report_ids]
        parsed += store(each_report_once(read([file] for file in rejected)))
        copies = [file for file in others if report_id_of(file.sha256) in report_ids]
        if copies:
            store([{"files": raw_schema.frame("files", [file_row(file) for file in copies])}])
        with _transaction(connection):
            _forget_reports_without_file(connection)
            for table, rows in folder.of_people.items():
                connection.execute(f"delete from raw.{table}")
                raw_schema.append(connection, table, raw_schema.frame(table, rows))
            connection.execute("update raw.loads set files_found = ?", [total])
    return LoadResult(total, parsed, unchanged, len(gone))


def is_loaded(folder: RawFolder, database: Path) -> bool:
    """Whether a load would change nothing: the same files, read by the same extractor."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return (
            raw_schema.stored_version(connection) == extractor_version()
            and not raw_schema.is_unfinished(connection)
            and not any(_differences(folder, connection))
            and all(
                connection.execute(f"select * from raw.{table}").fetchall() == rows
                for table, rows in folder.of_people.items()
            )
        )


def groups(files: Iterable[RawFile]) -> Iterator[list[RawFile]]:
    """Part files into groups that are read in one go."""
    group, size = [], 0
    for file in files:
        group.append(file)
        size += file.size or 0
        if len(group) == GROUP or size > GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def each_report_once(frames: Iterable[Frames]) -> Iterator[Frames]:
    """Frames of one file each, of several copies with nothing but the file of all but the first."""
    seen = set()
    for of_file in frames:
        report_ids = set(of_file["files"]["report_id"]) if "files" in of_file else set()
        is_copy = bool(report_ids & seen)
        seen |= report_ids
        yield {table: of_file[table] for table in of_file if table == "files" or not is_copy}


def extractor_version() -> str:
    """A fingerprint of what decides how files are read: when it changes, all is read anew.

    It covers the extractor's code, its seeds, the versions of its libraries, and the limits.
    """
    code = (PROJECT / "extract").rglob("*.py")
    seeds = [*SEEDS.glob("form_*.csv"), *SEEDS.glob("claim_*.csv")]
    versions = [version(library) for library in LIBRARIES]
    digest = hashlib.sha256(repr((versions, limits())).encode())
    others = (
        SEEDS / name for name in ("metadata_labels.csv", "numeral_marks.csv", "other_documents.csv")
    )
    for source in sorted([*code, *seeds, *others]):
        name = source.relative_to(PROJECT).as_posix()
        digest.update(name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _differences(
    folder: RawFolder, connection: duckdb.DuckDBPyConnection
) -> tuple[list[RawFile], list[str]]:
    """The files that are not stored as they are now, and the names of those that are gone."""
    stored = {
        name: known
        for name, *known in connection.execute(
            """
            select source_path, source_sha256, null from raw.files
            union all
            select source_path, source_sha256, case when source_sha256 is null then reason end
            from raw.rejected_files
            """
        ).fetchall()
    }
    changed = [file for file in folder.files if stored.get(file.name) != _known_by(file)]
    return changed, sorted(stored.keys() - {file.name for file in folder.files})


def _known_by(file: RawFile) -> list[str | None]:
    return [file.sha256, file.refusal and file.refusal.reason]


def _report_ids(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in connection.execute("select report_id from raw.reports").fetchall()}


def _distinct(files: list[RawFile], known: set[str]) -> tuple[list[RawFile], list[RawFile]]:
    """Files to read, each of other bytes, and those whose bytes are among them or known."""
    seen = set(known)
    first, others = [], []
    for file in files:
        report_id = file.sha256 and report_id_of(file.sha256)
        (others if report_id in seen else first).append(file)
        if report_id:
            seen.add(report_id)
    return first, others


def _counted(frames: Iterable[Frames], progress: Callable[[int], None]) -> Iterator[Frames]:
    files = 0
    for of_group in frames:
        files += _files_in(of_group)
        progress(files)
        yield of_group


def _files_in(frames: Frames) -> int:
    return sum(len(frames[table]) for table in raw_schema.OF_A_FILE if table in frames)


def _batches(frames: Iterable[Frames]) -> Iterator[list[Frames]]:
    frames = iter(frames)
    while batch := list(islice(frames, GROUPS_STORED)):
        yield batch


def _store(connection: duckdb.DuckDBPyConnection, batch: list[Frames]) -> int:
    """Append frames in one transaction; returns how many files they are of."""
    with _transaction(connection):
        for table in raw_schema.TABLES:
            parts = [frames[table] for frames in batch if table in frames]
            if parts:
                raw_schema.append(connection, table, pl.concat(parts))
    return sum(map(_files_in, batch))


def _forget_files(connection: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    for table in raw_schema.OF_A_FILE:
        connection.execute(
            f"delete from raw.{table} where source_path in (select unnest(?::varchar[]))", [names]
        )


def _forget_reports_without_file(connection: duckdb.DuckDBPyConnection) -> None:
    for table in raw_schema.OF_A_REPORT:
        connection.execute(
            f"delete from raw.{table} where report_id not in (select report_id from raw.files)"
        )
