"""A warehouse in a DuckDB file, judged where it is."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from great_expectations.data_context import AbstractDataContext
from great_expectations.datasource.fluent import SQLDatasource

from expectations.duckdb_execution import DRIVER
from expectations.source import Batch, Columns
from expectations.table_suite import TableSuite
from extract.limits import database_settings


class DuckDBSource:
    """A Source in one file, opened read-only and closed again after each call."""

    def __init__(self, database: Path, spill: Path | None = None) -> None:
        """Name the file, and where to spill: see `database_settings`; nothing is opened yet."""
        self._database, self._spill = database, spill

    @property
    def built(self) -> datetime:
        """When the file was last written, whenever it is judged."""
        return datetime.fromtimestamp(self._database.stat().st_mtime, UTC)

    def records(self, query: str, **beside: Columns) -> list[dict[str, Any]]:
        """Return the rows of a query by column: see Source.

        Raises:
            duckdb.Error: if the file is no database or lacks what is asked for.
        """
        with duckdb.connect(
            str(self._database), read_only=True, config=database_settings(self._spill)
        ) as connection:
            for name, columns in beside.items():
                texts = {
                    column: pyarrow.array(values, pyarrow.string())
                    for column, values in columns.items()
                }
                connection.register(name, pyarrow.table(texts))
            result = connection.execute(query)
            names = [column[0] for column in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    @contextmanager
    def opened(self, context: AbstractDataContext) -> Iterator[Callable[[TableSuite], Batch]]:
        """Offer the tables to Great Expectations: see Source.

        Nothing holds the file afterwards, so that it can be renamed.
        """
        source = context.data_sources.add_sql(
            "warehouse",
            connection_string=f"{DRIVER}://",
            # Not in the address, where `?` ends a path and `$NAME` is a variable.
            kwargs={
                "connect_args": {
                    "database": str(self._database),
                    "read_only": True,
                    "config": database_settings(self._spill),
                }
            },
        )
        try:
            yield lambda judged: _batch(source, judged)
        finally:
            # It opens one engine to look for tables and another to judge them.
            source.get_engine().dispose()
            source.get_execution_engine().close()


def _batch(source: SQLDatasource, judged: TableSuite) -> Batch:
    with warnings.catch_warnings():
        # The way recommended instead, a schema for the whole connection, is not offered for
        # DuckDB, and the suites need several.
        warnings.filterwarnings("ignore", "`schema_name` is deprecated", DeprecationWarning)
        asset = source.add_table_asset(
            judged.name, table_name=judged.table, schema_name=judged.schema
        )
    return Batch(asset.add_batch_definition_whole_table("whole table"))
