"""Processes that read files and may be ended: a file that asks too much takes no other along."""

import gc
import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice

import pebble

from extract.document import UnreadableFileError
from extract.limits import limits
from extract.raw_folder import RawFile
from extract.reading import Bounds, Frames, read_files, rejected

# Groups handed out ahead, for each worker: it never waits, and results do not pile up.
AHEAD = 3
# Seconds on the clock for each of processor time: a disk or share may be slow, not silent.
SLOWNESS = 20
# Seconds beyond all that the files of a group may take, to start and to hand over.
MARGIN = 60
# So often in a row a pool may break before that is the program's fault.
BREAKS = 3

Read = Callable[[list[RawFile], Bounds], Frames]


def read_in_workers(
    groups: Iterable[list[RawFile]],
    workers: int,
    read: Read = read_files,
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

    Raises:
        BrokenProcessPool: one pool of processes after another broke before anything was read.
    """
    groups, pending = iter(groups), deque[list[RawFile]]()
    breaks = 0
    while True:
        try:
            for frames in _read_in_pool(groups, pending, workers, read):
                breaks = 0
                yield frames
        except BrokenProcessPool:
            breaks += 1
            if breaks == BREAKS:
                raise
        else:
            return


def _read_in_pool(
    groups: Iterator[list[RawFile]], pending: deque[list[RawFile]], workers: int, read: Read
) -> Iterator[Frames]:
    """Read groups of files, those first that are pending since a pool broke.

    Raises:
        BrokenProcessPool: a process ended before it was known what it read; what was handed out is
            pending.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extract.workers"])
    memory = [limits().memory_bytes]
    bounds = partial(_time_limit, limits().cpu_seconds, limits().cpu_seconds * SLOWNESS)
    with pebble.ProcessPool(workers, initializer=_begin, initargs=memory, context=context) as pool:

        def schedule(group: list[RawFile]) -> pebble.ProcessFuture:
            # files keep their own time; this is for a process of whose end pebble does not know
            longest = limits().cpu_seconds * SLOWNESS * len(group) + MARGIN
            try:
                return pool.schedule(read, [group, bounds], timeout=longest)
            except RuntimeError as error:
                raise BrokenProcessPool from error

        try:
            futures = deque(map(schedule, pending))
            while True:
                for group in islice(groups, max(0, AHEAD * workers + 1 - len(pending))):
                    pending.append(group)
                    futures.append(schedule(group))
                if not pending:
                    return
                try:
                    frames = futures[0].result()
                except pebble.ProcessExpired as end:
                    group = pending[0]
                    if len(group) > 1:
                        futures.popleft()
                        pending.popleft()
                        pending.extendleft([file] for file in reversed(group))
                        futures.extendleft(reversed([schedule([file]) for file in group]))
                        continue
                    frames = rejected(group[0], _cause(end.exitcode))
                except TimeoutError as error:
                    raise BrokenProcessPool from error
                futures.popleft()
                pending.popleft()
                yield frames
        except BaseException:
            pool.stop()  # or leaving the pool would wait for what is pending
            raise


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
            "on may not answer; the next build tries again, or copy it to this machine.",
            may_pass=True,
        )
    if exit_code == -signal.SIGKILL:
        return UnreadableFileError(
            "reader_died",
            "The process that read it was killed, as where memory runs out; the next build reads "
            "it again.",
            may_pass=True,
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
    gc.freeze()  # what is loaded by now stays: to look through it for garbage takes time
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
