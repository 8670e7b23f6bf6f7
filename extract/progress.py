"""Progress of long work: a bar on a terminal, nothing in a log file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.language import _
from extract.terminal import padded


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with a name; yields a function of the number of steps done and the number in all."""
    console = Console(stderr=True)
    label = TextColumn(padded(_(name), 10))
    columns = (label, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    is_log = not console.is_terminal
    with Progress(*columns, console=console, disable=is_log, transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
