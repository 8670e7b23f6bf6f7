"""Writes the wide table as a workbook for people, with each finding marked where it is."""

import datetime
from collections.abc import Callable
from pathlib import Path

import duckdb
import xlsxwriter

from pipeline.spreadsheet import findings, guide, reports
from pipeline.spreadsheet.cells import Limits


def write(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    progress: Callable[[int], None],
    limits: Limits,
) -> list[str]:
    """Write the workbook: reports, findings, and a guide to both.

    Args:
        connection: a published warehouse.
        path: the file to write.
        progress: called with the number of reports written so far.
        limits: of the programs that will open it.

    Returns:
        What was left out for want of room, in both languages; the guide says it too.
    """
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        # no clock: the same warehouse gives the same file
        workbook.set_properties({"title": guide.TITLE, "created": datetime.datetime(2000, 1, 1)})
        notices = [
            *reports.write(connection, workbook, progress, limits),
            *findings.write(connection, workbook, limits),
        ]
        guide.write(connection, workbook, notices)
    return notices
