"""Great Expectations, set up to judge one warehouse in place and to remember nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)

from expectations.data_docs import OfflineSiteBuilder
from expectations.results import suite_record
from expectations.source import Batch, Source
from expectations.table_suite import TableSuite
from expectations.unexpected_rows import ROWS_LISTED


class Session:
    """A run of suites against one warehouse.

    Only the site is written, and only by `write_site`: suites and results stay in memory.
    """

    def __init__(self, source: Source) -> None:
        """Prepare a run."""
        self._source = source
        self._context: EphemeralDataContext = gx.get_context(
            mode="ephemeral",
            project_config=DataContextConfig(
                store_backend_defaults=InMemoryStoreBackendDefaults(),
                data_docs_sites={},
                progress_bars=ProgressBarsConfig(globally=False),
                analytics_enabled=False,
            ),
        )

    def judge(self, suites: Iterable[TableSuite]) -> list[dict[str, Any]]:
        """Run suites on their tables and return the record of each.

        Raises:
            ConnectionError: if the warehouse or one of the tables is missing.
        """
        # Not the time of the run: it is part of the pages' addresses, and stays with the file.
        built = self._source.built
        with self._source.opened(self._context) as batch:
            return [self._judge_one(batch, each, built) for each in suites]

    def write_site(self, folder: Path) -> None:
        """Write the pages of all suites judged so far into a folder."""
        OfflineSiteBuilder(self._context, folder, self._source).build()

    def _judge_one(
        self, batch: Callable[[TableSuite], Batch], judged: TableSuite, built: datetime
    ) -> dict[str, Any]:
        rows = batch(judged)
        definition = gx.ValidationDefinition(
            name=judged.suite.name,
            data=rows.definition,
            suite=self._context.suites.add(judged.suite),
        )
        result = self._context.validation_definitions.add(definition).run(
            batch_parameters=rows.parameters,
            result_format={
                # The only format that is not bounded is COMPLETE.
                "result_format": "SUMMARY",
                "partial_unexpected_count": ROWS_LISTED,
                "unexpected_index_column_names": list(judged.key),
            },
            run_id=gx.RunIdentifier(run_name="warehouse", run_time=built),
        )
        return suite_record(result)
