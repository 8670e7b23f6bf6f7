"""Writes a published warehouse as files that other programs open: Parquet, CSV, a spreadsheet."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from extract.language import _
from extract.limits import database_settings
from pipeline import spreadsheet
from pipeline.database import as_people_write, quoted
from pipeline.datapackage import NAME, data_package
from pipeline.errors import WarehouseError
from pipeline.marts import Column, Mart, published_marts
from pipeline.spreadsheet.cells import Limits

PACKAGE = "datapackage.json"
SPREADSHEET = "reports_wide.xlsx"
# Text that a spreadsheet program may run as a formula, if a CSV file holds it
# (https://owasp.org/www-community/attacks/CSV_Injection). Apostrophes before it count in, or
# nobody could tell the one that is put in front from one that was printed.
FORMULA = r"^'*(\p{Cc}|[\p{Z}\p{C}]*[=+\-@＝＋－＠])"
# What begins likewise and never runs: a number, or the dashes that stand for none.
NO_FORMULA = r"^\p{Z}*([+\-＋－]?\p{Nd}+([.,．，]\p{Nd}+)*[%％]?|[\-－]+)\p{Z}*$"


@dataclass(frozen=True)
class ExportResult:
    """What an export wrote: marts, reports in the spreadsheet, and what the user must be told."""

    marts: int
    reports: int
    notices: list[str]


def export(database: Path, folder: Path, progress: Callable[[int, int], None]) -> ExportResult:
    """Write every mart of a published warehouse into a folder, all or nothing.

    The same warehouse gives the same bytes of CSV and JSON: rows are sorted, and no clock is read.

    Args:
        database: the published DuckDB file; only read.
        folder: where to; an earlier export there is replaced when this one is complete.
        progress: called with the number of steps done so far and in all.

    Raises:
        WarehouseError: the folder holds something else, or the file is no warehouse of ours.
    """
    with (
        _replacing(folder) as partial,
        duckdb.connect(
            str(database), read_only=True, config=database_settings(partial / "spilled")
        ) as connection,
    ):
        marts = published_marts(connection)
        if "rpt_reports_wide" not in {mart.name for mart in marts}:
            raise WarehouseError(
                _("{database}: no marts.rpt_reports_wide in it; run make build.").format(
                    database=database
                )
            )
        limits = Limits()
        (reports,) = connection.execute(
            "select least(count(*), ?) from marts.rpt_reports_wide", [limits.reports]
        ).fetchone()
        total = len(marts) + reports
        for kind in ("csv", "parquet"):
            (partial / kind).mkdir()
        for done, mart in enumerate(marts):
            progress(done, total)
            _write_table(connection, mart, partial)
        notices = spreadsheet.write(
            connection,
            partial / SPREADSHEET,
            lambda rows: progress(len(marts) + rows, total),
            limits,
        )
        (newest,) = connection.execute(
            "select max(published_date) from marts.dim_reports"
        ).fetchone()
        files = {mart.name: partial / "csv" / f"{mart.name}.csv" for mart in marts}
        package = json.dumps(data_package(marts, files, newest), ensure_ascii=False, indent=2)
        (partial / PACKAGE).write_text(package + "\n", encoding="utf-8")
    return ExportResult(len(marts), reports, notices)


def _write_table(connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path) -> None:
    parquet = quoted(folder / "parquet" / f"{mart.name}.parquet")
    csv = quoted(folder / "csv" / f"{mart.name}.csv")
    columns = ", ".join(_as_text(column) for column in mart.columns)
    connection.execute(
        f"copy (from marts.{mart.name} order by all) to {parquet} (format parquet, "
        "compression zstd)"
    )
    # from the file that was sorted just now; CRLF as in RFC 4180
    connection.execute(
        f"copy (select {columns} from read_parquet({parquet})) to {csv} (format csv, header, "
        r"new_line '\r\n', timestampformat '%Y-%m-%dT%H:%M:%S')"
    )


def _as_text(column: Column) -> str:
    """A column for CSV: exact decimals as people write them, 31 and not 31.000000; no formulas."""
    name = f'"{column.name}"'
    if column.sql_type == "VARCHAR":
        is_formula = f"regexp_matches({name}, {quoted(FORMULA)})"
        is_harmless = f"regexp_matches({name}, {quoted(NO_FORMULA)})"
        return f"if({is_formula} and not {is_harmless}, '''' || {name}, {name}) as {name}"
    if column.sql_type.startswith("DECIMAL") and not column.sql_type.endswith(",0)"):
        return f"{as_people_write(name)} as {name}"
    return name


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """An empty folder to write into that takes another's place once all is written."""
    folder = folder.absolute()
    partial = folder.with_name(f".{folder.name}.partial")
    replaced = folder.with_name(f".{folder.name}.replaced")
    if replaced.exists() and not folder.exists():  # killed between the two renames below
        replaced.rename(folder)
    _check_is_ours(folder)
    for leftover in (partial, replaced):
        shutil.rmtree(leftover, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        if folder.exists():
            folder.rename(replaced)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(replaced, ignore_errors=True)


def _check_is_ours(folder: Path) -> None:
    """See that nothing but an earlier export would be replaced."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        is_ours = package["name"] == NAME
    except (OSError, ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise WarehouseError(
            _(
                "{folder}: holds something other than an export, which must not be replaced; "
                "choose another folder (OUT=)."
            ).format(folder=folder)
        )
