from pathlib import Path

import pytest

from pipeline.warehouse import Warehouse
from tests.unit.pipeline.toys import write_database, write_docs


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """A published warehouse of one report."""
    warehouse = Warehouse(tmp_path / "w.duckdb")
    write_database(warehouse.published, reports=1)
    write_docs(tmp_path, "of 1 report")
    return warehouse
