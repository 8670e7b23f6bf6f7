import errno
import os
import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import WarehouseError
from pipeline.warehouse import Warehouse
from tests.unit.pipeline.test_database import WRITER
from tests.unit.pipeline.toys import (
    build_of_two_reports,
    docs_of,
    other_process,
    reports_in,
    write_database,
)

CHANGES = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "shutil.copyfile"}
KILLED = 9
watchers = []


def audit(event: str, _arguments: tuple) -> None:
    if event in CHANGES:
        for watcher in watchers:
            watcher()


sys.addaudithook(audit)  # called before each change of a folder; can never be removed


@pytest.fixture
def previous(warehouse: Warehouse) -> Path:
    return warehouse.published.with_name("w.previous.duckdb")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def killed_before_change(number: int, warehouse: Warehouse) -> bool:
    """Publish in a process that ends without any clearing up; False if it came to its end."""
    child = os.fork()
    if not child:
        left = iter(range(number))
        watchers.append(lambda: next(left, None) is None and os._exit(KILLED))
        warehouse.publish()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == KILLED


def test_publishing_keeps_the_file_it_replaces(warehouse: Warehouse, previous: Path):
    build_of_two_reports(warehouse)
    warehouse.publish()
    assert (reports_in(warehouse.published), reports_in(previous)) == (2, 1)
    assert docs_of(warehouse.published.parent) == "of 2 reports"


def test_a_file_system_without_hard_links_keeps_it_as_a_copy(
    warehouse: Warehouse, previous: Path, monkeypatch: pytest.MonkeyPatch
):
    def link(*_: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    build_of_two_reports(warehouse)
    warehouse.publish()
    assert (reports_in(warehouse.published), reports_in(previous)) == (2, 1)


def test_the_published_file_is_there_at_every_moment(warehouse: Warehouse):
    seen = []
    build_of_two_reports(warehouse)
    watchers.append(lambda: seen.append(warehouse.published.exists()))
    try:
        warehouse.publish()
    finally:
        watchers.clear()
    assert len(seen) > 3
    assert all(seen)


def test_a_kill_at_any_moment_of_publishing_is_made_good_by_the_next_build(
    warehouse: Warehouse, previous: Path
):
    first = warehouse.published.read_bytes()
    number = 0
    is_killed = True
    while is_killed:
        shutil.rmtree(warehouse.published.parent)
        warehouse.published.parent.mkdir()
        warehouse.published.write_bytes(first)
        build_of_two_reports(warehouse)
        is_killed = killed_before_change(number, warehouse)
        number += 1
        assert reports_in(warehouse.published) in (1, 2)
        if previous.exists():
            assert reports_in(previous) == 1
        build_of_two_reports(warehouse)
        warehouse.publish()
        assert reports_in(warehouse.published) == 2
        assert docs_of(warehouse.published.parent) == "of 2 reports"
        assert names_in(warehouse.build_dir) == []
        assert names_in(warehouse.published.parent) == [
            ".w.build",
            "dbt_docs",
            "w.duckdb",
            "w.previous.duckdb",
        ]
    assert number > 5


def test_a_reader_keeps_its_rows_and_the_next_one_gets_the_new(warehouse: Warehouse):
    build_of_two_reports(warehouse)
    with duckdb.connect(str(warehouse.published), read_only=True) as reader:
        warehouse.publish()
        assert reader.execute("select count(*) from marts.dim_reports").fetchone() == (1,)
    assert reports_in(warehouse.published) == 2


def test_a_file_that_is_being_written_to_is_not_replaced(warehouse: Warehouse):
    build_of_two_reports(warehouse)
    with (
        other_process(WRITER, warehouse.published),
        pytest.raises(WarehouseError, match="open for writing"),
    ):
        warehouse.publish()
    assert reports_in(warehouse.working) == 2


@pytest.mark.parametrize("is_published", [True, False])
def test_what_a_writer_left_behind_is_never_taken_for_part_of_a_new_file(
    warehouse: Warehouse, is_published: bool
):
    build_of_two_reports(warehouse)
    with other_process(WRITER, warehouse.published):
        pass  # ended before it could close the file
    if not is_published:
        warehouse.published.unlink()
    for act in (warehouse.publish, warehouse.start):
        with pytest.raises(WarehouseError, match=r"w\.duckdb\.wal.* move"):
            act()


def test_a_new_build_clears_away_what_an_older_one_left(warehouse: Warehouse):
    build_of_two_reports(warehouse)
    for name in ("w.duckdb.wal", "w.duckdb.tmp", "data_docs.unfinished", "lock", "dbt"):
        (warehouse.build_dir / name).mkdir()
    warehouse.start()
    assert names_in(warehouse.build_dir) == ["dbt", "lock", "w.duckdb"]
    assert reports_in(warehouse.working) == 1


@pytest.mark.parametrize("files_found", [None, 7], ids=["while-reading", "after-reading"])
def test_what_a_build_that_failed_has_read_is_kept(warehouse: Warehouse, files_found: int | None):
    warehouse.build_dir.mkdir()
    write_database(warehouse.working, reports=7, files_found=files_found)
    warehouse.start()
    assert reports_in(warehouse.working) == 7


def test_what_another_version_of_the_extractor_has_read_is_not_kept(warehouse: Warehouse):
    warehouse.build_dir.mkdir()
    write_database(warehouse.working, reports=7, version="another")
    warehouse.start()
    assert reports_in(warehouse.working) == 1


def test_a_working_copy_that_does_not_open_is_made_anew(warehouse: Warehouse):
    warehouse.build_dir.mkdir()
    warehouse.working.write_text("half a copy")
    warehouse.start()
    assert reports_in(warehouse.working) == 1
