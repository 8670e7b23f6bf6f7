"""What a command prints, whoever reads it, or nobody."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

LOG_WIDTH = 120  # characters; keeps rules on few lines


class Terminal(Console):
    """The terminal in its own width, or a log file in one of ours."""

    def __init__(self) -> None:
        # paths may hold what the terminal has no characters for
        sys.stdout.reconfigure(errors="backslashreplace")
        super().__init__(width=None if sys.stdout.isatty() else LOG_WIDTH)

    def say(self, line: str) -> None:
        """Print a line as it is, however long."""
        self.print(line, markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], str]]:
        """Gives a function that prints a step's result and how long it took, and returns that."""
        start = time.monotonic()

        def done(result: str) -> str:
            line = f"{name:10} {result} ({time.monotonic() - start:.1f} s)"
            self.say(line)
            return line

        yield done

    def on_broken_pipe(self) -> None:
        """Go on in silence: a build is no less a build when nobody reads what it prints."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
