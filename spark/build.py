"""A build on Spark: reports are read, models built and judged there, before anyone sees them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from expectations.runner import validate_spark
from expectations.verdict import Verdict
from extract.language import _
from extract.progress import progress_bar
from pipeline import nothing_new, steps, transform
from pipeline.database import opened, previous_of, quoted
from pipeline.errors import WarehouseError
from pipeline.figures import figures_of
from pipeline.run import Run
from pipeline.warehouse import Warehouse
from spark.catalog import add_views, write_catalog
from spark.extraction import load, register
from spark.session import session
from spark.snapshots import newest

# Schemas of tables that dbt makes.
OF_DBT = ("form", "staging", "intermediate", "marts")


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
        WarehouseError: a model, seed or test failed, Spark did, or the published file must not
            be replaced.
    """
    warehouse = run.warehouse
    remove_unused(warehouse)
    warehouse.clear()
    tables = folder_of(warehouse) / "builds" / str(uuid4())
    try:
        with _faults_told():
            verdict = _build_tables(run, raw, tables, cores)
        _write_working_copy(run, tables)
    except BaseException:
        shutil.rmtree(tables, ignore_errors=True)
        raise
    return verdict


def folder_of(warehouse: Warehouse) -> Path:
    """Where the tables of a warehouse are that is built on Spark; no link is part of the path."""
    return warehouse.published.with_suffix(".spark").resolve()


def remove_unused(warehouse: Warehouse) -> None:
    """Remove the tables that neither the published file nor the previous one shows.

    What was read last is kept for the next build, also if it was not published.

    Raises:
        WarehouseError: one of the files is no whole warehouse, or being written to.
    """
    tables = folder_of(warehouse)
    shown = "".join(map(_views, (warehouse.published, previous_of(warehouse.published))))
    for folder in (*tables.glob("builds/*"), *tables.glob("raw/*")):
        if folder != newest(tables) and quoted(folder).rstrip("'") + "/" not in shown:
            shutil.rmtree(folder)


def _build_tables(run: Run, raw: Path, tables: Path, cores: int) -> Verdict:
    warehouse, store = run.warehouse, folder_of(run.warehouse)
    with session(tables, cores) as spark:
        with run.step("extract") as done:
            run.loaded = load(spark, raw, store, warehouse.reviews)
            register(spark, store)
            done(steps.files_told(run.loaded))
        with run.step("transform") as done:
            with progress_bar("transform") as progress:
                result = transform.build(
                    warehouse.working, _dbt_dir(warehouse), cores, progress, "spark"
                )
            done(steps.models_told(result))
        with run.step("validate") as done:
            verdict = validate_spark(spark, warehouse.build_dir)
            done(steps.verdict_told(verdict))
    return verdict


def _write_working_copy(run: Run, tables: Path) -> None:
    warehouse = run.warehouse
    with run.step("catalog") as done:
        schemas = {"raw": newest(folder_of(warehouse))}
        schemas |= {schema: tables / f"{schema}.db" for schema in OF_DBT}
        manifest = _dbt_dir(warehouse) / "manifest.json"
        write_catalog(warehouse.working, schemas, manifest)
        nothing_new.mark(warehouse.working)
        views = add_views(warehouse.working, warehouse.dbt_dir)
        done(_("{views} views added to the tables of Spark").format(views=views))
    run.figures = figures_of(warehouse.working)
    steps.write_docs(run, warehouse.working, warehouse.build_dir / "dbt_docs")


def _dbt_dir(warehouse: Warehouse) -> Path:
    return warehouse.dbt_dir / "spark"


@contextmanager
def _faults_told() -> Iterator[None]:
    """Have what Spark and Java say end a build as other errors do.

    Raises:
        WarehouseError: Spark failed, or did not start.
    """
    try:
        yield
    except (PySparkException, Py4JError) as error:
        cause = str(error).strip().splitlines()[0]
        raise WarehouseError(
            _("Spark failed, or did not start (Java 17 or 21 is needed): {cause}").format(
                cause=cause
            )
        ) from error


def _views(database: Path) -> str:
    if not database.exists():
        return ""
    with opened(database) as connection:
        views = connection.execute("select sql from duckdb_views()").fetchall()
    return "".join(sql for (sql,) in views)
