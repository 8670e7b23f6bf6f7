"""One command at work on a warehouse: what it says, logs, and records of how it ended."""

import json
import logging
import os
import platform
import shlex
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import click

from extract.language import _, english
from extract.loader import LoadResult, extractor_version
from pipeline.errors import FAILED, Ending, WarehouseError, costs_the_working_copy, ending_of
from pipeline.figures import Figures
from pipeline.files import write_whole
from pipeline.lock import held
from pipeline.scratch import scratch
from pipeline.terminal import Terminal
from pipeline.warehouse import Warehouse

RECORD, LOG = "run.json", "build.log"
LOG_BYTES, OLDER_LOGS = 1_000_000, 3
LIBRARIES = {
    "duckdb": "duckdb",
    "dbt": "dbt-core",
    "great_expectations": "great-expectations",
    "polars": "polars",
}
LIBRARIES_OF_TARGET = {"spark": {"pyspark": "pyspark", "dbt_spark": "dbt-spark"}}
PROJECT = Path(__file__).resolve().parent.parent
log = logging.getLogger("ogi.build")


@dataclass
class Run:
    """A command that works on a warehouse, and what is known of its work so far.

    Attributes:
        warehouse: the warehouse, whose lock it holds.
        terminal: where it prints.
        seconds: how long each step took, by its name.
        loaded: what the folder of reports held; None until it was read.
        figures: what is in the working copy; None until it was built.
        outcome: the word for it, should nothing go wrong.
    """

    warehouse: Warehouse
    terminal: Terminal = field(default_factory=Terminal)
    seconds: dict[str, float] = field(default_factory=dict)
    loaded: LoadResult | None = None
    figures: Figures | None = None
    outcome: str = "published"

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], None]]:
        """Gives a function that announces a step's result, and the seconds it took."""
        start = time.monotonic()
        try:
            with self.terminal.step(name) as done:
                yield lambda result: log.info(done(result))
        finally:
            self.seconds[name] = round(time.monotonic() - start, 3)


@contextmanager
def at_work(warehouse: Warehouse, command: str) -> Iterator[Run]:
    """Hold a warehouse for one command, and log what it does.

    Raises:
        HeldError: another command holds it.
        WarehouseError: something nobody foresaw; the traceback is in the log.
    """
    with (
        held(warehouse, command),
        scratch(warehouse.build_dir / "scratch"),
        _logging(warehouse.published.parent / LOG),
    ):
        log.info("%s begins, process %s: %s", command, os.getpid(), shlex.join(sys.argv[1:]))
        try:
            yield Run(warehouse)
        except BaseException as error:
            ending = ending_of(error)
            if ending:
                log.error("%s %s: %s", command, ending.outcome, english(ending.reason))
                raise
            log.critical("%s failed", command, exc_info=error)
            raise WarehouseError(
                _(
                    "{kind}: {error}. This is a mistake of the program: please report it, with "
                    "what {log} beside the warehouse says of it."
                ).format(kind=type(error).__name__, error=error, log=LOG)
            ) from error
        log.info("%s ends", command)


@contextmanager
def recorded(run: Run, raw: Path, options: dict[str, Any]) -> Iterator[None]:
    """Write run.json beside the warehouse when a build ends, however it ends."""
    started, start = datetime.now(UTC), time.monotonic()

    def record(ending: Ending) -> None:
        _write(
            run,
            {
                **asdict(ending),
                "reason": english(ending.reason),
                "started": started.isoformat(timespec="seconds"),
                "finished": datetime.now(UTC).isoformat(timespec="seconds"),
                "seconds": {**run.seconds, "total": round(time.monotonic() - start, 3)},
                **_found(run),
                "raw": str(raw.absolute()),
                "warehouse": str(run.warehouse.published.absolute()),
                "options": options,
                "versions": _versions(run.loaded is not None, options.get("target")),
            },
        )

    try:
        yield
    except BaseException as error:
        if costs_the_working_copy(error):
            run.warehouse.clear()  # with what it has read
        unforeseen = Ending("failed", FAILED, f"{type(error).__name__}: {error}")
        record(ending_of(error) or unforeseen)
        raise
    record(Ending(run.outcome, 0, ""))


def _found(run: Run) -> dict[str, Any]:
    """What was found, as far as the build came."""
    files, figures = {}, {}
    if run.loaded:
        files = {
            "found": run.loaded.files,
            "read": run.loaded.parsed,
            "unchanged": run.loaded.unchanged,
            "gone": run.loaded.removed,
        }
    if run.figures:
        files["rejected"] = run.figures.rejected
        figures = run.figures.as_record()
    return {"files": files, **figures}


def _write(run: Run, record: dict[str, Any]) -> None:
    place = run.warehouse.published.parent / RECORD
    try:
        write_whole(place, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:  # not why a build fails, nor what its failure is about
        log.error("%s cannot be written: %s", place, error)
        _say_unwritten(place, error)


def _say_unwritten(place: Path | str, error: BaseException) -> None:
    click.echo(_("{place} cannot be written: {error}").format(place=place, error=error), err=True)


def _versions(was_loaded: bool, target: str | None) -> dict[str, str | None]:
    libraries = LIBRARIES | LIBRARIES_OF_TARGET.get(target, {})
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "project": project["version"],
        "extractor": extractor_version() if was_loaded else None,
        "python": platform.python_version(),
        **{name: _version(library) for name, library in libraries.items()},
    }


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:  # which may be why a build failed
        return None


class _LogFile(RotatingFileHandler):
    is_told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in logging
        """Say once that the log cannot be written, and go on without."""
        if not self.is_told:
            _say_unwritten(self.baseFilename, sys.exc_info()[1])
        self.is_told = True


class _OneLine(logging.Formatter):
    """An event a line, times in UTC; only the traceback of a mistake takes more."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Write line breaks, as in the name of a file, as they are in Python."""
        return super().formatMessage(record).replace("\r", r"\r").replace("\n", r"\n")


@contextmanager
def _logging(path: Path) -> Iterator[None]:
    handler = _LogFile(path, "a", LOG_BYTES, OLDER_LOGS, "utf-8", True, "backslashreplace")
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)-8s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
