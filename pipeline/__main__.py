"""Command line: ``python -m pipeline``."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
import duckdb
from rich.console import Console

from extract.companions import VERDICTS
from extract.progress import progress_bar
from extract.raw_folder import RawFolder, survey
from pipeline import reviews, serve, steps
from pipeline.journal import OF_USERS, Journal, UnforeseenError
from pipeline.lock import locked
from pipeline.soundness import check_published
from pipeline.summary import print_summary
from pipeline.warehouse import Warehouse, WarehouseError

LOG_WIDTH = 120  # characters

raw_option = click.option(
    "--raw",
    type=click.Path(path_type=Path),
    default=Path("warehouse/raw"),
    show_default=True,
    help="Folder of report files.",
)
warehouse_option = click.option(
    "--warehouse",
    "published",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("warehouse/ogi.duckdb"),
    show_default=True,
    help="The published DuckDB file; docs are written beside it.",
)
threads_option = click.option(
    "--threads",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Files read and models built at a time.",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Do not publish if a warning is found in any report."
)


@click.group()
def cli() -> None:
    r"""Build a warehouse of OGI annual reports: write, audit, publish.

    A build works on a copy and replaces the published file only after the audit; whatever
    happens to it, the last good warehouse stays as it is.

    \b
    Exit codes:
      0    published, or nothing new to publish
      1    failed: reports, disk, rights or a damaged file; the message says which
      2    wrong usage
      3    refused by the audit
      4    another build is at work on the warehouse
      130  stopped with Ctrl-C
    """


@cli.command()
@raw_option
@warehouse_option
@threads_option
@strict_option
@click.option("--full", is_flag=True, help="Build all models also where nothing is new.")
def build(raw: Path, published: Path, threads: int, strict: bool, full: bool) -> None:
    """Do everything: extract, transform, validate, docs, publish, and print what was found.

    Where neither a report nor the project has changed since the last build, that is said and
    nothing is built. Beside the warehouse are run.json, what this build did, and build.log.
    """
    asked = {"raw": str(raw), "warehouse": str(published), "strict": strict, "full": full}
    console = _console()
    with _at_work(published, "build") as (warehouse, journal):
        try:
            with journal.written(asked):
                folder = _surveyed(warehouse, raw)
                if strict or full or not steps.is_nothing_new(warehouse, journal, folder):
                    _build(warehouse, journal, folder, threads, strict)
                journal.note_findings(warehouse.published)
        except steps.RefusedError:
            print_summary(warehouse.working, console)
            raise
        # the journal is written: a reader of this may close the pipe
        print_summary(warehouse.published, console)
        _print_places(warehouse, console)


def _build(
    warehouse: Warehouse, journal: Journal, folder: RawFolder, threads: int, strict: bool
) -> None:
    steps.extract(warehouse, journal, folder, threads)
    steps.build_models(warehouse, journal, threads)
    verdict = steps.validate(warehouse, journal)
    if verdict.blocks(strict):
        journal.note_findings(warehouse.working)
    steps.refuse_if_blocked(warehouse, verdict, strict)
    warehouse.publish()


@cli.command()
@raw_option
@warehouse_option
@threads_option
def extract(raw: Path, published: Path, threads: int) -> None:
    """Read new and changed report files into a working copy of the warehouse."""
    with _at_work(published, "extract") as (warehouse, journal):
        steps.extract(warehouse, journal, _surveyed(warehouse, raw), threads)


@cli.command("transform")
@warehouse_option
@threads_option
def transform_command(published: Path, threads: int) -> None:
    """Build, test and document the dbt models in the working copy."""
    with _at_work(published, "transform") as (warehouse, journal):
        warehouse.check_started()
        steps.build_models(warehouse, journal, threads)


@cli.command()
@warehouse_option
@strict_option
def validate(published: Path, strict: bool) -> None:
    """Judge the working copy with Great Expectations."""
    with _at_work(published, "validate") as (warehouse, journal):
        warehouse.check_started()
        steps.refuse_if_blocked(warehouse, steps.validate(warehouse, journal), strict)


@cli.command()
@warehouse_option
@strict_option
def publish(published: Path, strict: bool) -> None:
    """Judge the working copy once more and, if it passes, publish it."""
    with _at_work(published, "publish") as (warehouse, journal):
        warehouse.check_started()
        steps.refuse_if_blocked(warehouse, steps.validate(warehouse, journal), strict)
        warehouse.publish()
        _print_places(warehouse, _console())


@cli.command()
@warehouse_option
def docs(published: Path) -> None:
    """Write the dbt docs of the published warehouse as one self-contained HTML file."""
    with _at_work(published, "docs") as (warehouse, journal):
        database = _existing(published)
        steps.write_docs(warehouse, journal, database, published.parent / "dbt_docs")


@cli.command("review", epilog="Example: python -m pipeline review a.txt T3-02 granted dismissed")
@click.argument("report")
@click.argument("rule")
@click.argument("instance")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option("--reason", default="", help="Why, in your words.")
@click.option("--reviewer", default="", help="Who says so.")
@warehouse_option
def review_command(published: Path, **of_review: str) -> None:
    """Record your verdict on a finding in reviews.csv beside the warehouse.

    REPORT is a file's path in the raw folder, or a report_id; RULE and INSTANCE are as in
    marts.fct_rule_results. The verdict holds in later builds as long as both sides of the rule
    stay as they are. A dismissed finding counts no longer as a contradiction.
    """
    with _errors():
        warehouse = Warehouse(_existing(published))
        review = reviews.Review(**of_review | {"rule": of_review["rule"].upper()})
        reviews.record(warehouse, review, date.today())
        click.echo(
            f"{warehouse.reviews}: {review.rule} {review.instance} of {review.report} "
            f"{review.verdict}; it counts from the next make build on"
        )


@cli.command()
@warehouse_option
def sql(published: Path) -> None:
    """Open a SQL prompt on the published warehouse, read-only."""
    with _errors():
        prompt = Path(sys.executable).with_name("duckdb")
        os.execv(prompt, [prompt.name, "-readonly", str(_existing(published))])


@cli.command("export")
@warehouse_option
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write; replaced if it is an earlier export.  [default: export beside the "
    "warehouse file]",
)
def export_command(published: Path, folder: Path | None) -> None:
    """Write every mart as Parquet and CSV, and one row a report as a spreadsheet."""
    from pipeline.export import export

    with _errors():
        folder = folder or published.parent / "export"
        with Journal(published.parent).step("export") as done:
            with progress_bar("export") as progress:
                result = export(_existing(published), folder, progress)
            done(f"{result.marts} marts, {result.reports:,} reports in the spreadsheet")
        for notice in result.notices:
            click.echo(f"\n{notice}")
        click.echo(f"\nfolder     {folder}")


@cli.command("serve")
@warehouse_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve_command(published: Path, port: int) -> None:
    """Serve the dbt docs and Data Docs to browsers on this machine. Stop with Ctrl-C."""
    with _errors():
        _existing(published)
        with serve.server(published.parent, port) as server:
            click.echo(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C stops)")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                click.echo()


def _console() -> Console:
    """The terminal in its own width, or a log file in a width that keeps rules on few lines."""
    return Console() if sys.stdout.isatty() else Console(width=LOG_WIDTH)


@contextmanager
def _errors() -> Iterator[None]:
    """Turns what a user can mend into a message without a traceback."""
    try:
        yield
    except (*OF_USERS, UnforeseenError, duckdb.Error, OSError) as error:
        message = click.ClickException(str(error))
        message.exit_code = getattr(error, "exit_code", 1)
        raise message from error
    except KeyboardInterrupt:
        click.echo("stopped; the warehouse is as it was", err=True)
        sys.exit(130)


@contextmanager
def _at_work(published: Path, command: str) -> Iterator[tuple[Warehouse, Journal]]:
    """Holds a warehouse for a command that writes; nobody else builds it meanwhile."""
    with _errors():
        warehouse = Warehouse(published)
        journal = Journal(published.parent)
        with locked(warehouse, command), journal.logged(command):
            yield warehouse, journal


def _surveyed(warehouse: Warehouse, raw: Path) -> RawFolder:
    warehouse.check_outside(raw)
    check_published(warehouse)
    return survey(raw, warehouse.reviews)


def _existing(published: Path) -> Path:
    if not published.exists():
        raise WarehouseError(f"{published}: nothing published there yet; run make build.")
    return published


def _print_places(warehouse: Warehouse, console: Console) -> None:
    folder = warehouse.published.parent
    console.print()
    for name, place in {
        "warehouse": warehouse.published,
        "dbt docs": folder / "dbt_docs" / "index.html",
        "Data Docs": folder / "data_docs" / "index.html",
    }.items():
        console.print(f"{name:10} {place}", markup=False, highlight=False, soft_wrap=True)
    default = Path("warehouse/ogi.duckdb")
    suffix = (
        ""
        if warehouse.published == default
        else f" WAREHOUSE={shlex.quote(str(warehouse.published))}"
    )
    console.print(f"\nnext: make sql{suffix}", markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    cli(prog_name="python -m pipeline")
