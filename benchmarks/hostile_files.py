"""What hostile files cost at their full size: ``python -m benchmarks.hostile_files --help``."""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click
import duckdb

from extract.limits import limits
from extract.progress import progress_bar
from tests.conftest import SPECIMENS
from tests.hostile import Hostile, hostile_files

POLL = 0.05  # seconds


@dataclass(frozen=True)
class Cost:
    """What became of a folder and what that took.

    Attributes:
        outcomes: by file, "read" or the reason's code.
        peak: bytes of the largest process.
    """

    outcomes: dict[str, str]
    seconds: float
    peak: int


def loaded(raw: Path, database: Path) -> Cost:
    """Load a folder in processes of their own, as a build does."""
    start, peak = time.monotonic(), 0
    command = [sys.executable, "-m", "extract", "load", "--raw", str(raw)]
    process = subprocess.Popen(
        [*command, "--database", str(database)], stdout=subprocess.DEVNULL, process_group=0
    )
    while process.poll() is None:
        peak = max(peak, *_peaks(process.pid), 0)
        time.sleep(POLL)
    seconds = time.monotonic() - start
    if process.returncode:
        raise click.ClickException(f"the load of {raw} failed")
    with duckdb.connect(str(database), read_only=True) as connection:
        outcomes = connection.execute(
            "select source_path, 'read' from raw.files "
            "union all select source_path, reason_code from raw.rejected_files"
        ).fetchall()
    return Cost(dict(outcomes), seconds, peak)


def _peaks(group: int) -> list[int]:
    """The most memory each process of a group has had, in bytes (Linux)."""
    peaks = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            of_group = int((folder / "stat").read_text().rpartition(")")[2].split()[2])
            lines = (folder / "status").read_text().splitlines() if of_group == group else []
        except (OSError, ValueError):  # it has just ended
            continue
        peaks += [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")]
    return peaks


def write(hostile: Hostile, folder: Path, size: float) -> Path:
    """Write one hostile file of a size into a folder."""
    with (folder / hostile.name).open("wb") as file:
        file.writelines(hostile.content(size))
    return folder / hostile.name


@click.command()
@click.option("--size", default=1.0, show_default=True, help="1 is as large as can do harm.")
def main(size: float) -> None:
    """Load each hostile file alone, then all of them among sound reports.

    Prints what became of each, the seconds of its load (start-up included) and the most memory
    of any process. Exit code 1 if a file ends otherwise than it must, or harms another.
    """
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        everything = Path(folder) / "all"
        everything.mkdir()
        for specimen in SPECIMENS.glob("*.txt"):
            (everything / specimen.name).write_bytes(specimen.read_bytes())
        sound = loaded(everything, Path(folder) / "sound.duckdb")
        click.echo(f"sound reports alone: {sound.seconds:.1f} s, {sound.peak / 2**20:,.0f} MiB")
        for number, hostile in enumerate(hostile_files()):
            alone = Path(folder) / str(number)
            alone.mkdir()
            path = write(hostile, alone, size)
            cost = loaded(alone, Path(folder) / f"{number}.duckdb")
            outcome = cost.outcomes[hostile.name]
            click.echo(
                f"{hostile.name:22} {path.stat().st_size:13,} bytes  {outcome:20}"
                f" {cost.seconds:6.1f} s {cost.peak / 2**20:7,.0f} MiB"
            )
            if outcome not in hostile.outcomes:
                faults.append(f"{hostile.name}: {outcome}, not {', '.join(hostile.outcomes)}")
            path.rename(everything / hostile.name)
        with progress_bar("together"):
            together = loaded(everything, Path(folder) / "together.duckdb")
        click.echo(
            f"all together: {len(together.outcomes)} files, {together.seconds:.1f} s, "
            f"{together.peak / 2**20:,.0f} MiB; {limits()}"
        )
        if len(together.outcomes) != len(list(everything.iterdir())):
            faults.append("files were lost: neither loaded nor rejected")
        unharmed = {name: together.outcomes.get(name) for name in sound.outcomes}
        if unharmed != sound.outcomes or not _same_cells(Path(folder)):
            faults.append("sound reports were not read as they are alone")
    click.echo("\n".join(faults))
    raise SystemExit(1 if faults else 0)


def _same_cells(folder: Path) -> bool:
    """Whether the cells of the sound reports are the same among hostile files as alone."""
    with duckdb.connect() as connection:
        for name in ("sound", "together"):
            connection.execute(f"attach '{folder / name}.duckdb' as {name} (read_only)")
        (differing,) = connection.execute(
            """
            select count(*) from (
                from sound.raw.cells
                except all
                from together.raw.cells where report_id in (from sound.raw.reports select report_id)
            )
            """
        ).fetchone()
    return differing == 0


if __name__ == "__main__":
    main()
