"""Writes a corpus: report files, and beside them what they state and what is due on them."""

import csv
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import repeat
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from benchmarks.corpus.agencies import agency
from benchmarks.corpus.drafts import YEARS
from benchmarks.corpus.reports import Plan, Report, reports

AT_ONCE = 10 * len(YEARS)  # reports that a process makes in one go
VALUES = "known_values.parquet"
COLUMNS = {
    VALUES: ("source_path", "stated_in", "line_code", "column_code", "value"),
    "known_reports.csv": (
        *("source_path", "agency_name_zh", "region_code", "report_year"),
        *("table2_variant", "table3_variant", "slip"),
    ),
    "slips.csv": (
        *("source_path", "slip", "stated_in", "line_code", "column_code"),
        *("value", "sound_value"),
    ),
    "known_findings.csv": ("source_path", "rule_id", "instance"),
}

Rows = dict[str, list[tuple]]  # by the file they are written to
Append = Callable[[list[tuple]], None]


def write(
    plan: Plan, folder: Path, number: int, jobs: int, progress: Callable[[int, int], None]
) -> None:
    """Write a corpus into a folder that holds none; nothing is kept in memory.

    Args:
        plan: how the reports turn out.
        folder: the report files go below `raw` in it, what is known of them beside that.
        number: how many reports.
        jobs: how many processes make them.
        progress: called with how many are written, and how many there will be.

    Raises:
        FileExistsError: the folder holds a corpus.
        IndexError: there are not so many agencies.
    """
    agency(plan.seed, (number - 1) // len(YEARS))
    raw = folder / "raw"
    raw.mkdir(parents=True)
    firsts = range(0, number, AT_ONCE)
    lasts = [min(first + AT_ONCE, number) for first in firsts]
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((_parquet if name == VALUES else _csv)(folder / name))
            for name in COLUMNS
        }
        pool = stack.enter_context(ProcessPoolExecutor(jobs))
        written = pool.map(_write_some, repeat(plan), repeat(raw), firsts, lasts)
        for last, rows in zip(lasts, written, strict=True):
            for name, append in files.items():
                append(rows[name])
            progress(last, number)


def _write_some(plan: Plan, raw: Path, first: int, last: int) -> Rows:
    rows: Rows = {name: [] for name in COLUMNS}
    for report in reports(plan, first, last):
        path = raw / report.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report.content)
        for name, of_report in _known(report).items():
            rows[name] += of_report
    rows[VALUES] = pa.table(list(map(list, zip(*rows[VALUES], strict=True))), _schema())
    return rows


def _known(report: Report) -> Rows:
    path, of, filed = report.path, report.agency, report.draft.filed
    numbers, sound = report.draft.numbers, report.sound.numbers
    return {
        VALUES: [(path, *place, _printed(number)) for place, number in numbers.items()],
        "known_reports.csv": [
            (path, of.name, of.region_code, filed.year, *filed.variants, report.slip)
        ],
        "slips.csv": [
            (path, report.slip, *place, _printed(number), _printed(sound[place]))
            for place, number in numbers.items()
            if number != sound[place]
        ],
        "known_findings.csv": [(path, *finding) for finding in report.findings],
    }


def _printed(number: int | None) -> str:
    return "" if number is None else str(number)


def _schema() -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in COLUMNS[VALUES]])


@contextmanager
def _parquet(path: Path) -> Iterator[Append]:
    with parquet.ParquetWriter(path, _schema(), compression="zstd") as file:
        yield file.write_table


@contextmanager
def _csv(path: Path) -> Iterator[Append]:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS[path.name])
        yield rows.writerows
