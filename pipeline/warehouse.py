"""Where a warehouse's files are: the published ones, and the working copy of a build."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

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
    def dbt_dir(self) -> Path:
        """Folder of dbt's compiled models, parse cache and logs."""
        return self.build_dir / "dbt"

    @property
    def reviews(self) -> Path:
        """People's verdicts on findings, which outlive every build; may be missing."""
        return self.published.parent / "reviews.csv"

    @property
    def _stamp(self) -> Path:
        return self.build_dir / "transformed"

    def mark_transformed(self) -> None:
        """Note that the models of the working copy are those of its raw tables as they are now."""
        self._stamp.write_text(str(self.working.stat().st_mtime_ns))

    def check_transformed(self) -> None:
        """See that nothing was written to the working copy after its models were built.

        Raises:
            WarehouseError: the models are missing or older than the raw tables.
        """
        built = self._stamp.read_text() if self._stamp.exists() else None
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

    def start(self) -> None:
        """Make a working copy of the published file, or none if nothing is published yet."""
        self.build_dir.mkdir(parents=True, exist_ok=True)
        for name in (self.working.name, f"{self.working.name}.wal", self._stamp.name, *PRODUCTS):
            _remove(self.build_dir / name)
        if self.published.exists():
            shutil.copyfile(self.published, self.working)

    def publish(self) -> None:
        """Replace the published file by the working copy in one rename, then its products.

        Raises:
            WarehouseError: the working copy is missing or still being written.
        """
        if not self.working.exists():
            raise WarehouseError(f"{self.working}: there is nothing to publish; run make build.")
        if self.working.with_name(f"{self.working.name}.wal").exists():
            raise WarehouseError(f"{self.working} is still being written; close it first.")
        _flush(self.working)
        self.working.replace(self.published)
        _flush(self.published.parent)
        for product in PRODUCTS:
            built = self.build_dir / product
            if built.exists():
                _remove(self.published.parent / product)
                built.rename(self.published.parent / product)


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
