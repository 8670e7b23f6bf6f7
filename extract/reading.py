"""Reads report files into frames of the tables of schema ``raw``."""

import hashlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from operator import attrgetter

import polars as pl

from extract import metadata, raw_schema
from extract.document import UnreadableFileError
from extract.raw_folder import RawFile, not_opened
from extract.report import Report, attempt, failed, read_report, report_id_of

Frames = dict[str, pl.DataFrame]
# Gives a context in which one file is read, to limit what it may take.
Bounds = Callable[[], AbstractContextManager]

# The lists of a report, by the table of schema ``raw`` they go into.
PARTS = {
    "statements": "statements",
    "report_tables": "tables",
    "cells": "cells",
    "paragraphs": "paragraphs",
    "claims": "claims",
    "notes": "notes",
}
VALUES = {
    table: attrgetter(*[column for column in raw_schema.TABLES[table] if column != "report_id"])
    for table in PARTS
}


def read_files(files: list[RawFile], bounds: Bounds = nullcontext) -> Frames:
    """Read files one by one; each ends as a report or as a rejected file.

    Args:
        files: files of a raw folder.
        bounds: what each may take.

    Returns:
        A frame for each table of schema ``raw`` that gets rows.
    """
    try:
        return _frames(files, bounds)
    except (pl.exceptions.PolarsError, ValueError, OverflowError) as error:
        # what one of them says cannot be stored: no frame takes half of a surrogate pair
        if len(files) == 1:
            return rejected(files[0], failed(error))
        parts = [read_files([file], bounds) for file in files]
        tables = dict.fromkeys(table for part in parts for table in part)
        return {table: pl.concat([p[table] for p in parts if table in p]) for table in tables}


def _frames(files: list[RawFile], bounds: Bounds) -> Frames:
    rows = defaultdict(list)
    for file in files:
        try:
            with bounds():
                report = _report(file)
        except UnreadableFileError as error:
            rows["rejected_files"].append(_rejected_row(file, error))
            continue
        rows["files"].append(file_row(file))
        values = attrgetter(*raw_schema.TABLES["reports"])
        rows["reports"].append(values(report))
        for table, part in PARTS.items():
            rows[table] += [
                (report.report_id, *VALUES[table](item)) for item in getattr(report, part)
            ]
    return {table: raw_schema.frame(table, of_table) for table, of_table in rows.items()}


def rejected(file: RawFile, error: UnreadableFileError) -> Frames:
    """The one row that is stored of a file that was not read."""
    return {"rejected_files": raw_schema.frame("rejected_files", [_rejected_row(file, error)])}


def file_row(file: RawFile) -> tuple:
    """What is stored of a file beside the report in it, which may lie there under other names."""
    named = metadata.in_file_name(file.name)
    return file.name, file.sha256, report_id_of(file.sha256), file.size, *named


def _rejected_row(file: RawFile, error: UnreadableFileError) -> tuple:
    # without a digest the next load tries again
    sha256 = None if error.may_pass else file.sha256
    return file.name, sha256, file.size, error.reason_code, error.reason


def _report(file: RawFile) -> Report:
    if file.refusal:
        raise file.refusal
    try:
        content = file.path.read_bytes()
    except OSError as error:  # it is gone since its digest was taken
        raise not_opened(error) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise UnreadableFileError(
            "changed_while_read",
            "It changed while it was read; the next build reads it again.",
            may_pass=True,
        )
    return attempt(read_report, file.name, content)
