"""Records a person's verdict on a finding in reviews.csv, which outlives every build."""

import csv
import io
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import duckdb

from extract import companions
from pipeline.warehouse import Warehouse, WarehouseError

RESULT = """
    select any_value(left_value), any_value(right_value), count(*)
    from marts.fct_rule_results
    where rule_id = $rule and instance = $instance and report_id in (
        select report_id from staging.stg_raw__files where $report in (source_path, report_id)
    )
"""
# What a mistyped instance may have meant.
OPEN = """
    select distinct rule_id || ' ' || instance
    from marts.fct_rule_results inner join staging.stg_raw__files using (report_id)
    where status = 'fail' and $report in (source_path, report_id) order by all
"""


@dataclass(frozen=True)
class Review:
    """A verdict on one finding.

    Attributes:
        report: path of the file in the raw folder, or report_id.
        rule: its rule_id.
        instance: as in ``fct_rule_results``.
        verdict: ``confirmed`` or ``dismissed``.
    """

    report: str
    rule: str
    instance: str
    verdict: str
    reason: str
    reviewer: str


def record(warehouse: Warehouse, review: Review, on: date) -> None:
    """Append a review to reviews.csv, with both sides of the rule as they are published now.

    Raises:
        WarehouseError: the published warehouse has no such result.
        CompanionError: reviews.csv is malformed; it stays as it is.
    """
    sides = _sides(warehouse.published, review)
    path = warehouse.reviews
    companions.read(path, companions.REVIEWS)
    row = (*astuple(review), on.isoformat(), *sides)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not path.exists():
        writer.writerow(companions.REVIEWS.columns)
    writer.writerow(["" if value is None else value for value in row])
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    unfinished = path.with_name(f".{path.name}.unfinished")
    joint = "" if before.endswith("\n") or not before else "\n"
    unfinished.write_text(before + joint + text.getvalue(), encoding="utf-8")
    unfinished.replace(path)


def _sides(published: Path, review: Review) -> tuple:
    with duckdb.connect(str(published), read_only=True) as connection:
        values = {"report": review.report, "rule": review.rule, "instance": review.instance}
        left, right, results = connection.execute(RESULT, values).fetchone()
        if results:
            return left, right
        names = connection.execute(OPEN, {"report": review.report}).fetchall()
    found = ", ".join(name for (name,) in names) or "no finding of a report of that path or id"
    raise WarehouseError(
        f"{published}: no result {review.rule} {review.instance} of {review.report}. "
        f"There is: {found}."
    )
