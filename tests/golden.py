"""Compares a built warehouse with golden values: numbers read from the documents by hand.

``python -m tests.golden --warehouse FILE --golden FILE`` prints every difference.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import click
import duckdb

REPORT = """
    select report_id, agency_name_zh, report_year, form_variant, cast(published_date as varchar),
        text_layout
    from marts.dim_reports
    where source_path = ?
"""
CELLS = """
    select cells.value, cells.value_status
    from marts.fct_cells as cells
    inner join marts.dim_measures as measures using (measure_id)
    where cells.report_id = ? and cells.table_no = ? and cells.line_code = ?
    order by measures.column_order
"""


def differences(warehouse: Path, golden: Path) -> Iterator[str | None]:
    """One item per golden fact: None where the warehouse agrees, else a sentence.

    Args:
        warehouse: a published DuckDB file.
        golden: JSON lines, one a report: file, agency, report_year, form, published_on, layout,
            and per table the values of each line; null where the cell is blank.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for line in golden.read_text(encoding="utf-8").splitlines():
            yield from _report_differences(connection, json.loads(line))


def _report_differences(
    connection: duckdb.DuckDBPyConnection, expected: dict
) -> Iterator[str | None]:
    file = expected["file"]
    found = connection.execute(REPORT, [file]).fetchone()
    if not found:
        yield f"{file}: not loaded"
        return
    report_id, *identity = found
    for field, value in zip(
        ("agency", "report_year", "form", "published_on", "layout"), identity, strict=True
    ):
        agrees = value == expected[field]
        yield None if agrees else f"{file}: {field} is {value}, should be {expected[field]}"
    for table_no in (2, 3, 4):
        for line_code, values in expected[f"table{table_no}"].items():
            cells = connection.execute(CELLS, [report_id, table_no, line_code]).fetchall()
            yield from _line_differences(f"{file}: {line_code}", cells, values)


def _line_differences(where: str, cells: list[tuple], values: list) -> Iterator[str | None]:
    if len(cells) != len(values):
        yield f"{where} has {len(cells)} cells, should have {len(values)}"
        return
    for number, ((value, status), expected) in enumerate(zip(cells, values, strict=True), 1):
        wanted = (None, "blank") if expected is None else (Decimal(expected), "number")
        agrees = (value, status) == wanted
        yield None if agrees else f"{where}, cell {number}: {value} ({status}), should be {wanted}"


@click.command()
@click.option("--warehouse", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--golden", type=click.Path(exists=True, path_type=Path), required=True)
def main(warehouse: Path, golden: Path) -> None:
    """Print every difference between a warehouse and golden values; exit code 1 if any."""
    facts = list(differences(warehouse, golden))
    wrong = [fact for fact in facts if fact]
    click.echo(
        "\n".join([*wrong, f"golden values: {len(facts) - len(wrong)} of {len(facts)} equal"])
    )
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
