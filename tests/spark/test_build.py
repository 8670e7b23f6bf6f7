"""What Spark builds is published as any warehouse is, and stays as long as it is shown."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from subprocess import CompletedProcess, run
from sys import executable

import duckdb
import pytest

pytest.importorskip("pyspark")

from pipeline.database import previous_of
from pipeline.warehouse import Warehouse
from spark.build import folder_of, remove_unused
from tests.conftest import ROOT

MARTS = "select * from marts.dim_reports order by report_id"


def table(folder: Path) -> Path:
    folder.mkdir(parents=True)
    duckdb.execute(f"copy (select 1 as report_id) to $${folder / 'part.parquet'}$$")
    return folder / "part.parquet"


def snapshot(tables: Path, name: str) -> Path:
    (tables / "raw" / name / "loads").mkdir(parents=True)
    (tables / "raw" / name / "loads" / "_SUCCESS").touch()
    return table(tables / "raw" / name / "cells")


def publish(path: Path, raw: Path, built: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        for view, file in (("raw.files", raw), ("marts.dim_reports", built)):
            connection.execute(f"create schema {view.partition('.')[0]}")
            connection.execute(f"create view {view} as from read_parquet([$${file}$$])")


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


def test_a_warehouse_is_the_same_by_whatever_name_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    built = table(folder / "ogi.spark" / "builds" / "a" / "marts.db" / "fct_cells")
    publish(folder / "ogi.duckdb", built, built)
    (tmp_path / "link").symlink_to(folder)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for name in ("../link/ogi.duckdb", "../archive/ogi.duckdb", tmp_path / "link" / "ogi.duckdb"):
        remove_unused(Warehouse(Path(name)))
        assert built.exists()


def pipeline(command: str, published: Path, *options: str) -> CompletedProcess:
    at = ("--warehouse", str(published))
    return run(
        [executable, "-m", "pipeline", command, *at, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample reports, built on Spark where paths are easily taken for something else."""
    published = tmp_path_factory.mktemp("spark") / "year=2024" / "it's 100%41 #1" / "ogi.duckdb"
    done = pipeline("build", published, "--target", "spark")
    assert done.returncode == 0, done.stdout + done.stderr
    return published


def marts(published: Path) -> list[tuple]:
    with duckdb.connect(str(published), read_only=True) as connection:
        return connection.execute(MARTS).fetchall()


def test_the_marts_are_described_and_can_be_exported(published: Path) -> None:
    assert pipeline("export", published).returncode == 0
    package = json.loads((published.parent / "export" / "datapackage.json").read_text("utf-8"))
    described = {each["name"]: each for each in package["resources"]}
    assert described["fct_cells"]["description"]
    assert all(field["description"] for field in described["fct_cells"]["schema"]["fields"])


def test_the_record_says_which_spark_it_was(published: Path) -> None:
    record = json.loads((published.parent / "run.json").read_text("utf-8"))
    assert record["versions"].keys() > {"duckdb", "polars", "pyspark", "dbt_spark"}
    assert record["versions"]["pyspark"] == version("pyspark")


def test_a_refused_build_leaves_the_published_tables(published: Path) -> None:
    before, tables = marts(published), sorted(folder_of(Warehouse(published)).glob("builds/*"))
    done = pipeline("build", published, "--target", "spark", "--strict")
    assert done.returncode == 3, done.stdout + done.stderr
    assert marts(published) == before
    assert set(tables) < set(folder_of(Warehouse(published)).glob("builds/*"))


def test_a_build_in_duckdb_takes_the_place_of_one_on_spark(published: Path) -> None:
    before = marts(published)
    done = pipeline("build", published)
    assert done.returncode == 0, done.stdout + done.stderr
    assert marts(published) == marts(previous_of(published)) == before
    assert {
        row[0]
        for row in duckdb.connect(str(published), read_only=True)
        .execute("select table_name from duckdb_tables() where schema_name = 'raw'")
        .fetchall()
    } > {"cells", "files"}


def test_spark_that_cannot_be_reached_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    done = pipeline("build", tmp_path / "ogi.duckdb", "--target", "spark")
    assert done.returncode == 1
    assert "Java 17 or 21 is needed" in done.stderr
    assert "mistake of the program" not in done.stderr
