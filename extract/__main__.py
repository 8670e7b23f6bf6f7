"""Command line: ``python -m extract``."""

import sys
from pathlib import Path

import click

from extract.loader import RawFolderError, load
from extract.progress import progress_bar


@click.group()
def cli() -> None:
    """Read OGI annual reports and load what they print into DuckDB.

    Every file ends up either in the tables of schema "raw" (files, reports, statements,
    report_tables, cells, paragraphs), each number as printed and with its line in the
    source, or in raw.rejected_files with the reason. Nothing is skipped in silence.
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
def load_command(raw: Path, database: Path) -> None:
    """Bring schema "raw" of a DuckDB file in line with a folder of report files.

    Only new and changed files are parsed; files that are gone leave the tables. An optional
    manifest.csv in the folder (columns path, agency, year, url) overrides what a report says
    of itself. All happens in one transaction: it is done whole or not at all.
    """
    try:
        with progress_bar("extract") as progress:
            result = load(raw, database, progress)
    except RawFolderError as error:
        sys.exit(f"error: {error}")
    click.echo(
        f"extract: {result.files} files, {result.parsed} parsed, "
        f"{result.unchanged} unchanged, {result.removed} gone"
    )


if __name__ == "__main__":
    cli(prog_name="python -m extract")
