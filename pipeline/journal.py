"""What a build tells: on the terminal as it goes on, in build.log, and in run.json at its end."""

import json
import logging
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import click
import duckdb

from extract.companions import CompanionError
from extract.limits import LimitError
from extract.loader import extractor_version
from extract.raw_folder import RawFolderError
from pipeline.version import project_version
from pipeline.warehouse import WarehouseError

LIBRARIES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "polars")
# Bytes of build.log before it is put aside, and how many are kept.
LOG_BYTES, LOGS_KEPT = 1_000_000, 3

STOPPED = 130  # as shells have it for Ctrl-C
OUTCOMES = {0: "published", 1: "failed", 3: "refused", STOPPED: "stopped"}

FACTS = {
    "files_rejected": "select count(*)::int from marts.fct_rejected_files",
    "reports": "select count(*)::int from marts.dim_reports",
    "reports_superseded": "select count(*)::int from marts.dim_reports where not is_current",
    "cells_expected": "select coalesce(sum(cells_expected), 0)::bigint from marts.dim_reports",
    "cells_located": "select coalesce(sum(cells_located), 0)::bigint from marts.dim_reports",
}
COUNTS = {
    "rejected": "select reason_code, count(*)::int from marts.fct_rejected_files group by all",
    "findings": "select rule_id, (failed - dismissed)::int from marts.rpt_rules "
    "where failed > dismissed",
    "findings_by_severity": "select finding_severity, sum(failed - dismissed)::int "
    "from marts.rpt_rules group by all",
}


# What the user can mend; the message says how.
OF_USERS = (WarehouseError, RawFolderError, LimitError, CompanionError)


class UnforeseenError(Exception):
    """A fault of the program."""


class Journal:
    """Tells what is done, step by step, and keeps it for `written`.

    Attributes:
        record: what run.json says, beyond the steps.
    """

    def __init__(self, folder: Path) -> None:
        """Args: folder: where build.log and run.json are; it need not exist yet."""
        self.record: dict[str, Any] = {}
        self._folder = folder
        self._seconds: dict[str, float] = {}
        self._log = _log(folder / "build.log")

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], None]]:
        """Gives a function that announces a step's result, and the seconds it took."""
        start = time.monotonic()

        def done(result: str) -> None:
            self._seconds[name] = round(time.monotonic() - start, 3)
            self.say(f"{name:10} {result} ({self._seconds[name]:.1f} s)")

        yield done

    def say(self, line: str) -> None:
        """Print a line, and log it."""
        click.echo(line)
        self._log.info(line)

    @contextmanager
    def logged(self, command: str) -> Iterator[None]:
        """Log that a command begins, and how it fails.

        Raises:
            UnforeseenError: it failed in a way for which nobody wrote a message.
        """
        self._log.info("%s begins", command)
        try:
            yield
        except OF_USERS as error:
            self._log.error("%s", error)
            raise
        except KeyboardInterrupt:
            self._log.error("stopped")
            raise
        except (duckdb.Error, OSError):
            self._log.exception("failed")
            raise
        except Exception as error:
            self._log.exception("failed")
            raise UnforeseenError(
                f"{type(error).__name__}: {error}\nThis should not happen; please report it, with "
                f"the end of {self._folder / 'build.log'}."
            ) from error

    @contextmanager
    def written(self, asked: dict[str, Any]) -> Iterator[None]:
        """Write run.json when the block is left, however it is left.

        Args:
            asked: what the build was asked for.
        """
        begun, clock = _now(), time.monotonic()
        try:
            yield
        except BaseException as error:
            is_stopped = isinstance(error, KeyboardInterrupt)
            exit_code = STOPPED if is_stopped else getattr(error, "exit_code", 1)
            self.record |= {"exit_code": exit_code, "reason": str(error) or type(error).__name__}
            raise
        finally:
            exit_code = self.record.setdefault("exit_code", 0)
            self._write(
                {"outcome": OUTCOMES[exit_code], **self.record}
                | {
                    "asked": asked,
                    "started": begun,
                    "finished": _now(),
                    "seconds": round(time.monotonic() - clock, 3),
                    "seconds_of_steps": self._seconds,
                    "versions": {
                        "project": project_version(),
                        "extractor": extractor_version(),
                        "python": platform.python_version(),
                        **{library: version(library) for library in LIBRARIES},
                    },
                }
            )

    def note_findings(self, database: Path) -> None:
        """Take down what a built warehouse holds and what was found in it."""
        with duckdb.connect(str(database), read_only=True) as connection:
            for name, query in FACTS.items():
                (self.record[name],) = connection.execute(query).fetchone()
            for name, query in COUNTS.items():
                self.record[name] = dict(sorted(connection.execute(query).fetchall()))

    def _write(self, record: dict[str, Any]) -> None:
        written, unfinished = self._folder / "run.json", self._folder / ".run.json.unfinished"
        try:
            text = json.dumps(record, ensure_ascii=False, indent=1, default=str)
            unfinished.write_text(text + "\n", encoding="utf-8")
            unfinished.replace(written)
        except OSError as error:  # a full disk or a folder of others; the build's own result counts
            click.echo(f"{written}: not written ({error.strerror})", err=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _log(path: Path) -> logging.Logger:
    """A log of lines with their time in UTC; where it cannot be written the build goes on."""
    log = logging.Logger("build")
    handler = RotatingFileHandler(
        path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
    )
    handler.handleError = lambda _: None
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    log.addHandler(handler)
    return log
