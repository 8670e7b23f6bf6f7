"""Where a warehouse's files are: the published ones, and the working copy of a build."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from extract import raw_schema
from pipeline.version import project_version

# In SQL these would no longer tell the warehouse from one of its schemas or DuckDB's own.
RESERVED_NAMES = {
    "pg_catalog",
    "information_schema",
    "raw",
    "form",
    "staging",
    "intermediate",
    "marts",
    "main",
    "system",
    "temp",
}
PRODUCTS = ("data_docs", "dbt_docs", "validation_results.json")


class WarehouseError(Exception):
    """A build that cannot go on; says what is wrong and what to do."""

    exit_code = 1


@dataclass(frozen=True)
class Warehouse:
    """A published DuckDB file with its products beside it, and the folder it is built in.

    The working copy has the same file name as the published one, because DuckDB's views
    name the database they belong to.
    """

    published: Path

    def __post_init__(self) -> None:
        if self.published.stem.lower() in RESERVED_NAMES:
            raise WarehouseError(
                f"{self.published}: a warehouse cannot be called {self.published.stem}, "
                "the name means something else in SQL; choose another (WAREHOUSE=)."
            )

    @property
    def build_dir(self) -> Path:
        """Folder of the build, on the same file system so that publishing is one rename."""
        return self.published.parent / f".{self.published.stem}.build"

    @property
    def working(self) -> Path:
        """The working copy."""
        return self.build_dir / self.published.name

    @property
    def previous(self) -> Path:
        """What was published before, kept in case it is wanted back; may be missing."""
        return self.published.with_name(f"{self.published.stem}.previous{self.published.suffix}")

    @property
    def dbt_dir(self) -> Path:
        """Folder of dbt's compiled models, parse cache and logs."""
        return self.build_dir / "dbt"

    @property
    def reviews(self) -> Path:
        """People's verdicts on findings, which outlive every build; may be missing."""
        return self.published.parent / "reviews.csv"

    @property
    def _transformed(self) -> Path:
        return self.build_dir / "transformed"

    @property
    def _complete(self) -> Path:
        return self.build_dir / "published.json"

    def mark_transformed(self) -> None:
        """Note that the models of the working copy are those of its raw tables as they are now."""
        self._transformed.write_text(str(self.working.stat().st_mtime_ns))

    def check_started(self) -> None:
        """See that there is a working copy, and that all reports were read into it.

        Raises:
            WarehouseError: there is none, or reading was ended before it was done.
        """
        if not self.working.exists() or self._is_being_read():
            raise WarehouseError(
                f"{self.working}: no build under way, or reports not read to the end; "
                "run make extract first."
            )

    def check_transformed(self) -> None:
        """See that nothing was written to the working copy after its models were built.

        Raises:
            WarehouseError: the models are missing or older than the raw tables.
        """
        built = self._transformed.read_text() if self._transformed.exists() else None
        if built != str(self.working.stat().st_mtime_ns):
            raise WarehouseError(
                f"{self.working}: reports were read after the models were built; "
                "run make transform first."
            )

    def check_outside(self, raw: Path) -> None:
        """See that the warehouse is not among the report files, where the next build would read it.

        Raises:
            WarehouseError: it is.
        """
        if self.published.resolve().is_relative_to(raw.resolve()):
            raise WarehouseError(
                f"{self.published}: lies in the folder of report files; put it elsewhere "
                "(WAREHOUSE=)."
            )

    def check_closed(self) -> None:
        """See that nobody writes to the published file.

        DuckDB would replay a log left beside it into the file that is published next.

        Raises:
            WarehouseError: a log lies beside it.
        """
        log = self.published.with_name(f"{self.published.name}.wal")
        if log.exists():
            raise WarehouseError(
                f"{self.published}: another program has it open for writing, or was ended while it "
                f"had: {log.name} lies beside it. Close it there, or open and close it once with "
                "duckdb, and build again."
            )

    def start(self) -> None:
        """Make a working copy of the published file, or none if nothing is published yet.

        A copy into which reports were being read when the build was ended is kept: reading
        goes on in it.
        """
        self.build_dir.mkdir(parents=True, exist_ok=True)
        for name in (self._transformed.name, *PRODUCTS):
            _remove(self.build_dir / name)
        if self._is_being_read():
            return
        for path in (self.working, self.working.with_name(f"{self.working.name}.wal")):
            _remove(path)
        if self.published.exists():
            shutil.copyfile(self.published, self.working)

    def _is_being_read(self) -> bool:
        if not self.working.exists():
            return False
        try:
            with duckdb.connect(str(self.working), read_only=True) as connection:
                return raw_schema.is_unfinished(connection)
        except duckdb.Error:
            return False

    def publish(self) -> None:
        """Replace the published file by the working copy in one rename, then its products.

        What was published is kept as `previous`.

        Raises:
            WarehouseError: the working copy is missing, or one of both is being written.
        """
        if not self.working.exists():
            raise WarehouseError(f"{self.working}: there is nothing to publish; run make build.")
        if self.working.with_name(f"{self.working.name}.wal").exists():
            raise WarehouseError(f"{self.working} is still being written; close it first.")
        self.check_closed()
        _flush(self.working)
        self._keep_previous()
        self.working.replace(self.published)
        _flush(self.published.parent)
        for product in PRODUCTS:
            built = self.build_dir / product
            if built.exists():
                _remove(self.published.parent / product)
                built.rename(self.published.parent / product)
        self._complete.write_text(json.dumps(self._state()))

    def _keep_previous(self) -> None:
        if not self.published.exists():
            return
        kept = self.build_dir / self.previous.name
        _remove(kept)
        try:
            os.link(self.published, kept)
        except OSError:  # the file system has no hard links
            shutil.copyfile(self.published, kept)
            _flush(kept)
        kept.replace(self.previous)

    def is_up_to_date(self) -> bool:
        """Whether all of what is published was published by this version of the project.

        Whether of the same files, the loader knows.
        """
        try:
            published = json.loads(self._complete.read_text())
            return published == self._state() and all(
                (self.published.parent / product).exists() for product in PRODUCTS
            )
        except (OSError, ValueError):
            return False

    def _state(self) -> dict[str, str | int]:
        status = self.published.stat()
        return {
            "project_version": project_version(),
            "inode": status.st_ino,
            "size_bytes": status.st_size,
            "modified_ns": status.st_mtime_ns,
        }


def _flush(path: Path) -> None:
    """Have the file system write a file, or a folder's entries, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
