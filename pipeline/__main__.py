"""Command line: ``python -m pipeline``."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from uuid import uuid4

import click
from filelock import FileLock

from expectations.verdict import Verdict
from extract.companions import VERDICTS
from extract.help import speaking
from extract.inspection import console
from extract.language import _, either
from extract.progress import progress_bar
from extract.raw_folder import RawFolder, survey
from extract.terminal import padded, shown
from pipeline import reviews, serve, steps
from pipeline.check import Template, filled, print_findings
from pipeline.database import is_half_loaded, quoted
from pipeline.errors import CAUSES, TO_CORRECT, WarehouseError, endings, uninterrupted
from pipeline.nothing_new import code_digest, is_as_published, write_stamp
from pipeline.run import Run, at_work, recorded
from pipeline.summary import print_summary
from pipeline.terminal import Terminal
from pipeline.warehouse import Warehouse

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
    help="Files read at a time; on Spark, models built at a time, too.",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Do not publish if a warning is found in any report."
)


@click.group()
def cli() -> None:
    """Build a warehouse of OGI annual reports: write, audit, publish.

    A build works on a copy and replaces the published file only after the audit. Exit codes:

    \b
      0  published, or there was nothing new
      1  failed: input, disk, rights or a damaged file; the published warehouse is as it was
      2  wrong usage
      3  refused by the audit; the published warehouse is as it was
      4  another command works on the warehouse
      5  checked, and something is to be corrected
    130  ended by Ctrl-C (SIGINT)
    143  ended by SIGTERM
    """  # noqa: D301 - click leaves the lines after a backspace as they are


@cli.command()
@raw_option
@warehouse_option
@threads_option
@strict_option
@click.option("--full", is_flag=True, help="Build everything also where nothing is new.")
@click.option(
    "--target",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="The engine that reads and models. What Spark wrote is published as a DuckDB file of "
    "views on it.",
)
def build(
    *, raw: Path, published: Path, threads: int, strict: bool, full: bool, target: str
) -> None:
    """Do everything: extract, transform, validate, docs, site, publish, and print what was found.

    Where neither a report nor the program has changed since the last build, that is said and
    nothing is built; a strict build always is, for its audit, and so is one on Spark. How it ended
    is in run.json beside the warehouse, and in build.log.
    """
    with endings():
        warehouse = Warehouse(published)
        warehouse.check_outside(raw)
        options = {"threads": threads, "strict": strict, "full": full, "target": target}
        with at_work(warehouse, "build") as run, recorded(run, raw, options):
            code = code_digest()
            if target == "spark":
                _publish_if_allowed(run, _built_on_spark(run, raw, threads), strict, code)
            else:
                folder = survey(raw, warehouse.reviews)
                if strict or full or not steps.is_nothing_new(run, folder, code):
                    _publish_if_allowed(run, _built(run, folder, threads), strict, code)
        print_summary(published, run.figures, run.terminal)
        _print_places(run)


def _built(run: Run, folder: RawFolder, threads: int) -> Verdict:
    steps.extract(run, folder, threads)
    steps.build_models(run, threads)
    return steps.validate(run)


def _built_on_spark(run: Run, raw: Path, cores: int) -> Verdict:
    try:
        from spark.build import build
    except ImportError as error:
        raise WarehouseError(
            _("Spark is not installed; make build TARGET=spark installs it ({error}).").format(
                error=error
            )
        ) from error
    return build(run, raw, cores)


def _publish_if_allowed(run: Run, verdict: Verdict, strict: bool, code: str) -> None:
    """Publish what was built, if the verdict on it allows."""
    if verdict.blocks(strict):
        print_summary(run.warehouse.working, run.figures, run.terminal)
    steps.refuse_if_blocked(run, verdict, strict)
    steps.write_site(run, run.warehouse.working)
    with uninterrupted():
        run.warehouse.publish()
        if code == code_digest():  # nobody worked on it meanwhile
            write_stamp(run.warehouse, code)


@cli.command()
@raw_option
@warehouse_option
@threads_option
def extract(raw: Path, published: Path, threads: int) -> None:
    """Read new and changed report files into a working copy of the warehouse."""
    with endings():
        warehouse = Warehouse(published)
        warehouse.check_outside(raw)
        with at_work(warehouse, "extract") as run:
            steps.extract(run, survey(raw, warehouse.reviews), threads)


@cli.command("transform")
@warehouse_option
@threads_option
def transform_command(published: Path, threads: int) -> None:
    """Build, test and document the dbt models in the working copy."""
    with _going_on(published, "transform") as run:
        steps.build_models(run, threads)


@cli.command()
@warehouse_option
@strict_option
def validate(published: Path, strict: bool) -> None:
    """Judge the working copy with Great Expectations."""
    with _going_on(published, "validate") as run:
        steps.refuse_if_blocked(run, steps.validate(run), strict)


@cli.command()
@warehouse_option
@strict_option
def publish(published: Path, strict: bool) -> None:
    """Judge the working copy once more and, if it passes, publish it."""
    with _going_on(published, "publish") as run:
        steps.refuse_if_blocked(run, steps.validate(run), strict)
        steps.write_site(run, run.warehouse.working)
        with uninterrupted():
            run.warehouse.publish()
        _print_places(run)


@cli.command()
@warehouse_option
def docs(published: Path) -> None:
    """Write the dbt docs of the published warehouse as one self-contained HTML file."""
    with endings(), at_work(Warehouse(_existing(published)), "docs") as run:
        code = code_digest()
        is_stamped = is_as_published(run.warehouse, code)
        with run.warehouse.copied() as copy:  # dbt opens what it documents for writing
            steps.write_docs(run, copy, published.parent / "dbt_docs")
        if is_stamped:  # dbt writes the time into its docs; that is no reason to build
            write_stamp(run.warehouse, code)


@cli.command()
@warehouse_option
def site(published: Path) -> None:
    """Write the pages of the published warehouse, for browsers, with or without a network."""
    with endings(), at_work(Warehouse(_existing(published)), "site") as run:
        steps.write_site(run, published)
        with uninterrupted():
            run.warehouse.publish_product("site")
        _print_places(run)


@cli.command("review", epilog="Example: python -m pipeline review a.txt T3-02 granted dismissed")
@click.argument("report")
@click.argument("rule")
@click.argument("instance")
@click.argument("verdict", type=click.Choice(VERDICTS), metavar="VERDICT")
@click.option("--reason", default="", help="Why, in your words.")
@click.option("--reviewer", default="", help="Who says so.")
@warehouse_option
def review_command(published: Path, **of_review: str) -> None:
    """Record your verdict on a finding in reviews.csv beside the warehouse.

    REPORT is a file's path in the raw folder, or a report_id; RULE and INSTANCE are as in
    marts.fct_rule_results; VERDICT is confirmed or dismissed. It holds in later builds as long as
    both sides of the rule stay as they are. A dismissed finding counts no longer as a
    contradiction.
    """
    with endings():
        warehouse = Warehouse(_existing(published))
        review = reviews.Review(**of_review | {"rule": of_review["rule"].upper()})
        reviews.record(warehouse, review, date.today())
        said = _("{rule} {instance} of {report} {verdict}").format(**asdict(review))
        click.echo(
            _("{path}: {review}; it counts from the next make build on").format(
                path=warehouse.reviews, review=shown(said)
            )
        )


@cli.command("check")
@click.argument("files", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page to write.  [default: check.html beside the warehouse file]",
)
@warehouse_option
@threads_option
def check_command(files: Path, page: Path | None, published: Path, threads: int) -> None:
    """Print the findings on a report file, or on a folder of them, and draw them on a page.

    For those who look a report over before it is published: by the rules of every build, in
    seconds. The first time it takes longer, to build a warehouse without reports. The page is one
    file, with the form as it was filled in and what is wrong marked; nothing else is kept. Exit
    code 5 if a file is not checked, or a warning found.
    """
    from website.build import write_check

    with endings():
        folder = published.parent / ".check"
        folder.mkdir(parents=True, exist_ok=True)
        template = Template(folder / "template", code_digest())
        with TemporaryDirectory() as copy:
            with FileLock(folder / "lock"):
                if not template.is_ready:
                    with progress_bar("prepare") as progress:
                        template.make(threads, progress)
                template.copy_to(Path(copy))
            with filled(Path(copy), files, threads) as connection:
                checked = print_findings(connection, console())
                write_check(connection, page := page or published.parent / "check.html")
        click.echo(
            _(
                "reports checked {reports:,}, superseded {superseded:,}, "
                "files not read {rejected:,}, warnings {warnings:,}"
            ).format(**asdict(checked))
        )
        click.echo(_("page: {path}").format(path=page))
    raise SystemExit(0 if checked.is_in_order else TO_CORRECT)


@cli.command()
@warehouse_option
def sql(published: Path) -> None:
    """Open a SQL prompt on the published warehouse, read-only."""
    with endings():
        prompt = Path(sys.executable).with_name("duckdb")
        spill = Path(gettempdir()) / f"ogi-{uuid4().hex}"  # its own: see `database_settings`
        settings = f"set temp_directory = {quoted(spill)}"
        os.execv(prompt, [prompt.name, "-readonly", "-cmd", settings, str(_existing(published))])


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

    with endings():
        folder = folder or published.parent / "export"
        with Terminal().step("export") as done:
            with progress_bar("export") as progress:
                result = export(_existing(published), folder, progress)
            done(
                _("{marts} marts, {reports:,} reports in the spreadsheet").format(
                    marts=result.marts, reports=result.reports
                )
            )
        for notice in result.notices:
            zh = notice.splitlines()[0]  # the English is below it
            click.echo(f"\n{either(zh, notice)}")
        click.echo("\n" + padded(_("folder"), 10) + f" {folder}")


@cli.command("serve")
@warehouse_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve_command(published: Path, port: int) -> None:
    """Serve the site, dbt docs and Data Docs to browsers on this machine. Stop with Ctrl-C."""
    with endings():
        _existing(published)
        try:
            server = serve.server(published.parent, port)
        except OSError as error:
            raise WarehouseError(
                _("port {port}: {error}; choose another (PORT=).").format(
                    port=port, error=CAUSES.get(error.strerror, error.strerror)
                )
            ) from error
        with server:
            address = f"http://127.0.0.1:{server.server_port}/"
            click.echo(_("{address}  (Ctrl-C stops)").format(address=address))
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                click.echo()


@contextmanager
def _going_on(published: Path, command: str) -> Iterator[Run]:
    """Work on from the working copy that `extract` made."""
    with endings(), at_work(Warehouse(published), command) as run:
        working = run.warehouse.working
        if not working.exists() or is_half_loaded(working):
            raise WarehouseError(
                _(
                    "{path}: no build under way, or reports not read to the end; "
                    "run make extract first."
                ).format(path=working)
            )
        yield run


def _existing(published: Path) -> Path:
    if not published.exists():
        raise WarehouseError(
            _("{path}: nothing published there yet; run make build.").format(path=published)
        )
    return published


def _print_places(run: Run) -> None:
    published, say = run.warehouse.published, run.terminal.say
    say("")
    for name, place in (
        (_("warehouse"), published),
        (_("site"), published.parent / "site" / "index.html"),
        (_("dbt docs"), published.parent / "dbt_docs" / "index.html"),
        (_("Data Docs"), published.parent / "data_docs" / "index.html"),
    ):
        say(f"{padded(name, 10)} {place}")
    is_default = published == Path("warehouse/ogi.duckdb")
    suffix = "" if is_default else f" WAREHOUSE={shlex.quote(str(published))}"
    say("\n" + _("next: {command}").format(command=f"make sql{suffix}"))


if __name__ == "__main__":
    speaking(cli)(prog_name="python -m pipeline")
