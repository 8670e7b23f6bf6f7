"""Where a warehouse's files are: the published ones, and the working copy of a build."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.language import _
from pipeline.database import (
    fingerprint,
    is_of_this_extractor,
    opened,
    previous_of,
    shows_other_files,
    wal_of,
)
from pipeline.errors import WarehouseError
from pipeline.files import flush, remove

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
PRODUCTS = ("data_docs", "dbt_docs", "site", "validation_results.json")
# What a new build needs of an older one in the build folder: all else is cleared away.
KEPT = {"lock", "holder.json", "scratch", "dbt", "published.json"}


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
                _(
                    "{path}: a warehouse cannot be called {name}, the name means something else "
                    "in SQL; choose another (WAREHOUSE=)."
                ).format(path=self.published, name=self.published.stem)
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
        """Folder of dbt's compiled models and parse cache."""
        return self.build_dir / "dbt"

    @property
    def reviews(self) -> Path:
        """People's verdicts on findings, which outlive every build; may be missing."""
        return self.published.parent / "reviews.csv"

    @property
    def stamp(self) -> Path:
        """What was published, and with what; written last, so that a build cut short shows."""
        return self.build_dir / "published.json"

    @property
    def _transformed(self) -> Path:
        return self.build_dir / "transformed"

    def mark_transformed(self) -> None:
        """Note that the models of the working copy are those of its raw tables as they are now."""
        self._transformed.write_text(fingerprint(self.working))

    def check_transformed(self) -> None:
        """See that nothing was written to the working copy after its models were built.

        Raises:
            WarehouseError: the models are missing or older than the raw tables.
        """
        built = self._transformed.read_text() if self._transformed.exists() else None
        if built != fingerprint(self.working):
            raise WarehouseError(
                _(
                    "{path}: reports were read after the models were built; "
                    "run make transform first."
                ).format(path=self.working)
            )

    def check_outside(self, raw: Path) -> None:
        """See that the warehouse is not among the report files, where the next build would read it.

        Raises:
            WarehouseError: it is.
        """
        if self.published.resolve().is_relative_to(raw.resolve()):
            raise WarehouseError(
                _(
                    "{path}: lies in the folder of report files; put it elsewhere (WAREHOUSE=)."
                ).format(path=self.published)
            )

    def start(self) -> None:
        """Make a working copy of the published file, or none if it has no tables, or is not there.

        What an earlier build left behind is cleared away, but for its working copy, whatever it
        failed in: the files that it has read need not be read again, and all else is built anew.
        Read by another version of the extractor, it is of no use.

        Raises:
            WarehouseError: the published file is no whole warehouse, or being written to.
        """
        with self._published_as_it_is():
            is_wanted = is_of_this_extractor(self.working)
            self.clear(but=(self.working.name, wal_of(self.working).name) if is_wanted else ())
        if self.published.exists() and not is_wanted and not shows_other_files(self.published):
            with self.copied() as copy:
                copy.replace(self.working)

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """A copy of the published file in a folder of its own, which does not outlast the block.

        Raises:
            WarehouseError: the published file is no whole warehouse, or being written to.
        """
        folder = self.build_dir / "copy"
        remove(folder)
        folder.mkdir()
        try:
            with self._published_as_it_is():
                copy = folder / self.published.name
                shutil.copyfile(self.published, copy)
            yield copy
        finally:
            remove(folder)

    def clear(self, but: tuple[str, ...] = ()) -> None:
        """Remove what earlier builds left in the build folder and a new one has no use for."""
        for path in self.build_dir.iterdir():
            if path.name not in {*KEPT, *but}:
                remove(path)

    def publish(self) -> None:
        """Replace the published file by the working copy in one rename, then its products.

        The file that was published stays beside it as the previous one.

        Raises:
            WarehouseError: the working copy is missing or still being written, or the
                published file must not be replaced.
        """
        if not self.working.exists():
            raise WarehouseError(
                _("{path}: there is nothing to publish; run make build.").format(path=self.working)
            )
        if wal_of(self.working).exists():
            raise WarehouseError(
                _("{path} is still being written; close it first.").format(path=self.working)
            )
        flush(self.working)
        with self._published_as_it_is():
            if self.published.exists():
                self._keep_previous()
            self.working.replace(self.published)
        flush(self.published.parent)
        for name in PRODUCTS:
            if (self.build_dir / name).exists():
                self.publish_product(name)

    def publish_product(self, name: str) -> None:
        """Replace one of the products by the one in the build folder."""
        product, replaced = self.published.parent / name, self.build_dir / f"{name}.replaced"
        remove(replaced)
        if product.exists():
            product.rename(replaced)
        (self.build_dir / name).rename(product)
        remove(replaced)

    @contextmanager
    def _published_as_it_is(self) -> Iterator[None]:
        """Let nobody write to the published file; readers may come and go."""
        if self.published.exists():
            with opened(self.published):
                yield
        elif wal_of(self.published).exists():
            raise WarehouseError(
                _(
                    "{path}: belongs to a warehouse that is gone, and DuckDB would take it for "
                    "part of a new one; move it away."
                ).format(path=wal_of(self.published))
            )
        else:
            yield

    def _keep_previous(self) -> None:
        """Give the published file a second name, so that its own can be taken without a gap."""
        second_name = self.build_dir / "previous"
        remove(second_name)
        try:
            os.link(self.published, second_name)
        except OSError:  # a file system without hard links
            shutil.copyfile(self.published, second_name)
            flush(second_name)
        second_name.replace(previous_of(self.published))
        remove(second_name)  # still there if both were names of one file: nothing was replaced
