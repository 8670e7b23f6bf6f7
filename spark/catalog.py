"""A DuckDB file of views on what Spark wrote, for all that reads a warehouse: SQL, site, export."""

import json
from pathlib import Path

import duckdb

from pipeline import transform
from pipeline.database import quoted
from pipeline.files import flush

# The models that are views on Spark, too: what is a table there was judged as it is.
VIEWS = ("run", "--select", "config.materialized:view", "--exclude", "fct_rule_results")


def write_catalog(database: Path, schemas: dict[str, Path], manifest: Path) -> None:
    """Make a DuckDB file with a described view on each table of Parquet files.

    The files are written to disk, so that what is published outlasts a power cut.

    Args:
        database: the file to write; there must be none.
        schemas: the folder of each schema, which holds one for each of its tables.
        manifest: dbt's ``manifest.json``, which describes the tables that it made.
    """
    described = _described(manifest)
    with duckdb.connect(str(database)) as connection:
        for schema, folder in schemas.items():
            connection.execute(f"create schema {schema}")
            for table in sorted(filter(Path.is_dir, folder.iterdir())):
                name = f"{schema}.{table.name}"
                files = sorted(table.glob("*.parquet"))
                for path in (*files, table):
                    flush(path)
                listed = ", ".join(quoted(file.resolve()) for file in files)
                # a folder of the path may look like a column: year=2024
                read = f"read_parquet([{listed}], hive_partitioning = false)"
                connection.execute(f"create view {name} as from {read}")
                _describe(connection, name, *described.get(name, ("", {})))


def add_views(database: Path, dbt_dir: Path) -> int:
    """Add the models that are views to such a file; returns how many they are.

    Raises:
        WarehouseError: one of them does not fit the tables.
    """
    return len(transform.run(VIEWS, database, dbt_dir))


def _described(manifest: Path) -> dict[str, tuple[str, dict[str, str]]]:
    """What dbt says of each table, and of its columns."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return {
        f"{node['schema']}.{node['alias']}": (
            node["description"],
            {name: column["description"] for name, column in node["columns"].items()},
        )
        for node in nodes
        if node["resource_type"] in ("model", "seed")
    }


def _describe(
    connection: duckdb.DuckDBPyConnection, view: str, description: str, columns: dict[str, str]
) -> None:
    connection.execute(f"comment on view {view} is {quoted(description)}")
    for column, text in columns.items():
        connection.execute(f'comment on column {view}."{column}" is {quoted(text)}')
