"""The steps of a build, each announced with its result and how long it took."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extract.loader import LoadResult, load
from extract.progress import progress_bar
from extract.raw_folder import RawFolder
from extract.workers import read_in_workers
from pipeline import nothing_new, transform
from pipeline.errors import RefusedError
from pipeline.figures import figures_of
from pipeline.run import Run

if TYPE_CHECKING:
    from expectations.verdict import Verdict


def is_nothing_new(run: Run, folder: RawFolder, code: str) -> bool:
    """Whether a build would publish what is published already; if so, say it and clear up.

    Args:
        run: the build.
        folder: the folder of reports as it is now.
        code: digest of the code as it is now.

    Raises:
        WarehouseError: the published file must not be built on.
    """
    with run.step("extract") as done:
        if not nothing_new.is_nothing_new(run.warehouse, folder, code):
            return False
        run.warehouse.clear()
        count = len(folder.files)
        run.loaded = LoadResult(files=count, parsed=0, unchanged=count, removed=0)
        run.figures = figures_of(run.warehouse.published)
        run.outcome = "nothing_new"
        done(f"{count:,} files, nothing new since the last build")
    return True


def extract(run: Run, folder: RawFolder, workers: int) -> None:
    """Make a working copy and bring it in line with a folder of report files.

    Raises:
        WarehouseError: the published file must not be built on.
    """
    with run.step("extract") as done:
        run.warehouse.start()
        with progress_bar("extract") as progress:
            read = partial(read_in_workers, workers=workers)
            result = run.loaded = load(folder, run.warehouse.working, read, progress)
        nothing_new.mark(run.warehouse.working)
        done(
            f"{result.files:,} files: {result.parsed:,} read, {result.unchanged:,} unchanged, "
            f"{result.removed:,} gone"
        )


def build_models(run: Run, threads: int) -> None:
    """Build, test and document the dbt models of the working copy.

    Raises:
        WarehouseError: a model, seed or test failed.
    """
    warehouse = run.warehouse
    with run.step("transform") as done:
        with progress_bar("transform") as progress:
            result = transform.build(warehouse.working, warehouse.dbt_dir, threads, progress)
        done(f"{result.relations} tables and views built, {result.tests} tests passed")
    write_docs(run, warehouse.working, warehouse.build_dir / "dbt_docs")
    warehouse.mark_transformed()


def write_docs(run: Run, database: Path, output_dir: Path) -> None:
    """Write the dbt docs of a built DuckDB file of the warehouse."""
    with run.step("docs") as done:
        transform.write_docs(database, run.warehouse.dbt_dir, output_dir)
        done("dbt docs written")


def validate(run: Run) -> "Verdict":
    """Judge the working copy with Great Expectations.

    Raises:
        WarehouseError: its models are missing or older than its raw tables.
    """
    from expectations.runner import validate as judge

    run.warehouse.check_transformed()
    with run.step("validate") as done:
        verdict = judge(run.warehouse.working, run.warehouse.build_dir)
        run.figures = figures_of(run.warehouse.working)
        done(f"{verdict.evaluated} expectations, {len(verdict.failures)} not met")
    return verdict


def write_site(run: Run, database: Path) -> None:
    """Write the pages of a built DuckDB file of the warehouse into the build folder."""
    from website.build import write_site as write

    with run.step("site") as done:
        with progress_bar("site") as progress:
            site = write(database, run.warehouse.build_dir / "site", progress)
        done(f"{site.reports:,} reports on {site.pages:,} pages")


def refuse_if_blocked(run: Run, verdict: "Verdict", strict: bool) -> None:
    """Stop before publishing what must not be published.

    Raises:
        RefusedError: a critical check failed or, if strict, a warning was found; names each.
    """
    if not verdict.blocks(strict):
        return
    blocking = [*verdict.of("critical"), *(verdict.of("warning") if strict else ())]
    lines = [f"not published, {run.warehouse.published} is as it was:"]
    lines += [f"  {failure.severity}: {failure.description_en}" for failure in blocking]
    lines.append(f"see {run.warehouse.build_dir / 'data_docs' / 'index.html'}")
    raise RefusedError("\n".join(lines))
