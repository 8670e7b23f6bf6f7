"""A warehouse in the catalog of a Spark session, judged there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from great_expectations.data_context import AbstractDataContext
from pyspark.sql import SparkSession

from expectations.source import Batch, Columns
from expectations.table_suite import TableSuite

BATCH_VIEW = "tmp_view"
"""What Great Expectations calls the batch in the queries it runs."""


class SparkSource:
    """A Source in the catalog of one session, which goes on after it was judged."""

    def __init__(self, spark: SparkSession) -> None:
        """Take a session in which the warehouse's schemas and tables go by their names."""
        self._spark = spark
        self._built = datetime.now(UTC)

    @property
    def built(self) -> datetime:
        """When the session was handed over: a catalog does not say when its tables were made."""
        return self._built

    def records(self, query: str, **beside: Columns) -> list[dict[str, Any]]:
        """Return the rows of a query by column: see Source.

        Raises:
            pyspark.errors.AnalysisException: if the catalog lacks what is asked for.
        """
        for name, columns in beside.items():
            rows = list(zip(*columns.values(), strict=True))
            schema = ", ".join(f"{column} string" for column in columns)
            self._spark.createDataFrame(rows, schema).createOrReplaceTempView(name)
        try:
            return [row.asDict() for row in self._spark.sql(query).collect()]
        finally:
            for name in beside:
                self._spark.catalog.dropTempView(name)

    @contextmanager
    def opened(self, context: AbstractDataContext) -> Iterator[Callable[[TableSuite], Batch]]:
        """Offer the tables to Great Expectations: see Source.

        Each is judged by many queries, so it is kept in memory, or on disk where it does not fit,
        until all are judged. Great Expectations can do so itself, but never lets go.
        """
        source = context.data_sources.add_spark("warehouse", persist=False)
        kept = []

        def batch(judged: TableSuite) -> Batch:
            if not self._spark.catalog.tableExists(judged.name):
                raise ConnectionError(f"there is no table {judged.name}")
            if not self._spark.catalog.isCached(judged.name):
                self._spark.catalog.cacheTable(judged.name)
                kept.append(judged.name)
            asset = source.add_dataframe_asset(judged.name)
            return Batch(
                asset.add_batch_definition_whole_dataframe("whole table"),
                {"dataframe": self._spark.table(judged.name)},
            )

        try:
            yield batch
        finally:
            self._spark.catalog.dropTempView(BATCH_VIEW)
            for name in kept:
                self._spark.catalog.uncacheTable(name)
