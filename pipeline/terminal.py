"""What a command prints, whoever reads it, or nobody."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from extract.language import _, english
from extract.terminal import padded

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
        """Gives a function that prints a step's result and how long it took.

        What it prints it returns in English, for a log.
        """
        start = time.monotonic()

        def done(result: str) -> str:
            line = _("{step} {result} ({seconds:.1f} s)")
            seconds = time.monotonic() - start
            self.say(line.format(step=padded(_(name), 10), result=result, seconds=seconds))
            return line.english.format(
                step=padded(name, 10), result=english(result), seconds=seconds
            )

        yield done

    def on_broken_pipe(self) -> None:
        """Go on in silence: a build is no less a build when nobody reads what it prints."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
