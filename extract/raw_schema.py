"""The tables of schema ``raw``: what extraction stores, as printed, before any meaning."""

import duckdb
import polars as pl

TABLES: dict[str, dict[str, type[pl.DataType]]] = {
    "files": {
        "source_path": pl.String,
        "source_sha256": pl.String,
        "report_id": pl.String,
        "size_bytes": pl.Int64,
        "agency_in_name": pl.String,
        "report_year_in_name": pl.Int32,
    },
    "rejected_files": {
        "source_path": pl.String,
        "source_sha256": pl.String,
        "size_bytes": pl.Int64,
        "reason_code": pl.String,
        "reason": pl.String,
    },
    "reports": {
        "report_id": pl.String,
        "media_type": pl.String,
        "encoding": pl.String,
        "text_layout": pl.String,
    },
    "statements": {
        "report_id": pl.String,
        "field": pl.String,
        "source": pl.String,
        "value": pl.String,
        "source_line": pl.Int64,
    },
    "report_tables": {
        "report_id": pl.String,
        "table_no": pl.Int32,
        "form_variant": pl.String,
        "text_layout": pl.String,
        "first_line": pl.Int64,
        "last_line": pl.Int64,
        "rows_located": pl.Int32,
        "alignment": pl.String,
    },
    "cells": {
        "report_id": pl.String,
        "table_no": pl.Int32,
        "form_variant": pl.String,
        "row_no": pl.Int32,
        "position": pl.Int32,
        "line_label_raw": pl.String,
        "column_label_raw": pl.String,
        "value_raw": pl.String,
        "location": pl.String,
        "source_line": pl.Int64,
        "source_column": pl.Int32,
        "source_cell": pl.String,
    },
    "paragraphs": {
        "report_id": pl.String,
        "section_no": pl.Int32,
        "paragraph_no": pl.Int32,
        "source_line": pl.Int64,
        "text": pl.String,
    },
    "claims": {
        "report_id": pl.String,
        "claim_no": pl.Int32,
        "claim_code": pl.String,
        "states": pl.String,
        "value_raw": pl.String,
        "scope_raw": pl.String,
        "year_named": pl.Int32,
        "sentence": pl.String,
        "section_no": pl.Int32,
        "paragraph_no": pl.Int32,
        "sentence_no": pl.Int32,
        "source_line": pl.Int64,
    },
    "notes": {
        "report_id": pl.String,
        "code": pl.String,
        "sentence": pl.String,
        "line": pl.Int64,
        "table_no": pl.Int32,
        "line_code": pl.String,
    },
    "manifest": {
        "source_path": pl.String,
        "agency": pl.String,
        "report_year": pl.String,
        "url": pl.String,
        "region": pl.String,
    },
    "reporting_lines": {
        "agency": pl.String,
        "reports_to": pl.String,
    },
    "reviews": {
        "row_no": pl.Int32,
        "report": pl.String,
        "rule_id": pl.String,
        "instance": pl.String,
        "verdict": pl.String,
        "reason": pl.String,
        "reviewer": pl.String,
        "reviewed_on": pl.String,
        "left_value": pl.String,
        "right_value": pl.String,
        "printed": pl.String,
    },
}
# The one load that the other tables come from: ``files_found`` is null until it is finished.
LOADS = {"extractor_version": pl.String, "files_found": pl.Int64}
OF_A_REPORT = ("reports", "statements", "report_tables", "cells", "paragraphs", "claims", "notes")
OF_A_FILE = ("files", "rejected_files")

_SQL_TYPES = {pl.String: "varchar", pl.Int32: "integer", pl.Int64: "bigint"}


def prepare(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Create the tables; empty them first if another version of the extractor filled them."""
    if stored_version(connection) != extractor_version:
        connection.execute("drop schema if exists raw cascade")
        connection.execute("create schema raw")
        for name, columns in {"loads": LOADS, **TABLES}.items():
            declared = ", ".join(f"{column} {_SQL_TYPES[kind]}" for column, kind in columns.items())
            connection.execute(f"create table raw.{name} ({declared})")
        connection.execute("insert into raw.loads values (?, null)", [extractor_version])


def stored_version(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The version of the extractor that filled the tables; None if there are none."""
    found = connection.execute(
        "select 1 from duckdb_tables() where (schema_name, table_name) = ('raw', 'loads')"
    ).fetchall()
    if not found:
        return None
    return connection.execute("select extractor_version from raw.loads").fetchone()[0]


def is_unfinished(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a load was ended before it was done."""
    found = connection.execute("select files_found from raw.loads").fetchone()
    return found is not None and found[0] is None


def frame(name: str, rows: list[tuple]) -> pl.DataFrame:
    """Rows of one table, as a frame with the table's columns and types."""
    return pl.DataFrame(rows, schema=TABLES[name], orient="row")


def append(connection: duckdb.DuckDBPyConnection, name: str, appended: pl.DataFrame) -> None:
    """Append a frame to the table it was made for."""
    connection.register("appended", appended)
    connection.execute(f"insert into raw.{name} by name select * from appended")
    connection.unregister("appended")
