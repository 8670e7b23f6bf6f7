"""The CSV files that people keep beside the reports: what they know and no report says."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from extract import raw_schema
from extract.form import read_seed
from extract.language import _, joined


class CompanionError(Exception):
    """A CSV file kept beside the reports cannot be used; names file, row and cause."""


@dataclass(frozen=True)
class Companion:
    """A kind of CSV file and the table of schema ``raw`` it goes into.

    Attributes:
        table: the table. Its columns are those of the file, in order, after ``row_no`` if it
            has one.
        columns: the file's columns, as people call them.
        key: columns that are filled in every row and name a row once.
        needed: further columns that are filled in every row.
        differing: columns that may not say the same in one row.
        checks: by column, whether a value will do, and what is expected of it.
    """

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    needed: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    checks: dict[str, tuple[Callable[[str], object], str]] = field(default_factory=dict)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@cache
def _divisions() -> frozenset[str]:
    return frozenset(region["region_code"] for region in read_seed("regions"))


VERDICTS = ("confirmed", "dismissed")
NUMBER = (re.compile(r"-?\d{1,15}(\.\d{1,6})?").fullmatch, _("a number"))

MANIFEST = Companion(
    "manifest",
    ("path", "agency", "year", "url", "region"),
    key=("path",),
    checks={
        "year": (re.compile(r"\d{4}年?").fullmatch, _("four digits")),
        "region": (
            lambda code: code in _divisions(),
            _("the six digits of a division in dbt_project/seeds/regions.csv"),
        ),
    },
)
REPORTING_LINES = Companion(
    "reporting_lines",
    ("agency", "reports_to"),
    key=("agency",),
    needed=("reports_to",),
    differing=("agency", "reports_to"),
)
REVIEWS = Companion(
    "reviews",
    (
        *("report", "rule", "instance", "verdict", "reason", "reviewer", "date"),
        *("left_value", "right_value", "printed"),
    ),
    key=(),
    needed=("report", "rule", "instance", "verdict", "date"),
    checks={
        "verdict": (VERDICTS.__contains__, joined(_(" or "), VERDICTS)),
        "date": (_is_day, _("a day as YYYY-MM-DD")),
        "left_value": NUMBER,
        "right_value": NUMBER,
    },
)


def read(path: Path, companion: Companion) -> list[tuple]:
    """The rows of a companion file, as its table stores them; none if there is no such file.

    Args:
        path: a CSV file in UTF-8 with a header; columns may stand in any order, and those
            that need not be filled may be missing.
        companion: the kind of file.

    Raises:
        CompanionError: it is no such file, or a row is not as it must be.
    """
    if not path.exists():
        return []
    frame = _frame(path, companion)
    numbered = frame.with_row_index("row_no", offset=2)
    filled = numbered.filter(pl.any_horizontal(pl.col(companion.columns).is_not_null()))
    for row in filled.iter_rows(named=True):
        _check(path, companion, row)
    _check_key(path, companion, filled)
    is_numbered = "row_no" in raw_schema.TABLES[companion.table]
    return (filled if is_numbered else filled.drop("row_no")).rows()


def _frame(path: Path, companion: Companion) -> pl.DataFrame:
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        cause = str(error).strip().splitlines()[0]  # what follows is advice to programmers
        raise CompanionError(
            _(
                "{path}: not a CSV file in UTF-8 ({cause}). Spreadsheet programs call it CSV UTF-8."
            ).format(path=path, cause=cause)
        ) from error
    must_have = {*companion.key, *companion.needed}
    if set(frame.columns) - set(companion.columns) or must_have - set(frame.columns):
        needed = [column for column in companion.columns if column in must_have]
        others = [column for column in companion.columns if column not in must_have]
        expected = (
            _("{path}: columns are {columns}; expected {needed} and any of {others}.")
            if others
            else _("{path}: columns are {columns}; expected {needed}.")
        )
        raise CompanionError(
            expected.format(
                path=path,
                columns=joined(_(", "), frame.columns),
                needed=joined(_(", "), needed),
                others=joined(_(", "), others),
            )
        )
    missing = [pl.lit(None, pl.String).alias(c) for c in companion.columns if c not in frame]
    return frame.with_columns(missing).select(companion.columns)


def _check(path: Path, companion: Companion, row: dict[str, str | int | None]) -> None:
    for column in (*companion.key, *companion.needed):
        if not row[column]:
            raise CompanionError(
                _("{path}: row {row} names no {column}.").format(
                    path=path, row=row["row_no"], column=column
                )
            )
    if companion.differing and len({row[column] for column in companion.differing}) == 1:
        raise CompanionError(
            _("{path}: row {row} has the same {columns}.").format(
                path=path, row=row["row_no"], columns=joined(_(" and "), companion.differing)
            )
        )
    for column, (is_right, expected) in companion.checks.items():
        value = row[column]
        if value and not is_right(value):
            raise CompanionError(
                _("{path}: row {row} has the {column} {value}; expected {expected}.").format(
                    path=path, row=row["row_no"], column=column, value=value, expected=expected
                )
            )


def _check_key(path: Path, companion: Companion, rows: pl.DataFrame) -> None:
    if not companion.key:
        return
    repeated = rows.filter(rows.select(companion.key).is_duplicated())
    if len(repeated):
        twice = ", ".join(repeated.select(companion.key).row(0))
        raise CompanionError(_("{path}: {name} is listed twice.").format(path=path, name=twice))
