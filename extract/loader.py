"""Loads a folder of report files into schema ``raw``: one transaction, only what is new."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

import duckdb

from extract import companions, metadata, raw_schema
from extract.document import UnreadableFileError
from extract.form import SEEDS
from extract.report import Report, attempt, read_report, report_id_of

# What people may keep beside the reports, by file name.
COMPANIONS = {"manifest.csv": companions.MANIFEST, "agencies.csv": companions.REPORTING_LINES}
# Files whose rows are held in memory at once.
BATCH = 500
# Bytes: room for reports full of pictures. So much text alone takes some two minutes and
# fifty times its size in memory.
LARGEST_FILE = 64 * 1024**2
PROJECT = Path(__file__).resolve().parent.parent
# Libraries that have a say in what is read.
LIBRARIES = ("lxml", "opencc", "pypdfium2", "rapidfuzz", "selectolax")


class RawFolderError(Exception):
    """The folder of report files cannot be used."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What one run did, in files."""

    files: int
    parsed: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the raw folder.

    Attributes:
        path: where it is.
        name: its path within the folder, as text: bytes that are no UTF-8 are escaped.
        sha256: digest of its bytes; None if it is refused before it is read.
        size: in bytes; None if not even that is known.
        refusal: why it has no digest.
    """

    path: Path
    name: str
    sha256: str | None
    size: int | None
    refusal: UnreadableFileError | None = None


def load(
    raw: Path,
    database: Path,
    progress: Callable[[int, int], None] = lambda *_: None,
    reviews: Path | None = None,
) -> LoadResult:
    """Bring schema ``raw`` of a DuckDB file in line with a folder of report files.

    Files are known by their bytes: those already loaded are not parsed again, whatever
    their names. Files that are gone leave the tables. All of it happens in one transaction.

    Args:
        raw: folder of report files, searched with its subfolders; hidden files are passed over.
        database: the DuckDB file to write; made if missing.
        progress: called with the number of files read so far and in all.
        reviews: CSV file of people's verdicts on findings; it need not exist.

    Raises:
        RawFolderError: the folder is missing or holds no file.
        CompanionError: a CSV file kept beside the reports is malformed.
    """
    files = [_fingerprint(raw, path) for path in _paths(raw)]
    kept = {raw / name: companion for name, companion in COMPANIONS.items()}
    if reviews:
        kept[reviews] = companions.REVIEWS
    of_people = {kind.table: companions.read(path, kind) for path, kind in kept.items()}
    with duckdb.connect(str(database)) as connection:
        connection.begin()
        raw_schema.prepare(connection, extractor_version())
        result = _bring_in_line(connection, files, progress)
        for table, rows in of_people.items():
            connection.execute(f"delete from raw.{table}")
            raw_schema.append(connection, table, rows)
        connection.commit()
    return result


def extractor_version() -> str:
    """A fingerprint of what decides how files are read: when it changes, all is read anew.

    It covers the extractor's code, its seeds and the versions of its libraries.
    """
    code = (PROJECT / "extract").rglob("*.py")
    seeds = [*SEEDS.glob("form_*.csv"), *SEEDS.glob("claim_*.csv")]
    digest = hashlib.sha256(repr([version(library) for library in LIBRARIES]).encode())
    others = (
        SEEDS / name for name in ("metadata_labels.csv", "numeral_marks.csv", "other_documents.csv")
    )
    for source in sorted([*code, *seeds, *others]):
        name = source.relative_to(PROJECT).as_posix()
        digest.update(name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _paths(raw: Path) -> list[Path]:
    if not raw.is_dir():
        raise RawFolderError(f"{raw}: no such folder of report files (set RAW=).")
    paths = sorted(
        path
        for path in raw.rglob("*")
        # a link that leads nowhere is no file, but must not vanish
        if (path.is_file() or (path.is_symlink() and not path.exists()))
        and not any(part.startswith(".") for part in path.relative_to(raw).parts)
    )
    reports = [path for path in paths if path.parent != raw or path.name not in COMPANIONS]
    if not reports:
        raise RawFolderError(f"{raw}: the folder holds no report files (set RAW=).")
    return reports


def _fingerprint(raw: Path, path: Path) -> _File:
    name = os.fsencode(path.relative_to(raw)).decode("utf-8", "backslashreplace")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return _File(path, name, None, size, _too_large(size))
        with path.open("rb") as file:
            return _File(path, name, hashlib.file_digest(file, "sha256").hexdigest(), file.tell())
    except OSError as error:
        return _File(path, name, None, None, _not_opened(error))


def _too_large(size: int) -> UnreadableFileError:
    return UnreadableFileError(
        "file_too_large",
        f"The file has {size:,} bytes; more than {LARGEST_FILE:,} are not read, for no report "
        "needs so many. Supply the report as a file of its own, with smaller pictures.",
    )


def _not_opened(error: OSError) -> UnreadableFileError:
    return UnreadableFileError("not_opened", f"The file cannot be opened: {error.strerror}.")


def _bring_in_line(
    connection: duckdb.DuckDBPyConnection,
    files: list[_File],
    progress: Callable[[int, int], None],
) -> LoadResult:
    stored = {
        path: sha256
        for table in raw_schema.OF_A_FILE
        for path, sha256 in connection.execute(
            f"select source_path, source_sha256 from raw.{table}"
        ).fetchall()
    }
    current = {file.name for file in files}
    changed = [f for f in files if f.sha256 is None or stored.get(f.name) != f.sha256]
    removed = [path for path in stored if path not in current]
    _forget_files(connection, [*removed, *(file.name for file in changed)])
    parsed = 0
    for start in range(0, len(changed), BATCH):
        parsed += _load_batch(connection, changed[start : start + BATCH])
        progress(len(files) - len(changed) + min(start + BATCH, len(changed)), len(files))
    _forget_reports_without_file(connection)
    return LoadResult(len(files), parsed, len(files) - len(changed), len(removed))


def _load_batch(connection: duckdb.DuckDBPyConnection, files: Iterable[_File]) -> int:
    known = {row[0] for row in connection.execute("select report_id from raw.reports").fetchall()}
    rows = defaultdict(list)
    parsed = 0
    for file in files:
        if file.sha256 and report_id_of(file.sha256) in known:
            rows["files"].append(_file_row(file))
            continue
        parsed += 1
        try:
            report = _read(file)
        except UnreadableFileError as error:
            rows["rejected_files"].append(
                (file.name, file.sha256, file.size, error.reason_code, error.reason)
            )
            continue
        known.add(report.report_id)
        rows["files"].append(_file_row(file))
        for table, of_table in _report_rows(report).items():
            rows[table] += of_table
    for table, of_table in rows.items():
        raw_schema.append(connection, table, of_table)
    return parsed


def _read(file: _File) -> Report:
    if file.refusal:
        raise file.refusal
    try:
        content = file.path.read_bytes()
    except OSError as error:  # it is gone since its digest was taken
        raise _not_opened(error) from error
    return attempt(read_report, file.name, content)


def _file_row(file: _File) -> tuple:
    named = metadata.in_file_name(file.name)
    return file.name, file.sha256, report_id_of(file.sha256), file.size, *named


def _report_rows(report: Report) -> dict[str, list[tuple]]:
    parts = {
        "reports": [report],
        "statements": report.statements,
        "report_tables": report.tables,
        "cells": report.cells,
        "paragraphs": report.paragraphs,
        "claims": report.claims,
        "notes": report.notes,
    }
    rows = {}
    for table, items in parts.items():
        is_keyed = table == "reports"
        values = attrgetter(*[c for c in raw_schema.TABLES[table] if is_keyed or c != "report_id"])
        rows[table] = [values(i) if is_keyed else (report.report_id, *values(i)) for i in items]
    return rows


def _forget_files(connection: duckdb.DuckDBPyConnection, paths: list[str]) -> None:
    for table in raw_schema.OF_A_FILE:
        connection.execute(
            f"delete from raw.{table} where list_contains(?::varchar[], source_path)", [paths]
        )


def _forget_reports_without_file(connection: duckdb.DuckDBPyConnection) -> None:
    for table in raw_schema.OF_A_REPORT:
        connection.execute(
            f"delete from raw.{table} where report_id not in (select report_id from raw.files)"
        )
