"""Processes that read files and may be ended: a file that asks too much takes no other along."""

import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

import pebble

from extract.document import UnreadableFileError
from extract.limits import limits
from extract.raw_folder import RawFile
from extract.reading import Bounds, Frames, read_files, rejected

# Groups handed out ahead, for each worker: it never waits, and results do not pile up.
AHEAD = 3
# Seconds on the clock for each of processor time: a disk or share may be slow, not silent.
SLOWNESS = 20

Schedule = Callable[[list[RawFile]], pebble.ProcessFuture]


def read_in_workers(
    groups: Iterable[list[RawFile]],
    workers: int,
    read: Callable[[list[RawFile], Bounds], Frames] = read_files,
) -> Iterator[Frames]:
    """Read groups of files in processes of their own; results come in the order of the groups.

    A process that exceeds a limit ends, with it the group it was reading. The files of that
    group are then read one by one, and the one that is to blame is rejected.

    Args:
        groups: files to read; a few dozen small ones make the hand-over cheap.
        workers: how many processes.
        read: reads a group, each file within the bounds it is given.

    Yields:
        Frames of the tables of schema ``raw``, as `read_files` returns them.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extract.workers"])
    memory = [limits().memory_bytes]
    bounds = partial(_time_limit, limits().cpu_seconds, limits().cpu_seconds * SLOWNESS)
    with pebble.ProcessPool(workers, initializer=_begin, initargs=memory, context=context) as pool:

        def schedule(group: list[RawFile]) -> pebble.ProcessFuture:
            return pool.schedule(read, [group, bounds])

        pending = deque()
        try:
            for group in groups:
                pending.append((group, schedule(group)))
                if len(pending) > AHEAD * workers:
                    yield from _frames(*pending.popleft(), schedule)
            while pending:
                yield from _frames(*pending.popleft(), schedule)
        except BaseException:
            pool.stop()  # or leaving the pool would wait for what is pending
            raise


def _frames(
    group: list[RawFile], future: pebble.ProcessFuture, schedule: Schedule
) -> Iterator[Frames]:
    try:
        yield future.result()
    except pebble.ProcessExpired as end:
        if len(group) == 1:
            yield rejected(group[0], _cause(end.exitcode))
            return
        for file in group:
            yield from _frames([file], schedule([file]), schedule)


def _cause(exit_code: int) -> UnreadableFileError:
    seconds = limits().cpu_seconds
    if exit_code == -signal.SIGPROF:
        return UnreadableFileError(
            "timed_out",
            f"Reading it took more than {seconds} seconds of processor time, many times what a "
            "report needs; supply the report as a file of its own.",
        )
    if exit_code == -signal.SIGALRM:
        return UnreadableFileError(
            "timed_out",
            f"Reading it took more than {seconds * SLOWNESS} seconds: the disk or share it lies "
            "on may not answer; copy it to this machine.",
        )
    return UnreadableFileError(
        "reader_died",
        f"Reading it ended the process that did ({_name_of(exit_code)}), by a fault in a library "
        "or for want of memory; open the file in the program it was made with and save it again.",
    )


def _name_of(exit_code: int) -> str:
    return signal.Signals(-exit_code).name if exit_code < 0 else f"exit code {exit_code}"


def _begin(memory_bytes: int) -> None:
    """Make this process end with the one that started it, and refuse it memory beyond the limit."""
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, hard))


@contextmanager
def _time_limit(cpu_seconds: float, clock_seconds: float) -> Iterator[None]:
    """End this process when one file took too long, also inside a library that does not return.

    Nobody catches these signals, so that they end it at once.
    """
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    signal.setitimer(signal.ITIMER_REAL, clock_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
