"""A SQLAlchemy dialect through which Great Expectations can read DuckDB.

Great Expectations commits before it fetches. duckdb-engine runs a commit on the very cursor that
holds the result, which is then empty, and every expectation ends in `IndexError: list index out
of range`. This dialect fetches the rows as soon as a statement has run and hands SQLAlchemy the
buffer. It therefore holds a whole result in memory: ask it for counts and for limited lists.
"""

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

DRIVER = "duckdb+buffered"
"""The scheme of connection addresses that use this dialect, once it is registered."""


class BufferedExecutionContext(Dialect.execution_ctx_cls):
    """Fetches each result before anything else can run on its cursor."""

    def post_exec(self) -> None:
        """Take the rows out of the cursor; a statement without a result set has none."""
        super().post_exec()
        if self.cursor.description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, initial_buffer=self.cursor.fetchall()
            )


class BufferedDialect(Dialect):
    """duckdb-engine's dialect with results that outlive a commit."""

    execution_ctx_cls = BufferedExecutionContext
    # SQLAlchemy reads this from the class itself and warns where a subclass leaves it out.
    supports_statement_cache = False


registry.register(DRIVER.replace("+", "."), __name__, BufferedDialect.__name__)
