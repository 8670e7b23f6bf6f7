"""The steps of a build, each announced with its result and how long it took."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extract.loader import is_loaded, load
from extract.progress import progress_bar
from extract.raw_folder import RawFolder
from extract.workers import read_in_workers
from pipeline import transform
from pipeline.journal import Journal
from pipeline.warehouse import Warehouse, WarehouseError

if TYPE_CHECKING:
    from expectations.verdict import Verdict


class RefusedError(WarehouseError):
    """A working copy that the audit does not let through."""

    exit_code = 3


def is_nothing_new(warehouse: Warehouse, journal: Journal, folder: RawFolder) -> bool:
    """Whether a build would publish what is published already; if so, says it."""
    with journal.step("extract") as done:
        nothing_new = warehouse.is_up_to_date() and is_loaded(folder, warehouse.published)
        if nothing_new:
            journal.record["outcome"] = "nothing_new"
            done(f"{len(folder.files):,} files, nothing new since the last build")
    return nothing_new


def extract(warehouse: Warehouse, journal: Journal, folder: RawFolder, workers: int) -> None:
    """Make a working copy and bring it in line with a folder of report files."""
    with journal.step("extract") as done:
        warehouse.start()
        with progress_bar("extract") as progress:
            read = partial(read_in_workers, workers=workers)
            result = load(folder, warehouse.working, read, progress)
        journal.record |= {
            "files": result.files,
            "files_read": result.parsed,
            "files_unchanged": result.unchanged,
            "files_gone": result.removed,
        }
        done(
            f"{result.files:,} files: {result.parsed:,} read, {result.unchanged:,} unchanged, "
            f"{result.removed:,} gone"
        )


def build_models(warehouse: Warehouse, journal: Journal, threads: int) -> None:
    """Build, test and document the dbt models of the working copy.

    Raises:
        WarehouseError: a model, seed or test failed.
    """
    with journal.step("transform") as done:
        with progress_bar("transform") as progress:
            result = transform.build(warehouse.working, warehouse.dbt_dir, threads, progress)
        done(f"{result.relations} tables and views built, {result.tests} tests passed")
    write_docs(warehouse, journal, warehouse.working, warehouse.build_dir / "dbt_docs")
    warehouse.mark_transformed()


def write_docs(warehouse: Warehouse, journal: Journal, database: Path, output_dir: Path) -> None:
    """Write the dbt docs of a built DuckDB file of the warehouse."""
    with journal.step("docs") as done:
        transform.write_docs(database, warehouse.dbt_dir, output_dir)
        done("dbt docs written")


def validate(warehouse: Warehouse, journal: Journal) -> "Verdict":
    """Judge the working copy with Great Expectations.

    Raises:
        WarehouseError: its models are missing or older than its raw tables.
    """
    from expectations.runner import validate as judge

    warehouse.check_transformed()
    with journal.step("validate") as done:
        verdict = judge(warehouse.working, warehouse.build_dir)
        done(f"{verdict.evaluated} expectations, {len(verdict.failures)} not met")
    return verdict


def refuse_if_blocked(warehouse: Warehouse, verdict: "Verdict", strict: bool) -> None:
    """Stop before publishing what must not be published.

    Raises:
        RefusedError: a critical check failed or, if strict, a warning was found; names each.
    """
    if not verdict.blocks(strict):
        return
    blocking = [*verdict.of("critical"), *(verdict.of("warning") if strict else ())]
    lines = [f"not published, {warehouse.published} is as it was:"]
    lines += [f"  {failure.severity}: {failure.description_en}" for failure in blocking]
    lines.append(f"see {warehouse.build_dir / 'data_docs' / 'index.html'}")
    raise RefusedError("\n".join(lines))
