"""Which agency files a report: names placed as people place them, and one agency for its names."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline import transform
from tests.conftest import ROOT

NAMES = ROOT / "tests" / "specimens" / "agencies.csv"
FOUND = ("region_code", "region_source", "agency_kind", "agency_level")


@pytest.fixture(scope="module")
def agencies_of(specimen_warehouse: Path, tmp_path_factory) -> Callable[[list[dict]], list[dict]]:
    """Gives reports that state no more than their cases say, and returns their agencies."""

    def run(cases: list[dict]) -> list[dict]:
        folder = tmp_path_factory.mktemp("regions")
        warehouse = shutil.copy(specimen_warehouse, folder / specimen_warehouse.name)
        with duckdb.connect(str(warehouse)) as connection:
            for table in ("files", "statements", "paragraphs", "manifest"):
                connection.execute(f"delete from raw.{table}")
            for number, case in enumerate(cases):
                _write_report(connection, f"r{number:04}", case)
        transform.run(("run", "--select", "+dim_agencies"), warehouse, folder / "dbt")
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            found = connection.execute(
                "select * from intermediate.int_report_agencies order by report_id"
            )
            columns = [column[0] for column in found.description]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    return run


def _write_report(connection: duckdb.DuckDBPyConnection, report: str, case: dict) -> None:
    path = f"{case.get('path') or ''}{report}.txt"
    connection.execute(
        "insert into raw.files (source_path, report_id) values (?, ?)", [path, report]
    )
    others = filter(None, (case.get("statement") or "").split(";"))
    stated = [
        ("agency", "title", case["agency_name_zh"]),
        ("report_year", "title", case.get("report_year") or "2020"),
        *[("agency", "signature", other) for other in others],
    ]
    for field, source, value in stated:
        connection.execute(
            "insert into raw.statements (report_id, field, source, value) values (?, ?, ?, ?)",
            [report, field, source, value],
        )
    if case.get("foot"):
        connection.execute(
            "insert into raw.paragraphs (report_id, paragraph_no, text) values (?, 1, ?)",
            [report, case["foot"]],
        )
    if case.get("region"):
        connection.execute(
            "insert into raw.manifest (source_path, region) values (?, ?)",
            [path, case["region"]],
        )


def test_names_are_placed_as_people_place_them(agencies_of):
    with NAMES.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    assert len(cases) >= 80
    for case, found in zip(cases, agencies_of(cases), strict=True):
        assert {name: found[name] for name in FOUND} == {
            name: case[name] or None for name in FOUND
        }, case
