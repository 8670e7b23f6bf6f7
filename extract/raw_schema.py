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
OF_A_REPORT = ("reports", "statements", "report_tables", "cells", "paragraphs", "claims", "notes")
OF_A_FILE = ("files", "rejected_files")

_SQL_TYPES = {pl.String: "varchar", pl.Int32: "integer", pl.Int64: "bigint"}


def prepare(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Create the tables; empty them first if another version of the extractor filled them."""
    connection.execute("create schema if not exists raw")
    connection.execute("create table if not exists raw.extractor (extractor_version varchar)")
    found = connection.execute("select extractor_version from raw.extractor").fetchall()
    if found != [(extractor_version,)]:
        connection.execute("delete from raw.extractor")
        connection.execute("insert into raw.extractor values (?)", [extractor_version])
        for name in TABLES:
            connection.execute(f"drop table if exists raw.{name}")
    for name, columns in TABLES.items():
        declared = ", ".join(f"{column} {_SQL_TYPES[kind]}" for column, kind in columns.items())
        connection.execute(f"create table if not exists raw.{name} ({declared})")


def append(connection: duckdb.DuckDBPyConnection, name: str, rows: list[tuple]) -> None:
    """Append rows to one table, as one Polars frame with the table's columns and types."""
    frame = pl.DataFrame(rows, schema=TABLES[name], orient="row")
    connection.register("appended", frame)
    connection.execute(f"insert into raw.{name} by name select * from appended")
    connection.unregister("appended")
