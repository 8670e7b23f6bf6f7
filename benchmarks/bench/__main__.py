"""The command ``python -m benchmarks.bench``."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import psutil

from benchmarks.bench import report
from benchmarks.bench.builds import built
from benchmarks.bench.formats import compared


@click.command(name="bench")
@click.option(
    "--sizes",
    default="1000,10000,100000",
    show_default=True,
    help="Reports of each build measured, parted by commas.",
)
@click.option(
    "--files", default=4000, show_default=True, help="Text files to compare; of others fewer."
)
@click.option(
    "--work",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the reports and warehouses are made, and removed again: the folder for temporary "
    "files, if not given. 100,000 reports take some 10 GB.",
)
def main(sizes: str, files: int, work: Path | None) -> None:
    """Measure how fast reports are read and warehouses built, and write benchmarks/README.md.

    Formats are compared with a yardstick on the same files; each build is held against the
    corpus it was built from. With the sizes given, it takes about an hour.
    """
    results = {"machine": _machine(), "formats": [], "builds": []}
    with TemporaryDirectory(dir=work) as folder:
        for measured in compared(Path(folder), files):
            click.echo(measured)
            results["formats"].append(measured)
    for size in map(int, sizes.split(",")):
        with TemporaryDirectory(dir=work) as folder:
            measured = built(Path(folder), size)
            click.echo(measured)
            results["builds"].append(measured)
    report.write(results)


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "polars", "dbt-core"))
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}, {libraries}."
    )


if __name__ == "__main__":
    main()
