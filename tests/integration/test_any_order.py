"""The same reports give the same marts and pages, whoever reads them and in whatever order."""

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
SPECIMEN, TWO_VALUES = "jianggan_market_supervision_2020.txt", "(一)予以公开 | 14 | 1 |"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of many years with slips, and files that are no reports.

    Some reports are there twice, one is replaced by a later file, and one prints two values in a
    row that cannot be understood.
    """
    folder = tmp_path_factory.mktemp("corpus")
    plan = Plan(seed=1, formats={"text": 1, "html": 1}, slips=0.5)
    write(plan, folder, REPORTS, 1, lambda *_: None)
    shutil.copytree(SPECIMENS, folder / "raw", dirs_exist_ok=True)
    for number, path in enumerate(sorted((folder / "raw").rglob("*.txt"))[:3]):
        shutil.copy(path, folder / "raw" / f"{number} again.txt")
        (folder / "raw" / f"{number} broken.txt").write_bytes(path.read_bytes()[:100])
    (folder / "raw" / "other.txt").write_bytes(path.read_bytes() + b"\n")
    specimen = folder / "raw" / SPECIMEN
    text = specimen.read_text("utf-8")
    assert TWO_VALUES in text
    specimen.write_text(text.replace(TWO_VALUES, "(一)予以公开 | x | y |"), "utf-8")
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


def pages_of(database: Path) -> dict[str, str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(data.Source(connection).report_files())


def ids_of(database: Path, condition: str) -> list[str]:
    query = f"select report_id from marts.dim_reports where {condition} order by report_id"
    with duckdb.connect(str(database), read_only=True) as connection:
        return [report_id for (report_id,) in connection.execute(query).fetchall()]


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
    assert ids_of(alone, "not is_current")
    assert len(ids_of(alone, "is_current")) == REPORTS + len(list(SPECIMENS.glob("*.txt")))
    assert one["fct_rejected_files"]
    assert sum("value_not_understood" in note for note in one["fct_extraction_notes"]) == 2
    assert {name: one[name] == other[name] for name in one} == dict.fromkeys(one, True)
    pages = pages_of(alone)
    assert list(pages) == ids_of(alone, "is_current")
    monkeypatch.setattr(data, "REPORTS_AT_A_TIME", 7)
    assert pages == pages_of(together)
