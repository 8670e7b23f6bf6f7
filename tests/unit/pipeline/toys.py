"""The least that is a warehouse: a DuckDB file of ours with one product beside it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from extract.loader import extractor_version
from pipeline.warehouse import Warehouse


def write_database(
    path: Path, reports: int, files_found: int | None = 1, version: str | None = None
) -> None:
    """Write a DuckDB file of ours; the number of its reports tells it from others."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema raw; create schema marts")
        connection.execute("create table raw.files as select 'a.txt' as source_path")
        connection.execute("create table raw.loads (extractor_version varchar, files_found bigint)")
        connection.execute(
            "insert into raw.loads values (?, ?)", [version or extractor_version(), files_found]
        )
        connection.execute(f"create table marts.dim_reports as from range({reports}) as t(no)")


def reports_in(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select count(*) from marts.dim_reports").fetchone()[0]


def docs_of(folder: Path) -> str:
    return (folder / "dbt_docs" / "index.html").read_text()


def write_docs(folder: Path, text: str) -> None:
    (folder / "dbt_docs").mkdir()
    (folder / "dbt_docs" / "index.html").write_text(text)


def build_of_two_reports(warehouse: Warehouse) -> None:
    """A build up to its publishing."""
    warehouse.build_dir.mkdir(exist_ok=True)
    warehouse.start()
    warehouse.working.unlink(missing_ok=True)
    write_database(warehouse.working, reports=2)
    write_docs(warehouse.build_dir, "of 2 reports")


@contextmanager
def other_process(code: str, *arguments: object) -> Iterator[subprocess.Popen]:
    """Python code in a process of its own, which has printed a line and goes on until the end."""
    command = [sys.executable, "-c", f"{code}\nprint('ready', flush=True)\ninput()"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*command, *map(str, arguments)], stdin=pipe, stdout=pipe, text=True, env=os.environ
    ) as process:
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()
