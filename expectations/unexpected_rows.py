"""An expectation that no row answers a query, which names the rows that do."""

from decimal import Decimal
from typing import Any, ClassVar

from great_expectations.execution_engine import (
    SparkDFExecutionEngine,
    SqlAlchemyExecutionEngine,
)
from great_expectations.expectations.core import UnexpectedRowsExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metrics.query_row_count.query_row_count import (
    QueryRowCount,
)
from great_expectations.expectations.metrics.query_metrics.query_table.query_table import (
    QueryTable,
)
from great_expectations.validator.metric_configuration import MetricConfiguration

ROWS_LISTED = 200
"""Rows listed per expectation; all are counted, and all stay in the warehouse for a query.

A person reads tens of them; a national archive can break one rule a million times, and a page
that long opens in no browser. Great Expectations itself fetches no more than 200.
"""


class ListedRows(QueryTable):
    """The first rows of a query.

    The order makes the list the same on every run. It is set here, not in the query, because
    DuckDB would sort every row again for the count.
    """

    metric_name = "listed_rows.table"
    value_keys = ("unexpected_rows_query",)
    query_param_name = "unexpected_rows_query"

    @classmethod
    def _get_query_from_metric_value_kwargs(cls, metric_value_kwargs: dict) -> str:
        query = super()._get_query_from_metric_value_kwargs(metric_value_kwargs)
        return f"select * from ({query}) as unexpected order by all nulls last limit {ROWS_LISTED}"


class CountedRows(QueryRowCount):
    """How many rows a query has: as many as are listed, unless the list is full.

    Most queries have none. To run each again for that would double the time of a validation.
    """

    metric_name = "counted_rows"
    value_keys = ("unexpected_rows_query",)
    query_param_name = "unexpected_rows_query"

    @metric_value(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(cls, metrics: dict, **arguments: Any) -> int:  # noqa: N805 - as in its parent
        listed = len(metrics[ListedRows.metric_name])
        if listed < ROWS_LISTED:
            return listed
        return QueryRowCount._sqlalchemy(cls=cls, metrics=metrics, **arguments)

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(cls, metrics: dict, **arguments: Any) -> int:  # noqa: N805
        listed = len(metrics[ListedRows.metric_name])
        if listed < ROWS_LISTED:
            return listed
        return QueryRowCount._spark(cls=cls, metrics=metrics, **arguments)

    @classmethod
    def _get_evaluation_dependencies(
        cls, metric: MetricConfiguration, **arguments: Any
    ) -> dict[str, MetricConfiguration]:
        listed = MetricConfiguration(
            ListedRows.metric_name, metric.metric_domain_kwargs, metric.metric_value_kwargs
        )
        return {ListedRows.metric_name: listed}


class ExpectNoRows(UnexpectedRowsExpectation):
    """Holds where `unexpected_rows_query` returns nothing.

    Unlike its parent it sorts and limits in the database, and keeps the rows, with the query's own
    columns, at every result format.
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = (
        ListedRows.metric_name,
        CountedRows.metric_name,
    )

    def _validate(
        self, metrics: dict, runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict:
        count = metrics[CountedRows.metric_name]
        rows = [
            {column: _plain(value) for column, value in row.items()}
            for row in metrics[ListedRows.metric_name]
        ]
        # The columns are named apart because a stored result has its keys sorted.
        details = {"columns": list(rows[0]) if rows else [], "unexpected_rows": rows}
        return {"success": count == 0, "result": {"observed_value": count, "details": details}}


def _plain(value: Any) -> Any:
    """Return a figure as it would be printed: 15, not 15.000000."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
