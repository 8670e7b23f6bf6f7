"""What a command takes: seconds on the clock, and memory."""

import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
import psutil

PROJECT = Path(__file__).resolve().parent.parent.parent
POLL = 0.25  # seconds


@dataclass(frozen=True)
class Measured:
    """One run of a command with all processes it started.

    Attributes:
        seconds: on the clock, from its start to its end.
        peak_bytes: the most memory its processes had together at one time; what they share is
            counted once where the system tells (Linux).
        printed: what it wrote to its standard output.
    """

    seconds: float
    peak_bytes: int
    printed: str


def measured(command: Sequence[str]) -> Measured:
    """Run a command of the project to its end.

    Raises:
        ClickException: it failed.
    """
    start = time.monotonic()
    process = psutil.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    peak, ended = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process, peak, ended), daemon=True)
    watcher.start()
    printed, _ = process.communicate()
    seconds = time.monotonic() - start
    ended.set()
    watcher.join()
    if process.returncode:
        raise click.ClickException(f"{' '.join(command)} failed:\n{printed}")
    return Measured(seconds, peak[0], printed)


def _watch(process: psutil.Popen, peak: list[int], ended: threading.Event) -> None:
    while not ended.wait(POLL):
        with suppress(psutil.Error):
            family = [process, *process.children(recursive=True)]
            peak[0] = max(peak[0], sum(map(_memory, family)))


def _memory(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
        return getattr(memory, "pss", memory.rss)
    except psutil.AccessDenied:  # as macOS does
        return process.memory_info().rss
    except psutil.Error:  # it has just ended
        return 0
