import re
import sqlite3
import struct
from pathlib import Path

import duckdb
import pytest

from pipeline.database import HEADERS, fingerprint, opened
from pipeline.errors import WarehouseError
from pipeline.warehouse import Warehouse
from tests.unit.pipeline.toys import other_process, reports_in, write_database

WRITER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("create table marts.more as select 1 as no")
"""


def cut_to(size: int):
    return lambda path: path.write_bytes(path.read_bytes()[:size])


def of_another_version(path: Path) -> None:
    """Put another storage version into the header, and the checksum DuckDB finds right for it."""
    content = bytearray(path.read_bytes())
    content[12:20] = struct.pack("<Q", 99)
    path.write_bytes(content)
    with pytest.raises(duckdb.Error) as refused:
        duckdb.connect(str(path), read_only=True)
    (checksum,) = re.search(r"computed checksum (\d+)", str(refused.value)).groups()
    content[:8] = struct.pack("<Q", int(checksum))
    path.write_bytes(content)


def of_sqlite(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("create table reports (no)")


def of_somebody_else(path: Path) -> None:
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table reports as select 1 as no")


def with_a_flaw_in_its_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[60] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (lambda path: path.write_text("not a database"), "no DuckDB file"),
        (lambda path: path.write_bytes(b""), "no DuckDB file"),
        (cut_to(100), "damaged or cut off"),
        (cut_to(HEADERS), "damaged or cut off"),
        (lambda path: cut_to(path.stat().st_size - 1)(path), "1 bytes are missing at its end"),
        (with_a_flaw_in_its_header, "damaged or cut off"),
        (of_another_version, f"another version of DuckDB than {duckdb.__version__}.* number 99"),
        (of_sqlite, "no DuckDB file"),
        (of_somebody_else, "another database"),
        (lambda path: path.with_name("w.duckdb.wal").touch(), "w.duckdb.wal lies beside it"),
    ],
)
def test_what_is_no_whole_warehouse_is_named_and_left_alone(
    warehouse: Warehouse, damage, cause: str
):
    damage(warehouse.published)
    before = warehouse.published.read_bytes()
    warehouse.build_dir.mkdir()
    with pytest.raises(WarehouseError, match=f"^{re.escape(str(warehouse.published))}: .*{cause}"):
        warehouse.start()
    assert warehouse.published.read_bytes() == before
    assert not warehouse.working.exists()


def test_a_file_that_gave_blocks_back_is_whole(warehouse: Warehouse):
    """DuckDB counts the blocks at a file's end that are free and gone from it."""
    big = "create table marts.big as select hash(i) as no from range(2_000_000) as t(i)"
    with duckdb.connect(str(warehouse.published)) as connection:
        connection.execute(big)
        connection.execute(f"{big.replace('big', 'small')} where i < 200_000; checkpoint")
        connection.execute("drop table marts.big; checkpoint")
        connection.execute("create table marts.big as select 1 as no; checkpoint")
    with duckdb.connect(str(warehouse.published)) as connection:
        connection.execute("drop table marts.small; checkpoint")
    with duckdb.connect(str(warehouse.published), read_only=True) as connection:
        blocks, block_size = connection.execute(
            "select total_blocks, block_size from pragma_database_size()"
        ).fetchone()
    assert warehouse.published.stat().st_size < blocks * block_size
    warehouse.build_dir.mkdir()
    warehouse.start()
    assert reports_in(warehouse.working) == 1


def test_the_previous_file_is_offered_where_there_is_one(warehouse: Warehouse):
    warehouse.published.write_text("not a database")
    write_database(warehouse.published.with_name("w.previous.duckdb"), reports=1)
    with pytest.raises(WarehouseError, match=r"put w\.previous\.duckdb in its place"):
        warehouse.start()


def test_a_program_that_writes_to_the_warehouse_is_named(warehouse: Warehouse):
    with (
        other_process(WRITER, warehouse.published) as writer,
        pytest.raises(WarehouseError, match=rf"open for writing.*\(PID {writer.pid}\)"),
    ):
        warehouse.start()


def test_nobody_can_write_to_a_warehouse_while_it_is_opened(warehouse: Warehouse):
    with opened(warehouse.published):
        with pytest.raises(AssertionError), other_process(WRITER, warehouse.published):
            pass
        assert reports_in(warehouse.published) == 1


def test_a_fingerprint_changes_with_every_write_and_with_nothing_else(warehouse: Warehouse):
    path = warehouse.published
    seen = [fingerprint(path)]
    for statement in (
        "insert into marts.dim_reports values (2)",
        "update marts.dim_reports set no = 3 where no = 2",
        "delete from marts.dim_reports where no = 3",
    ):
        reports_in(path)
        assert fingerprint(path) == seen[-1]
        with duckdb.connect(str(path)) as connection:
            connection.execute(statement)
        seen.append(fingerprint(path))
    assert len(set(seen)) == len(seen)
