"""Of the tables that Spark wrote, those stay that a published file shows."""

from pathlib import Path

import duckdb
import pytest

pytest.importorskip("pyspark")

from pipeline.database import previous_of
from pipeline.warehouse import Warehouse
from spark.build import folder_of, remove_unused


def table(folder: Path) -> Path:
    folder.mkdir(parents=True)
    duckdb.execute(f"copy (select 1 as report_id) to $${folder / 'part.parquet'}$$")
    return folder / "part.parquet"


def snapshot(tables: Path, name: str) -> Path:
    (tables / "raw" / name / "loads").mkdir(parents=True)
    (tables / "raw" / name / "loads" / "_SUCCESS").touch()
    return table(tables / "raw" / name / "cells")


def publish(path: Path, *files: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        for number, file in enumerate(files):
            connection.execute(f"create view t{number} as from read_parquet([$${file}$$])")


def test_what_no_published_file_shows_is_removed_but_for_what_was_read_last(
    tmp_path: Path,
) -> None:
    warehouse = Warehouse(tmp_path / "o'gi.duckdb")
    tables = folder_of(warehouse)
    raw = [snapshot(tables, f"{number:06}") for number in range(1, 5)]
    built = [table(tables / "builds" / name / "marts.db" / "fct_cells") for name in "abcd"]
    publish(previous_of(warehouse.published), raw[0], built[1])
    publish(warehouse.published, raw[2], built[2])
    remove_unused(warehouse)
    assert [file.exists() for file in raw] == [True, False, True, True]
    assert [file.exists() for file in built] == [False, True, True, False]


def test_a_first_build_has_nothing_to_remove(tmp_path: Path) -> None:
    remove_unused(Warehouse(tmp_path / "ogi.duckdb"))
