"""A DuckDB file of views on what Spark wrote, for all that reads a warehouse: SQL, site, export."""

from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID

import duckdb
from pyspark.sql import SparkSession

from pipeline import transform

SCHEMAS = ("raw", "form", "staging", "intermediate", "marts")
# What is a view in DuckDB costs nothing there, and is defined by the same models.
VIEWS = ("run", "--select", "config.materialized:view")


def write_catalog(spark: SparkSession, database: Path, build: UUID) -> None:
    """Make a DuckDB file with a view on the Parquet files of each table of a session.

    Args:
        spark: the session, with the schemas of a warehouse.
        database: the file to write; there must be none.
        build: the name of the build, kept in ``raw.builds``.
    """
    with duckdb.connect(str(database)) as connection:
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
            for table in spark.catalog.listTables(schema):
                if table.tableType != "VIEW":
                    name = f"{schema}.{table.name}"
                    files = ", ".join(map(quoted, sorted(_folder(spark, name).glob("*.parquet"))))
                    connection.execute(f"create view {name} as from read_parquet([{files}])")
        connection.execute("create table raw.builds as select ? as id", [build])


def add_views(database: Path, dbt_dir: Path) -> int:
    """Add the models that are views in DuckDB to such a file; returns how many they are.

    Raises:
        WarehouseError: one of them does not fit the tables.
    """
    return len(transform.run(VIEWS, database, dbt_dir))


def quoted(path: Path) -> str:
    """A path as DuckDB's literal, also in what DuckDB says of its views."""
    return "'" + str(path.absolute()).replace("'", "''") + "'"


def _folder(spark: SparkSession, table: str) -> Path:
    described = spark.sql(f"describe formatted {table}")
    address = described.where("col_name = 'Location'").first()["data_type"]
    return Path(unquote(urlsplit(address).path))
