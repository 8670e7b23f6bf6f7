"""What a built warehouse offers to whatever judges it, whichever engine holds it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

# Great Expectations takes seconds to load: what needs it is imported where it is used.
if TYPE_CHECKING:
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.data_context import AbstractDataContext

    from expectations.table_suite import TableSuite

Columns = Mapping[str, Sequence[str | None]]
"""A small table of texts, by column."""


class Batch(NamedTuple):
    """The rows of one table as Great Expectations asks for them.

    Attributes:
        definition: which rows.
        parameters: what it takes to get them, if anything.
    """

    definition: "BatchDefinition"
    parameters: dict[str, Any] | None = None


class Source(Protocol):
    """A built warehouse. Nothing here changes it."""

    @property
    def built(self) -> datetime:
        """When it was built."""

    def records(self, query: str, **beside: Columns) -> list[dict[str, Any]]:
        """Return the rows of a query by column.

        Args:
            query: SQL that every engine reads alike.
            **beside: tables the query reads besides those of the warehouse, by name.
        """

    def opened(
        self, context: "AbstractDataContext"
    ) -> "AbstractContextManager[Callable[[TableSuite], Batch]]":
        """Offer the tables to Great Expectations while the context lasts, one at a time.

        Returns:
            A function from a suite to the rows it is judged on. It raises a ConnectionError where
            the warehouse or the table is missing. The batch is named as its table is in SQL.
        """
