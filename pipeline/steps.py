"""The steps of a build, each announced with its result and how long it took."""

from functools import partial
from pathlib import Path

from expectations.verdict import Verdict, in_words
from extract.language import Message, _, either, joined
from extract.loader import LoadResult, load
from extract.progress import progress_bar
from extract.raw_folder import RawFolder
from extract.workers import read_in_workers
from pipeline import nothing_new, transform
from pipeline.errors import RefusedError
from pipeline.figures import figures_of
from pipeline.run import Run


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
        done(_("{files:,} files, nothing new since the last build").format(files=count))
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
        done(files_told(result))


def files_told(result: LoadResult) -> Message:
    """What became of the files, in one line."""
    return _("{files:,} files: {read:,} read, {unchanged:,} unchanged, {gone:,} gone").format(
        files=result.files,
        read=result.parsed,
        unchanged=result.unchanged,
        gone=result.removed,
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
        done(models_told(result))
    write_docs(run, warehouse.working, warehouse.build_dir / "dbt_docs")
    warehouse.mark_transformed()


def models_told(result: transform.TransformResult) -> Message:
    """What was built, in one line."""
    return _("{relations} tables and views built, {tests} tests passed").format(
        relations=result.relations, tests=result.tests
    )


def write_docs(run: Run, database: Path, output_dir: Path) -> None:
    """Write the dbt docs of a built DuckDB file of the warehouse."""
    with run.step("docs") as done:
        transform.write_docs(database, run.warehouse.dbt_dir, output_dir)
        done(_("dbt docs written"))


def validate(run: Run) -> Verdict:
    """Judge the working copy with Great Expectations.

    Raises:
        WarehouseError: its models are missing or older than its raw tables.
    """
    from expectations.runner import validate as judge

    run.warehouse.check_transformed()
    with run.step("validate") as done:
        verdict = judge(run.warehouse.working, run.warehouse.build_dir)
        run.figures = figures_of(run.warehouse.working)
        done(verdict_told(verdict))
    return verdict


def verdict_told(verdict: Verdict) -> Message:
    """What the audit found, in one line."""
    return _("{evaluated} expectations, {failed} not met").format(
        evaluated=verdict.evaluated, failed=len(verdict.failures)
    )


def write_site(run: Run, database: Path) -> None:
    """Write the pages of a built DuckDB file of the warehouse into the build folder."""
    from website.build import write_site as write

    with run.step("site") as done:
        with progress_bar("site") as progress:
            site = write(database, run.warehouse.build_dir / "site", progress)
        done(
            _("{reports:,} reports on {pages:,} pages").format(
                reports=site.reports, pages=site.pages
            )
        )


def refuse_if_blocked(run: Run, verdict: Verdict, strict: bool) -> None:
    """Stop before publishing what must not be published.

    Raises:
        RefusedError: a critical check failed or, if strict, a warning was found; names each.
    """
    if not verdict.blocks(strict):
        return
    blocking = [*verdict.of("critical"), *(verdict.of("warning") if strict else ())]
    lines = [_("not published, {path} is as it was:").format(path=run.warehouse.published)]
    for failure in blocking:
        must_hold = either(failure.description_zh, failure.description_en)
        line = _("  {severity}: {must_hold}")
        lines.append(line.format(severity=in_words(failure.severity), must_hold=must_hold))
    page = run.warehouse.build_dir / "data_docs" / "index.html"
    lines.append(_("see {page}").format(page=page))
    raise RefusedError(joined("\n", lines))
