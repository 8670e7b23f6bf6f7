"""How a command ends: an exit code for each kind of end, and one clear line for an error."""

import errno
import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import click
import duckdb

from extract.companions import CompanionError
from extract.language import Message, _
from extract.limits import LimitError
from extract.raw_folder import RawFolderError
from extract.terminal import shown

FAILED, REFUSED, HELD, TO_CORRECT = 1, 3, 4, 5  # exit codes; 2 is click's, for wrong usage
SIGNALLED = 128  # and the number of the signal, as shells have it
DAMAGED = "Corrupt database file"  # DuckDB's words where a block differs from its checksum
WHAT_TO_DO = {
    errno.ENOSPC: _("free some space"),
    errno.EDQUOT: _("free some space"),
    errno.EACCES: _("a build must be able to write there: mend the rights or choose another place"),
    errno.EPERM: _("a build must be able to write there: mend the rights or choose another place"),
    errno.EROFS: _("a build must be able to write there: choose another place"),
}
# As the C library says them, which knows no language here.
CAUSES = {
    cause.english: cause
    for cause in (
        _("No space left on device"),
        _("Disk quota exceeded"),
        _("Permission denied"),
        _("Operation not permitted"),
        _("Read-only file system"),
        _("No such file or directory"),
        _("Not a directory"),
        _("Is a directory"),
        _("Address already in use"),
    )
}


class WarehouseError(Exception):
    """A build that cannot go on; says what is wrong and what to do."""

    outcome = "failed"
    exit_code = FAILED


class RefusedError(WarehouseError):
    """The audit found what must not be published."""

    outcome = "refused"
    exit_code = REFUSED


class HeldError(WarehouseError):
    """Another command works on the warehouse."""

    exit_code = HELD


class Interrupted(KeyboardInterrupt):
    """A signal asked this process to end; dbt and others know it as Ctrl-C."""


@dataclass(frozen=True)
class Ending:
    """How a command ended: a word for it, the exit code, and why in one line or more."""

    outcome: str
    exit_code: int
    reason: str


def ending_of(error: BaseException) -> Ending | None:
    """How an error ends a command; None if nobody foresaw it."""
    interruption = _interruption_in(error)
    if interruption:
        number = interruption.args[0]
        name = signal.Signals(number).name
        reason = _("ended by {signal}").format(signal=name)
        return Ending("interrupted", SIGNALLED + number, reason)
    if isinstance(error, WarehouseError):
        return Ending(error.outcome, error.exit_code, _reason(error))
    if isinstance(error, OSError):
        return Ending("failed", FAILED, _of_system(error))
    if isinstance(error, RawFolderError | LimitError | CompanionError | duckdb.Error):
        return Ending("failed", FAILED, _reason(error))
    return None


@contextmanager
def endings() -> Iterator[None]:
    """Ends a command with one clear line and the exit code of what ended it."""
    logging.raiseExceptions = False  # no tracebacks because a library's log finds the disk full
    with _signals_to(_interrupt):
        try:
            yield
        except BaseException as error:
            ending = ending_of(error)
            if not ending:
                raise
            # many a reason quotes a file
            end = click.ClickException("\n".join(map(shown, ending.reason.split("\n"))))
            end.exit_code = ending.exit_code
            raise end from error


def uninterrupted() -> AbstractContextManager[None]:
    """Lets no signal come between the steps of a moment that belong together."""
    return _signals_to(signal.SIG_IGN)


@contextmanager
def _signals_to(handler: Callable | signal.Handlers) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler_before in before.items():
            signal.signal(number, handler_before)


def costs_the_working_copy(error: BaseException) -> bool:
    """Whether an error, of whichever library, tells of a full disk, or of a damaged database."""
    return any(words in str(error) for words in (os.strerror(errno.ENOSPC), DAMAGED))


def _interrupt(number: int, _frame: object) -> None:
    signal.signal(number, signal.SIG_DFL)  # a second one ends at once
    raise Interrupted(number)


def _interruption_in(error: BaseException | None) -> Interrupted | None:
    # DuckDB, for one, raises an error of its own while it handles the signal's
    while error and not isinstance(error, Interrupted):
        error = error.__cause__ or error.__context__
    return error


def _reason(error: Exception) -> str:
    """Why, as it was said: a message keeps its English."""
    said = error.args[0] if error.args else None
    return said if isinstance(said, Message) else str(error)


def _of_system(error: OSError) -> Message:
    reason = _("{cause}; {advice}.") if error.errno in WHAT_TO_DO else _("{cause}.")
    reason = reason.format(
        cause=CAUSES.get(error.strerror, error.strerror or error),
        advice=WHAT_TO_DO.get(error.errno),
    )
    if not error.filename:
        return reason
    return _("{place}: {reason}").format(place=error.filename, reason=reason)
