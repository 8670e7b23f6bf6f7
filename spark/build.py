"""A build on Spark: reports are read, models built and judged there, before anyone sees them."""

import shutil
from pathlib import Path
from uuid import uuid4

import duckdb

from expectations.runner import validate_spark
from expectations.verdict import Verdict
from extract.language import _
from extract.progress import progress_bar
from pipeline import steps, transform
from pipeline.database import previous_of
from pipeline.figures import figures_of
from pipeline.run import Run
from pipeline.warehouse import Warehouse
from spark.catalog import add_views, quoted, write_catalog
from spark.extraction import load, register
from spark.session import session
from spark.snapshots import newest


def build(run: Run, raw: Path, cores: int) -> Verdict:
    """Build a warehouse in tables of Spark, judge it, and make its working copy.

    The working copy is a DuckDB file of views on the tables: publishing it publishes them. Tables
    that no published file needs any more are removed.

    Args:
        run: the command at work on the warehouse.
        raw: the folder of report files.
        cores: tasks, and models, at a time.

    Returns:
        The verdict of the audit.

    Raises:
        RawFolderError: the folder is missing or holds no file.
        CompanionError: a CSV file kept beside the reports is malformed.
        WarehouseError: a model, seed or test failed.
    """
    warehouse, build_id = run.warehouse, uuid4()
    warehouse.clear()
    remove_unused(warehouse)
    tables = folder_of(warehouse)
    with session(tables / "builds" / str(build_id), cores) as spark:
        with run.step("extract") as done:
            run.loaded = load(spark, raw, tables, warehouse.reviews)
            register(spark, tables)
            done(steps.files_told(run.loaded))
        with run.step("transform") as done:
            with progress_bar("transform") as progress:
                dbt_dir = warehouse.dbt_dir / "spark"
                result = transform.build(warehouse.working, dbt_dir, cores, progress, "spark")
            done(steps.models_told(result))
        with run.step("validate") as done:
            verdict = validate_spark(spark, warehouse.build_dir)
            done(steps.verdict_told(verdict))
        with run.step("catalog") as done:
            write_catalog(spark, warehouse.working, build_id)
            views = add_views(warehouse.working, warehouse.dbt_dir)
            done(_("{views} views added to the tables of Spark").format(views=views))
    run.figures = figures_of(warehouse.working)
    steps.write_docs(run, warehouse.working, warehouse.build_dir / "dbt_docs")
    return verdict


def folder_of(warehouse: Warehouse) -> Path:
    """Where the tables of a warehouse are that is built on Spark."""
    return warehouse.published.with_suffix(".spark")


def remove_unused(warehouse: Warehouse) -> None:
    """Remove the tables that neither the published file nor the previous one shows.

    What was read last is kept for the next build, also if it was not published.
    """
    tables = folder_of(warehouse)
    shown = "".join(map(_views, (warehouse.published, previous_of(warehouse.published))))
    for folder in (*tables.glob("builds/*"), *tables.glob("raw/*")):
        if folder != newest(tables) and quoted(folder)[:-1] + "/" not in shown:
            shutil.rmtree(folder)


def _views(database: Path) -> str:
    if not database.exists():
        return ""
    with duckdb.connect(str(database), read_only=True) as connection:
        views = connection.execute("select sql from duckdb_views()").fetchall()
    return "".join(sql for (sql,) in views)
