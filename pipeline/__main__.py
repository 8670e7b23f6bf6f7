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

from extract.companions import VERDICTS, CompanionError
from extract.limits import LimitError
from extract.progress import progress_bar
from extract.raw_folder import RawFolderError
from extract.terminal import shown
from pipeline import reviews, serve, steps
from pipeline.summary import print_summary
from pipeline.warehouse import Warehouse, WarehouseError

LOG_WIDTH = 120  # characters
# What the user can mend.
OF_USERS = (WarehouseError, RawFolderError, LimitError, CompanionError)

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
    """Build a warehouse of OGI annual reports: write, audit, publish.

    A build works on a copy and replaces the published file only after the audit. Exit codes:
    0 published; 1 not published, the last good warehouse is untouched; 2 wrong usage.
    """


@cli.command()
@raw_option
@warehouse_option
@threads_option
@strict_option
def build(raw: Path, published: Path, threads: int, strict: bool) -> None:
    """Do everything: extract, transform, validate, docs, publish, and print what was found."""
    with _errors():
        warehouse = Warehouse(published)
        steps.extract(warehouse, raw, threads)
        steps.build_models(warehouse, threads)
        verdict = steps.validate(warehouse)
        console = _console()
        if verdict.blocks(strict):
            print_summary(warehouse.working, console)
        steps.refuse_if_blocked(warehouse, verdict, strict)
        warehouse.publish()  # before the summary: a reader of it may close the pipe
        print_summary(warehouse.published, console)
        _print_places(warehouse, console)


@cli.command()
@raw_option
@warehouse_option
@threads_option
def extract(raw: Path, published: Path, threads: int) -> None:
    """Read new and changed report files into a working copy of the warehouse."""
    with _errors():
        steps.extract(Warehouse(published), raw, threads)


@cli.command("transform")
@warehouse_option
@threads_option
def transform_command(published: Path, threads: int) -> None:
    """Build, test and document the dbt models in the working copy."""
    with _errors():
        steps.build_models(_started(published), threads)


@cli.command()
@warehouse_option
@strict_option
def validate(published: Path, strict: bool) -> None:
    """Judge the working copy with Great Expectations."""
    with _errors():
        warehouse = _started(published)
        steps.refuse_if_blocked(warehouse, steps.validate(warehouse), strict)


@cli.command()
@warehouse_option
@strict_option
def publish(published: Path, strict: bool) -> None:
    """Judge the working copy once more and, if it passes, publish it."""
    with _errors():
        warehouse = _started(published)
        steps.refuse_if_blocked(warehouse, steps.validate(warehouse), strict)
        warehouse.publish()
        _print_places(warehouse, _console())


@cli.command()
@warehouse_option
def docs(published: Path) -> None:
    """Write the dbt docs of the published warehouse as one self-contained HTML file."""
    with _errors():
        database = _existing(published)
        steps.write_docs(Warehouse(published), database, published.parent / "dbt_docs")


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
        recorded = f"{review.rule} {review.instance} of {review.report} {review.verdict}"
        click.echo(f"{warehouse.reviews}: {shown(recorded)}; it counts from the next make build on")


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
        with steps.step("export") as done:
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
    """Turns what a user can mend into a message without a traceback, exit code 1."""
    try:
        yield
    except (
        WarehouseError,
        RawFolderError,
        LimitError,
        CompanionError,
        duckdb.Error,
        OSError,
    ) as error:
        # many a message quotes a file
        lines = map(shown, str(error).split("\n"))
        raise click.ClickException("\n".join(lines)) from error


def _started(published: Path) -> Warehouse:
    warehouse = Warehouse(published)
    if not warehouse.working.exists():
        raise WarehouseError(f"{warehouse.working}: no build under way; run make extract first.")
    return warehouse


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
