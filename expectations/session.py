"""Great Expectations, set up to judge one DuckDB file in place and to remember nothing."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent import SQLDatasource

from expectations.data_docs import site
from expectations.duckdb_execution import DRIVER
from expectations.results import suite_record
from expectations.table_suite import TableSuite
from expectations.unexpected_rows import ROWS_LISTED
from extract.limits import database_settings


class Session:
    """A run of suites against one file.

    Only the site is written, and only by `write_site`: suites and results stay in memory.
    """

    def __init__(self, database: Path, site_folder: Path) -> None:
        """Prepare a run.

        Args:
            database: the DuckDB file.
            site_folder: where `write_site` puts the pages.
        """
        self._database = database
        self._context: EphemeralDataContext = gx.get_context(
            mode="ephemeral",
            project_config=DataContextConfig(
                store_backend_defaults=InMemoryStoreBackendDefaults(),
                # Great Expectations takes no relative path.
                data_docs_sites={"local_site": site(site_folder.absolute(), database)},
                progress_bars=ProgressBarsConfig(globally=False),
                analytics_enabled=False,
            ),
        )

    def judge(self, suites: Iterable[TableSuite]) -> list[dict[str, Any]]:
        """Run suites on their tables and return the record of each.

        Nothing holds the file afterwards, so that it can be renamed.

        Raises:
            ConnectionError: if the file or one of the tables is missing.
        """
        # Not the time of the run: it is part of the pages' addresses, and stays with the file.
        built = datetime.fromtimestamp(self._database.stat().st_mtime, UTC)
        with self._opened() as source:
            return [self._judge_one(source, each, built) for each in suites]

    def write_site(self) -> None:
        """Write the pages of all suites judged so far."""
        self._context.build_data_docs()

    @contextmanager
    def _opened(self) -> Iterator[SQLDatasource]:
        source = self._context.data_sources.add_sql(
            "warehouse",
            connection_string=f"{DRIVER}://",
            # Not in the address, where `?` ends a path and `$NAME` is a variable.
            kwargs={
                "connect_args": {
                    "database": str(self._database),
                    "read_only": True,
                    "config": database_settings(),
                }
            },
        )
        try:
            yield source
        finally:
            # It opens one engine to look for tables and another to judge them.
            source.get_engine().dispose()
            source.get_execution_engine().close()

    def _judge_one(
        self, source: SQLDatasource, judged: TableSuite, built: datetime
    ) -> dict[str, Any]:
        table = f"{judged.schema}.{judged.table}"
        with warnings.catch_warnings():
            # The way recommended instead, a schema for the whole connection, is not offered for
            # DuckDB, and the suites need two.
            warnings.filterwarnings("ignore", "`schema_name` is deprecated", DeprecationWarning)
            asset = source.add_table_asset(
                table, table_name=judged.table, schema_name=judged.schema
            )
        definition = gx.ValidationDefinition(
            name=judged.suite.name,
            data=asset.add_batch_definition_whole_table("whole table"),
            suite=self._context.suites.add(judged.suite),
        )
        result = self._context.validation_definitions.add(definition).run(
            result_format={
                # The only format that is not bounded is COMPLETE.
                "result_format": "SUMMARY",
                "partial_unexpected_count": ROWS_LISTED,
                "unexpected_index_column_names": list(judged.key),
            },
            run_id=gx.RunIdentifier(run_name="warehouse", run_time=built),
        )
        return suite_record(result)
