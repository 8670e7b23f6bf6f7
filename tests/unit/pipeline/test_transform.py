from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline import transform
from pipeline.errors import WarehouseError


def failure(message: str) -> SimpleNamespace:
    node = SimpleNamespace(unique_id="model.m", original_file_path="models/m.sql")
    return SimpleNamespace(node=node, status="error", message=message)


@pytest.mark.parametrize(
    ("message", "is_told"),
    [("Out of Memory Error: failed to pin block", True), ("Conversion Error: not a number", False)],
)
def test_a_database_short_of_memory_says_how_it_gets_more(
    message: str, is_told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = SimpleNamespace(
        success=False, exception=None, result=SimpleNamespace(results=[failure(message)])
    )
    runner = SimpleNamespace(invoke=lambda _: ending)
    monkeypatch.setattr("dbt.cli.main.dbtRunner", lambda callbacks: runner)
    monkeypatch.setenv("OGI_MEMORY", "3GB")
    with pytest.raises(WarehouseError) as failed:
        transform.run(("build",), tmp_path / "w.duckdb", tmp_path / "dbt")
    assert "model.m (models/m.sql)" in str(failed.value)
    assert ("3GB was too little memory" in str(failed.value)) == is_told
