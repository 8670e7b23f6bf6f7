"""The steps of a build, each announced with its result and how long it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.loader import load
from extract.progress import progress_bar
from extract.raw_folder import survey
from extract.workers import read_in_workers
from pipeline import transform
from pipeline.warehouse import Warehouse, WarehouseError

if TYPE_CHECKING:
    from expectations.verdict import Verdict


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Gives a function that announces a step's result, and the seconds it took."""
    start = time.monotonic()
    yield lambda result: click.echo(f"{name:10} {result} ({time.monotonic() - start:.1f} s)")


def extract(warehouse: Warehouse, raw: Path, workers: int) -> None:
    """Make a working copy and bring it in line with a folder of report files.

    Raises:
        WarehouseError: the warehouse lies in that folder.
        RawFolderError: the folder is missing or holds no file.
        CompanionError: a CSV file kept beside the reports is malformed.
    """
    warehouse.check_outside(raw)
    warehouse.start()
    with step("extract") as done:
        with progress_bar("extract") as progress:
            folder = survey(raw, warehouse.reviews)
            read = partial(read_in_workers, workers=workers)
            result = load(folder, warehouse.working, read, progress)
        done(
            f"{result.files:,} files: {result.parsed:,} read, {result.unchanged:,} unchanged, "
            f"{result.removed:,} gone"
        )


def build_models(warehouse: Warehouse, threads: int) -> None:
    """Build, test and document the dbt models of the working copy.

    Raises:
        WarehouseError: a model, seed or test failed.
    """
    with step("transform") as done:
        with progress_bar("transform") as progress:
            result = transform.build(warehouse.working, warehouse.dbt_dir, threads, progress)
        done(f"{result.relations} tables and views built, {result.tests} tests passed")
    write_docs(warehouse, warehouse.working, warehouse.build_dir / "dbt_docs")
    warehouse.mark_transformed()


def write_docs(warehouse: Warehouse, database: Path, output_dir: Path) -> None:
    """Write the dbt docs of a built DuckDB file of the warehouse."""
    with step("docs") as done:
        transform.write_docs(database, warehouse.dbt_dir, output_dir)
        done("dbt docs written")


def validate(warehouse: Warehouse) -> "Verdict":
    """Judge the working copy with Great Expectations.

    Raises:
        WarehouseError: its models are missing or older than its raw tables.
    """
    from expectations.runner import validate as judge

    warehouse.check_transformed()
    with step("validate") as done:
        verdict = judge(warehouse.working, warehouse.build_dir)
        done(f"{verdict.evaluated} expectations, {len(verdict.failures)} not met")
    return verdict


def refuse_if_blocked(warehouse: Warehouse, verdict: "Verdict", strict: bool) -> None:
    """Stop before publishing what must not be published.

    Raises:
        WarehouseError: a critical check failed or, if strict, a warning was found; names each.
    """
    if not verdict.blocks(strict):
        return
    blocking = [*verdict.of("critical"), *(verdict.of("warning") if strict else ())]
    lines = [f"not published, {warehouse.published} is as it was:"]
    lines += [f"  {failure.severity}: {failure.description_en}" for failure in blocking]
    lines.append(f"see {warehouse.build_dir / 'data_docs' / 'index.html'}")
    raise WarehouseError("\n".join(lines))
