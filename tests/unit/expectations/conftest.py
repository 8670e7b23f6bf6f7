"""A warehouse small enough to hold in the head, and ways to spoil and to judge it."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from expectations.duckdb_source import DuckDBSource
from expectations.results import verdict_of
from expectations.runner import suites_for
from expectations.session import Session
from expectations.verdict import Verdict


@pytest.fixture(scope="session")
def toy() -> str:
    """The statements that make the warehouse."""
    return Path(__file__).with_name("toy_warehouse.sql").read_text(encoding="utf-8")


@pytest.fixture
def warehouse(toy: str, tmp_path: Path) -> Path:
    """A warehouse of which everything expected is true."""
    path = tmp_path / "toy.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(toy)
    return path


@pytest.fixture
def change(warehouse: Path) -> Callable[..., Path]:
    """Run statements against the warehouse and return its path."""

    def run(*statements: str) -> Path:
        with duckdb.connect(str(warehouse)) as connection:
            for statement in statements:
                connection.execute(statement)
        return warehouse

    return run


@pytest.fixture
def judge(change: Callable[..., Path]) -> Callable[..., Verdict]:
    """Judge the warehouse, after some statements, by the suites of one kind."""

    def run(kind: str, *statements: str) -> Verdict:
        source = DuckDBSource(change(*statements))
        suites = [each for each in suites_for(source) if each.suite.name.startswith(kind)]
        return verdict_of(Session(source).judge(suites))

    return run
