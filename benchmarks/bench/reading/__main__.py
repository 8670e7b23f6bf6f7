"""Reads a folder in one way and prints the seconds, without those in which Python loads libraries.

The extractor's worker processes load the main module anew, and with it the other libraries, unless
it has the name of this file.
"""

import time
from pathlib import Path

import click

from benchmarks.bench.reading.ways import WAYS


@click.command()
@click.argument("way", type=click.Choice(list(WAYS)))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--workers", default=2, show_default=True)
def main(way: str, folder: Path, workers: int) -> None:
    """Read a FOLDER in one WAY and print the seconds it took."""
    start = time.monotonic()
    WAYS[way](folder, workers)
    click.echo(time.monotonic() - start)


if __name__ == "__main__":
    main()
