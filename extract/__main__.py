"""Command line: ``python -m extract``."""

import sys
from functools import partial
from pathlib import Path

import click

from extract import inspection, readers
from extract.companions import CompanionError
from extract.document import UnreadableFileError
from extract.form import read_seed
from extract.help import speaking
from extract.language import _, either, retold
from extract.limits import LimitError
from extract.loader import load
from extract.progress import progress_bar
from extract.raw_folder import RawFolderError, survey
from extract.report import attempt, read_report
from extract.terminal import shown
from extract.workers import read_in_workers


@click.group()
def cli() -> None:
    """Read OGI annual reports and load what they print into DuckDB.

    Every file ends up either in the tables of schema "raw" (files, reports, statements,
    report_tables, cells, paragraphs, claims, notes), each number as printed and with its line in
    the source, or in raw.rejected_files with the reason. Nothing is skipped in silence.
    """


@cli.command("load")
@click.option(
    "--raw",
    type=click.Path(path_type=Path),
    default=Path("warehouse/raw"),
    show_default=True,
    help="Folder of report files, searched with its subfolders.",
)
@click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="DuckDB file to write; made if it does not exist.",
)
@click.option(
    "--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Files at a time."
)
def load_command(raw: Path, database: Path, workers: int) -> None:
    """Bring schema "raw" of a DuckDB file in line with a folder of report files.

    Only new and changed files are parsed; files that are gone leave the tables. An optional
    manifest.csv in the folder (columns path, agency, year, url, region) overrides what a report
    says of itself. A load that was ended is continued by the next.
    """
    try:
        with progress_bar("extract") as progress:
            result = load(
                survey(raw), database, partial(read_in_workers, workers=workers), progress
            )
    except (RawFolderError, LimitError, CompanionError) as error:
        sys.exit(_("error: {message}").format(message=shown(str(error))))
    click.echo(
        _("extract: {files} files, {parsed} parsed, {unchanged} unchanged, {gone} gone").format(
            files=result.files,
            parsed=result.parsed,
            unchanged=result.unchanged,
            gone=result.removed,
        )
    )


@cli.command("inspect", epilog="Example: python -m extract inspect --rows report.html")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rows", is_flag=True, help="Print the rows and cells as they were read, too.")
def inspect_command(file: Path, rows: bool) -> None:
    """Show how one FILE is read, without writing anything.

    Prints what the file says of itself, each table of the form with the values as printed,
    the cells that are absent, blank or ambiguous with their places in the source, what the prose
    claims about the same numbers, and what was odd about the reading. A file that holds no
    readable report is refused with the reason (exit code 1).

    With --rows it begins with the rows as they came out of the file, before any of them was
    matched to the form: look there for a number that is missing.
    """
    name, content = str(file), file.read_bytes()
    out = inspection.console()
    try:
        if rows:
            inspection.print_rows(attempt(readers.read, content), out)
        inspection.print_report(name, attempt(read_report, name, content), out)
    except UnreadableFileError as error:
        reasons = read_seed("rejection_reasons")
        meaning = next(
            row["meaning_zh"] for row in reasons if row["reason_code"] == error.reason_code
        )
        reason = _("{}: {}. {}").format(
            name, either(meaning, error.reason_code), retold(error.reason)
        )
        click.echo(_("error: {message}").format(message=shown(reason)), err=True)
        sys.exit(1)


if __name__ == "__main__":
    speaking(cli)(prog_name="python -m extract")
