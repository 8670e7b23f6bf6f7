"""Snapshots of the tables of schema ``raw``: each a folder, with a folder of Parquet a table.

One that holds the table ``loads``, which is written last, is whole.
"""

import shutil
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructType

from extract import raw_schema
from extract.language import _
from pipeline.errors import WarehouseError

TABLES = {"loads": raw_schema.LOADS, **raw_schema.TABLES}
# In a path, Spark takes these for a pattern: also when it creates a table there.
OF_PATTERNS = frozenset("{}[]*?\\")
SQL_TYPES = {pl.String: "string", pl.Int32: "int", pl.Int64: "bigint", pl.Binary: "binary"}

Columns = dict[str, pl.DataType | type[pl.DataType]]
Tables = dict[str, DataFrame]


def newest(store: Path) -> Path | None:
    """The newest whole snapshot."""
    return max(filter(_is_whole, _folder(store).glob("*")), default=None)


def following(store: Path, snapshot: Path | None) -> Path:
    """The folder of the snapshot after this one."""
    return _folder(store) / f"{int(snapshot.name) + 1 if snapshot else 1:06}"


def remove_unfinished(store: Path) -> None:
    """Remove the snapshots of loads that were ended."""
    for folder in _folder(store).glob("*"):
        if not _is_whole(folder):
            shutil.rmtree(folder)


def tables(spark: SparkSession, snapshot: Path | None, extractor_version: str) -> Tables:
    """The tables of a snapshot; empty ones if there is none, or another extractor wrote it."""
    if snapshot:
        stored = {name: read(spark, snapshot / name, TABLES[name]) for name in TABLES}
        if stored["loads"].first()["extractor_version"] == extractor_version:
            return stored
    return {name: frame(spark, [], columns) for name, columns in TABLES.items()}


def write(rows: DataFrame, folder: Path) -> None:
    """Write rows as Parquet files."""
    rows.write.parquet(address(folder))


def read(spark: SparkSession, folder: Path, columns: Columns) -> DataFrame:
    """The rows that were written into a folder."""
    return spark.read.schema(schema(columns)).parquet(address(folder))


def frame(spark: SparkSession, rows: list[tuple], columns: Columns) -> DataFrame:
    """Rows that are here, for Spark."""
    return spark.createDataFrame(arrow(pl.DataFrame(rows, columns, orient="row")))


def arrow(rows: pl.DataFrame) -> pa.Table:
    """Rows in those of Arrow's types that Spark knows."""
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())


def address(folder: Path) -> str:
    """A folder as Spark names it, whatever its default file system; nothing in it is escaped.

    Raises:
        WarehouseError: Spark cannot have tables in a folder of this name.
    """
    path = str(folder.absolute())
    if not OF_PATTERNS.isdisjoint(path):
        raise WarehouseError(
            _(
                "{path}: Spark keeps no tables in a path with one of {signs}; choose another "
                "(WAREHOUSE=)."
            ).format(path=path, signs=" ".join(sorted(OF_PATTERNS)))
        )
    return f"file://{path}"


def schema(columns: Columns) -> StructType:
    """Columns as Spark declares them."""
    return StructType.fromDDL(", ".join(f"{name} {_type(kind)}" for name, kind in columns.items()))


def _is_whole(snapshot: Path) -> bool:
    return (snapshot / "loads" / "_SUCCESS").exists()


def _folder(store: Path) -> Path:
    return store / "raw"


def _type(kind: pl.DataType | type[pl.DataType]) -> str:
    if isinstance(kind, pl.Struct):
        fields = (f"{field.name}: {_type(field.dtype)}" for field in kind.fields)
        return f"struct<{', '.join(fields)}>"
    return SQL_TYPES[kind]
