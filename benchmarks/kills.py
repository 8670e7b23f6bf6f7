"""Kills builds at random moments: ``python -m benchmarks.kills --help``."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

import click
import duckdb

from extract.progress import progress_bar

STEPS = ("extract", "transform", "docs", "validate")
Contents = dict[str, tuple[int, int]]  # rows, and the sum of their hashes, by mart
# Enough to tell one warehouse from another; to read all the time takes the cores from the build.
TELLING = ("dim_reports", "fct_rejected_files", "rpt_row_accounting", "rpt_rules")
PAUSE = 0.5  # seconds
RECENT = 5  # builds that tell how long one takes; a machine with other work takes longer
# DuckDB shares one open file between all connections of a process to one path, also after another
# file has taken that path: whoever opened it while the reader had the old one would see the old.
one_at_a_time = threading.Lock()


@dataclass
class Reader(threading.Thread):
    """Opens and queries the published file over and over.

    Attributes:
        sound: what a published file may hold.
        queries: how often it was read and held one of these.
        faults: what was found instead.
    """

    warehouse: Path
    sound: list[Contents]
    queries: int = 0
    faults: list[str] = field(default_factory=list)
    is_wanted: bool = True

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Read until no longer wanted."""
        while self.is_wanted:
            try:
                found = contents(self.warehouse, TELLING)
                if found in self.sound:
                    self.queries += 1
                else:
                    self.faults.append(f"neither the one nor the other: {found}")
            except duckdb.Error as error:
                self.faults.append(str(error))
            time.sleep(PAUSE)


def contents(warehouse: Path, among: tuple[str, ...] = ()) -> Contents:
    """What every mart holds, or some of them, whatever the order of its rows."""
    with one_at_a_time, duckdb.connect(str(warehouse), read_only=True) as connection:
        marts = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts' "
            "and (table_name in (select unnest(?::varchar[])) or len(?::varchar[]) = 0)",
            [among, among],
        ).fetchall()
        return {
            mart: connection.execute(
                f"select count(*), coalesce(sum(hash(row_of)::hugeint), 0) "
                f"from marts.{mart} as row_of"
            ).fetchone()
            for (mart,) in marts
        }


def out_of_balance(warehouse: Path) -> list[tuple]:
    """The accounts of rows in and out that differ."""
    with one_at_a_time, duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(
            "select account, difference from marts.rpt_row_accounting "
            "where difference is distinct from 0"
        ).fetchall()


def started(raw: Path, warehouse: Path) -> subprocess.Popen:
    """A build in a process group of its own."""
    command = [sys.executable, "-m", "pipeline", "build", "--raw", str(raw)]
    return subprocess.Popen(
        [*command, "--warehouse", str(warehouse)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )


def built(raw: Path, warehouse: Path) -> float:
    """Build to the end; return the seconds it took."""
    start = time.monotonic()
    process = started(raw, warehouse)
    printed, _ = process.communicate()
    if process.returncode:
        raise click.ClickException(f"a build that nobody killed failed:\n{printed}")
    return time.monotonic() - start


def killed(raw: Path, warehouse: Path, seconds: float) -> str | None:
    """Begin a build and kill its process group; return the step it was in, None if it was done."""
    process = started(raw, warehouse)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    printed, _ = process.communicate()
    if process.returncode == 0:
        return None
    done = [step for step in STEPS if any(line.startswith(step) for line in printed.splitlines())]
    return [*STEPS, "publish"][len(done)]


@click.command()
@click.option("--raw-a", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--raw-b", type=click.Path(path_type=Path, exists=True), required=True)
@click.option(
    "--work", type=click.Path(path_type=Path), required=True, help="Folder for the warehouses."
)
@click.option("--kills", default=100, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(raw_a: Path, raw_b: Path, work: Path, kills: int, seed: int) -> None:
    """Kill builds of two folders in turn on one warehouse, and build again after each.

    The folders should differ in some files. After each kill a build must give the marts of an
    undisturbed one, and rows in and out must balance; a reader that opens and queries the
    published file all the time must find the marts of the one folder or of the other. Exit code
    1 if not.
    """
    folders = (raw_a, raw_b)
    undisturbed = []
    for name, raw in zip("ab", folders, strict=True):
        (work / name).mkdir(parents=True)
        built(raw, work / name / "w.duckdb")
        undisturbed.append(contents(work / name / "w.duckdb"))
    warehouse = work / "killed" / "w.duckdb"
    warehouse.parent.mkdir()
    built(raw_a, warehouse)
    durations = [built(raw_b, warehouse)]
    telling = [{mart: found[mart] for mart in TELLING} for found in undisturbed]
    reader = Reader(warehouse, telling)
    reader.start()
    rng, hit, wrong = Random(seed), Counter(), []
    with progress_bar("kills") as progress:
        number = 0
        while hit.total() < kills:
            raw, wanted = folders[number % 2], undisturbed[number % 2]
            step = killed(raw, warehouse, rng.uniform(0, median(durations[-RECENT:])))
            durations.append(built(raw, warehouse))
            number += 1
            hit[step] += step is not None
            if contents(warehouse) != wanted or out_of_balance(warehouse):
                wrong.append(f"round {number}, killed in {step}: {out_of_balance(warehouse)}")
            progress(hit.total(), kills)
    reader.is_wanted = False
    reader.join()
    click.echo(
        f"{hit.total()} kills: " + ", ".join(f"{hit[step]} in {step}" for step in hit if step)
    )
    click.echo(f"{number - len(wrong)} of {number} builds after them gave the undisturbed marts")
    click.echo(f"median build {median(durations):.1f} s")
    click.echo(
        f"the reader found a sound warehouse {reader.queries:,} times of "
        f"{reader.queries + len(reader.faults):,}"
    )
    for fault in [*wrong, *reader.faults][:10]:
        click.echo(fault)
    raise SystemExit(1 if wrong or reader.faults else 0)


if __name__ == "__main__":
    main()
