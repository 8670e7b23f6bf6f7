"""The same reports give the same marts, whoever reads them and in whatever order."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import duckdb
import pytest

from benchmarks.corpus.reports import Plan
from benchmarks.corpus.writing import write
from extract.loader import Groups, load
from extract.raw_folder import RawFile, survey
from extract.reading import Frames
from extract.workers import read_in_workers
from pipeline import transform
from tests.conftest import SPECIMENS
from tests.integration.test_build import marts
from website import data

REPORTS = 35  # of five agencies, seven years each


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of many years with slips, some twice, and files that are no reports."""
    folder = tmp_path_factory.mktemp("corpus")
    plan = Plan(seed=1, formats={"text": 1, "html": 1}, slips=0.5)
    write(plan, folder, REPORTS, 1, lambda *_: None)
    shutil.copytree(SPECIMENS, folder / "raw", dirs_exist_ok=True)
    for number, path in enumerate(sorted((folder / "raw").rglob("*.txt"))[:3]):
        shutil.copy(path, folder / "raw" / f"{number} again.txt")
        (folder / "raw" / f"{number} broken.txt").write_bytes(path.read_bytes()[:100])
    return folder / "raw"


def in_two_workers_and_another_order(groups: Groups) -> Iterator[Frames]:
    """Read files one by one, the groups and the files in them shuffled."""
    files: list[RawFile] = [file for group in groups for file in group]
    Random(1).shuffle(files)
    return read_in_workers([[file] for file in files], 2)


def shuffle_rows(database: Path) -> None:
    """Store the rows of every table in another order."""
    with duckdb.connect(str(database)) as connection:
        connection.execute("select setseed(0.5)")
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(
                f"create temp table shuffled as from raw.{table} order by random();"
                f"delete from raw.{table}; insert into raw.{table} from shuffled;"
                "drop table shuffled"
            )


def marts_of(database: Path, threads: int) -> dict[str, list[tuple]]:
    transform.build(database, database.parent / "dbt", threads, lambda *_: None)
    return marts(database)


def pages_of(database: Path) -> list[tuple[str, str]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return list(data.Source(connection).report_files())


def test_marts_and_pages_are_the_same_whatever_the_workers_and_the_order(
    raw: Path,
    tmp_path_factory: pytest.TempPathFactory,
    parsed: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # dbt finds its parsed project again where the warehouses have one name
    alone, together = (tmp_path_factory.mktemp(name) / "w.duckdb" for name in ("one", "other"))
    load(survey(raw), alone)
    one = marts_of(alone, threads=1)
    load(survey(raw), together, in_two_workers_and_another_order)
    shuffle_rows(together)
    other = marts_of(together, threads=2)
    assert len(one["dim_reports"]) == REPORTS + len(list(SPECIMENS.glob("*.txt")))
    assert one["fct_rejected_files"]
    assert {name: one[name] == other[name] for name in one} == dict.fromkeys(one, True)
    pages = pages_of(alone)
    assert len(pages) == len(one["dim_reports"])
    monkeypatch.setattr(data, "REPORTS_AT_A_TIME", 7)
    assert pages == pages_of(together)
