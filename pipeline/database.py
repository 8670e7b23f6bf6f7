"""Opens the DuckDB file of a warehouse, or says clearly why it cannot be used."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from extract import raw_schema
from extract.language import Message, _
from extract.loader import extractor_version
from pipeline.errors import WarehouseError

# The main header and two database headers, of 4,096 bytes each, stand before the first block:
# https://duckdb.org/docs/stable/internals/storage
HEADERS = 3 * 4096  # bytes
MAGIC = b"DUCK"
MAGIC_AT = 8  # bytes from the beginning of the file


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file read-only: meanwhile no other program can open it for writing.

    Raises:
        WarehouseError: it is no whole warehouse of ours, or another program writes to it.
    """
    with path.open("rb") as file:
        is_duckdb = file.read(HEADERS)[MAGIC_AT:].startswith(MAGIC)
    if not is_duckdb:  # DuckDB itself might take it for a file of another database's
        raise _unusable(path, _("it is no DuckDB file"))
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise _not_opened(path, str(error)) from error
    with connection:
        if wal_of(path).exists():
            raise WarehouseError(
                _(
                    "{path}: {name} lies beside it: a program wrote to the warehouse and was "
                    "ended, so some of what it wrote is only there. To keep that, open the "
                    "warehouse with it once more and close it; else move {wal} away."
                ).format(path=path, name=wal_of(path).name, wal=wal_of(path))
            )
        _check(path, connection)
        yield connection


def as_people_write(decimal: str) -> str:
    """SQL for a number as people write it: 31, not 31.000000.

    Args:
        decimal: an expression with decimal places; without, the zeros of 100 would be cut.
    """
    return rf"regexp_replace({decimal}::varchar, '\.?0+$', '')"


def quoted(text: Path | str) -> str:
    """A text, or a path, as a literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def wal_of(path: Path) -> Path:
    """Where DuckDB writes what is not yet in the file itself; gone when the file is closed."""
    return path.with_name(f"{path.name}.wal")


def previous_of(path: Path) -> Path:
    """Where the file is kept that a published one replaced."""
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def shows_other_files(path: Path) -> bool:
    """Whether a published file holds views on tables of Spark, and no tables to build on."""
    with duckdb.connect(str(path), read_only=True) as connection:
        views = "select 1 from duckdb_views() where (schema_name, view_name) = ('raw', 'files')"
        return bool(connection.execute(views).fetchall())


def is_half_loaded(path: Path) -> bool:
    """Whether a working copy can be opened, and reading report files into it was not finished."""
    return _tells(path, raw_schema.is_unfinished)


def is_of_this_extractor(path: Path) -> bool:
    """Whether a working copy can be opened, and what was read into it need not be read again."""
    version = extractor_version()
    return _tells(path, lambda connection: raw_schema.stored_version(connection) == version)


def _tells(path: Path, asked: Callable[[duckdb.DuckDBPyConnection], bool]) -> bool:
    if not path.exists():
        return False
    try:
        with duckdb.connect(str(path)) as connection:  # for writing: it may have to catch up
            return asked(connection)
    except duckdb.Error:
        return False


def fingerprint(path: Path) -> str:
    """What changes with every write to a closed DuckDB file: a digest of its size and headers.

    DuckDB counts in a header how often it wrote, and says there where the tables begin.
    """
    with path.open("rb") as file:
        headers = file.read(HEADERS)
    return hashlib.sha256(headers + str(path.stat().st_size).encode()).hexdigest()


def _check(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    tables = connection.execute(
        "select table_schema, table_name from information_schema.tables"  # with views
    ).fetchall()
    if not {("raw", "files"), ("marts", "dim_reports")} <= set(tables):
        raise _unusable(path, _("it is another database than a warehouse of OGI reports"))
    block_size, blocks = connection.execute(
        # of all its blocks the free ones at the end may be gone from the file
        "select block_size, used_blocks from pragma_database_size()"
    ).fetchone()
    missing = HEADERS + block_size * blocks - path.stat().st_size
    if missing > 0:
        cause = _("it is cut off, at least {missing:,} bytes are missing at its end")
        raise _unusable(path, cause.format(missing=missing))


def _not_opened(path: Path, message: str) -> WarehouseError:
    if "Could not set lock" in message:
        return WarehouseError(
            _("{path}: another program has it open for writing. {message}").format(
                path=path, message=message
            )
        )
    if "version number" in message:
        return _unusable(
            path,
            _(
                "another version of DuckDB than {version}, which is here, wrote it. {message}"
            ).format(version=duckdb.__version__, message=message.splitlines()[0]),
        )
    cause = _("it is damaged or cut off. {message}").format(message=message.splitlines()[0])
    return _unusable(path, cause)


def _unusable(path: Path, cause: Message) -> WarehouseError:
    previous = previous_of(path)
    what_to_do = (
        _(
            "{path}: {cause}. Nothing was changed. What to do: put {previous} in its place, or "
            "move it away and build anew."
        )
        if previous.exists()
        else _("{path}: {cause}. Nothing was changed. What to do: move it away and build anew.")
    )
    return WarehouseError(what_to_do.format(path=path, cause=cause, previous=previous.name))
