import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from extract.loader import load
from extract.raw_folder import survey
from pipeline import nothing_new, steps
from pipeline.__main__ import cli
from pipeline.errors import WarehouseError
from pipeline.nothing_new import code_digest, is_nothing_new, mark, write_stamp
from pipeline.warehouse import PRODUCTS, Warehouse
from tests.conftest import SPECIMENS

Built = tuple[Warehouse, Path]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A published warehouse of one specimen, with its products and stamp, and its raw folder."""
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(SPECIMENS / "liubei_industry_2020.txt", raw / "a.txt")
    (raw / "manifest.csv").write_text("path,agency\na.txt,某局\n", encoding="utf-8")
    warehouse = Warehouse(tmp_path / "built" / "w.duckdb")
    publish(warehouse, raw)
    return warehouse, raw


def publish(warehouse: Warehouse, raw: Path) -> None:
    warehouse.build_dir.mkdir(parents=True, exist_ok=True)
    warehouse.start()
    load(survey(raw), warehouse.working)
    with duckdb.connect(str(warehouse.working)) as connection:
        connection.execute("create schema if not exists marts")
        connection.execute("create or replace table marts.dim_reports as from raw.reports")
    mark(warehouse.working)
    for name in PRODUCTS:
        (warehouse.build_dir / name).mkdir()
        (warehouse.build_dir / name / "index.html").write_text("page")
    warehouse.publish()
    write_stamp(warehouse, code_digest())


def is_new(built: Built) -> bool:
    warehouse, raw = built
    return not is_nothing_new(warehouse, survey(raw, warehouse.reviews), code_digest())


def test_nothing_is_new_after_a_build(built: Built):
    assert not is_new(built)
    assert not is_new(built)


def with_other_bytes(path: Path) -> None:
    """Change a digit, and let size and times be as they were."""
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"2020", b"2021", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.read_bytes() != content
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def write_to(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("update marts.dim_reports set encoding = 'x'")


@pytest.mark.parametrize(
    "change",
    [
        lambda raw, _: with_other_bytes(raw / "a.txt"),
        lambda raw, _: shutil.copy(raw / "a.txt", raw / "b.txt"),
        lambda raw, _: (raw / "a.txt").rename(raw / "b.txt"),
        lambda raw, _: (raw / "manifest.csv").write_text("path,agency\na.txt,乙局\n"),
        lambda raw, _: (raw / "manifest.csv").unlink(),
        lambda raw, _: (raw / "agencies.csv").write_text("agency,reports_to\n甲,乙\n"),
        lambda _, built: (built / "reviews.csv").write_text(
            "report,rule,instance,verdict,date\na.txt,T3-02,granted,dismissed,2026-01-01\n"
        ),
        lambda _, built: shutil.rmtree(built / "data_docs"),
        lambda _, built: (built / "dbt_docs" / "index.html").write_text("Page"),
        lambda _, built: (built / "data_docs" / "more.html").touch(),
        lambda _, built: (built / "w.duckdb").unlink(),
        lambda _, built: write_to(built / "w.duckdb"),
        lambda _, built: (built / ".w.build" / "published.json").unlink(),
        lambda _, built: (built / ".w.build" / "published.json").write_text('{"code"'),
    ],
)
def test_whatever_changed_means_a_build(built: Built, change: Callable[[Path, Path], object]):
    warehouse, raw = built
    change(raw, warehouse.published.parent)
    assert is_new(built)


def test_docs_written_anew_are_no_reason_to_build(built: Built, monkeypatch: pytest.MonkeyPatch):
    warehouse, _ = built
    monkeypatch.setattr(
        steps, "write_docs", lambda run, copy, folder: (folder / "index.html").write_text("later")
    )
    at = ["docs", "--warehouse", str(warehouse.published)]
    assert CliRunner().invoke(cli, at).exit_code == 0
    assert not is_new(built)
    # but neither do they make good what somebody changed
    (warehouse.published.parent / "data_docs" / "index.html").write_text("changed")
    assert CliRunner().invoke(cli, at).exit_code == 0
    assert is_new(built)


def test_the_published_file_of_an_earlier_build_means_a_build(built: Built):
    warehouse, raw = built
    publish(warehouse, raw)
    assert not is_new(built)
    warehouse.published.with_name("w.previous.duckdb").replace(warehouse.published)
    assert is_new(built)


def test_another_file_made_of_the_same_reports_means_a_build(built: Built, tmp_path: Path):
    warehouse, raw = built
    other = Warehouse(tmp_path / "other" / "w.duckdb")
    publish(other, raw)
    shutil.copy(other.published, warehouse.published)
    assert is_new(built)


def test_a_file_of_an_older_version_of_the_program_means_a_build(built: Built):
    warehouse, _ = built
    with duckdb.connect(str(warehouse.published)) as connection:
        connection.execute("drop table raw.builds")
    assert is_new(built)


def test_a_build_cut_short_after_it_replaced_the_file_means_a_build(
    built: Built, monkeypatch: pytest.MonkeyPatch
):
    warehouse, raw = built
    monkeypatch.setattr(sys.modules[__name__], "write_stamp", lambda *_: None)
    publish(warehouse, raw)
    assert is_new(built)


@pytest.mark.parametrize("year", [1970, 2100])
def test_what_the_clock_says_of_files_means_nothing(built: Built, year: int):
    warehouse, raw = built
    seconds = (year - 1970) * 365.25 * 86400
    for path in (raw / "a.txt", raw / "manifest.csv", warehouse.published, warehouse.stamp):
        os.utime(path, (seconds, seconds))
    assert not is_new(built)
    with_other_bytes(raw / "a.txt")
    assert is_new(built)


@pytest.mark.parametrize("name", ["rule.sql", "sub/seed.csv", "code.py"])
def test_all_files_of_the_code_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setattr(nothing_new, "PROJECT", tmp_path)
    file = tmp_path / "dbt_project" / name
    file.parent.mkdir(parents=True)
    seen = {code_digest()}
    for content in ("a", "b", None):
        file.unlink(missing_ok=True) if content is None else file.write_text(content)
        seen.add(code_digest())
    assert len(seen) == 3


def test_settings_of_dbt_count(monkeypatch: pytest.MonkeyPatch):
    before = code_digest()
    monkeypatch.setenv("DBT_EMPTY", "1")
    assert code_digest() != before


def test_a_damaged_published_file_is_an_error(built: Built):
    warehouse, _ = built
    warehouse.published.write_bytes(warehouse.published.read_bytes()[:-1])
    with pytest.raises(WarehouseError, match="cut off"):
        is_new(built)
