"""The command ``python -m benchmarks.spark_cores``: reading on Spark, by the number of cores."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.bench.formats import made_of
from extract import loader
from extract.raw_folder import survey
from extract.workers import read_in_workers


@click.command(name="spark_cores")
@click.option("--reports", default=4000, show_default=True, help="Text reports to read.")
@click.option("--cores", default="1,2", show_default=True, help="Cores, parted by commas.")
def main(reports: int, cores: str) -> None:
    """Measure how long Spark takes to read reports with one core and with more.

    The same files are read into DuckDB by as many processes, in the same run. The start of Spark,
    some seconds, is not counted.
    """
    with TemporaryDirectory() as folder:
        raw = Path(folder) / "corpus" / "raw"
        made_of(raw.parent, reports, "text", 0)
        for number in map(int, cores.split(",")):
            store = Path(folder) / str(number)
            on_spark, in_duckdb = _spark(raw, store, number), _duckdb(raw, store, number)
            click.echo(
                f"{reports:,} reports, {number} cores: Spark {on_spark:.1f} s, "
                f"DuckDB {in_duckdb:.1f} s, ratio {on_spark / in_duckdb:.2f}"
            )


def _spark(raw: Path, store: Path, cores: int) -> float:
    from spark.extraction import load
    from spark.session import session

    with session(store / "tables", cores) as spark:
        return _seconds(lambda: load(spark, raw, store))


def _duckdb(raw: Path, store: Path, workers: int) -> float:
    read = partial(read_in_workers, workers=workers)
    return _seconds(lambda: loader.load(survey(raw), store / "w.duckdb", read))


def _seconds(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


if __name__ == "__main__":
    main()
