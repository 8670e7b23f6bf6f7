"""The command ``python -m benchmarks.bench``."""

import os
import platform
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import click
import psutil

from benchmarks.bench import report
from benchmarks.bench.builds import ADDED, built
from benchmarks.bench.formats import compared


@click.command(name="bench")
@click.option(
    "--sizes",
    default="1000,10000,100000",
    show_default=True,
    help="Reports of each build measured, parted by commas; empty for none.",
)
@click.option(
    "--once",
    is_flag=True,
    help=f"Build each size once: not again with {ADDED} more, nor with nothing new.",
)
@click.option(
    "--files",
    default=4000,
    show_default=True,
    help="Text files to compare, of others fewer; 0 for none.",
)
@click.option(
    "--work",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the reports and warehouses are made, and removed again unless a build fails: the "
    "folder for temporary files, if not given. 100,000 reports take some 13 GB.",
)
def main(sizes: str, once: bool, files: int, work: Path | None) -> None:
    """Measure how fast reports are read and warehouses built, and write benchmarks/README.md.

    Formats are compared with a yardstick on the same files; each build is held against the
    corpus it was built from. What is not measured now stays as it was measured before, if that
    was on the same machine with the same libraries. With the defaults it takes an hour.
    """
    numbers_of_reports = [int(size) for size in sizes.split(",") if size]
    machine = _machine()
    results = report.kept(machine)
    if files:
        with TemporaryDirectory(dir=work) as folder:
            results["formats"] = [_told(each) for each in compared(Path(folder), files)]
        report.write(results)
    builds = {build["reports"]: build for build in results["builds"]}
    for size in numbers_of_reports:
        folder = Path(mkdtemp(dir=work))
        try:
            builds[size] = _told(built(folder, size, once))
        except BaseException:
            click.echo(f"kept, for hours may be in it: {folder}", err=True)
            raise
        shutil.rmtree(folder)
        results["builds"] = [builds[size] for size in sorted(builds)]
        report.write(results)  # of each: what follows may take hours, and fail


def _told(measured: dict[str, Any]) -> dict[str, Any]:
    """Print what was measured, for who waits, and return it with the day."""
    click.echo(measured)
    return {"day": f"{datetime.now(UTC):%Y-%m-%d}"} | measured


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "polars", "dbt-core"))
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


if __name__ == "__main__":
    main()
