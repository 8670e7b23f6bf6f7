"""Records a person's verdict on a finding in reviews.csv, which outlives every build."""

import csv
import io
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from extract import companions
from extract.language import _, joined
from pipeline.errors import WarehouseError
from pipeline.files import write_whole
from pipeline.warehouse import Warehouse

FINDINGS = """
    select rule_id, instance, left_value, right_value, value_raw
    from intermediate.int_rule_results_judged
    where status = 'fail' and report_id in (
        select report_id from staging.stg_raw__files where $report in (source_path, report_id)
    )
    order by rule_id, instance
"""
# by its path a report is known again after another file took its place
PATH = (
    "select min(source_path) from staging.stg_raw__files where $report in (source_path, report_id)"
)
NAMES_SHOWN = 10


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
    """Append a review to reviews.csv: the report by its path, both sides of the rule as published.

    Raises:
        WarehouseError: the published warehouse has no such finding, or reviews.csv lacks a column.
        CompanionError: reviews.csv is malformed; it stays as it is.
    """
    with FileLock(warehouse.reviews.with_name(f".{warehouse.reviews.name}.lock")):
        _append(warehouse, review, on)


def _append(warehouse: Warehouse, review: Review, on: date) -> None:
    path = warehouse.reviews
    row = asdict(review) | {"date": on.isoformat()} | _as_published(warehouse.published, review)
    companions.read(path, companions.REVIEWS)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    header = next(
        csv.reader(io.StringIO(before.removeprefix("\ufeff"))), list(companions.REVIEWS.columns)
    )
    missing = [column for column in companions.REVIEWS.columns if column not in header]
    if missing:
        raise WarehouseError(
            _("{path}: add to its header: {columns}.").format(
                path=path, columns=joined(_(", "), missing)
            )
        )
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    if not before:
        writer.writeheader()
    writer.writerow(row)
    joint = "" if before.endswith("\n") or not before else "\n"
    write_whole(path, before + joint + text.getvalue())


def _as_published(published: Path, review: Review) -> dict[str, Any]:
    """The report's path, both sides of the rule, and the cell as printed where it is about one."""
    report = {"report": review.report}
    with duckdb.connect(str(published), read_only=True) as connection:
        (path,) = connection.execute(PATH, report).fetchone()
        found = connection.execute(FINDINGS, report).fetchall()
    if path is None:
        raise WarehouseError(
            _(
                "{warehouse}: no report {report}; give its path in the raw folder, or its "
                "report_id."
            ).format(warehouse=published, report=review.report or _("is named"))
        )
    for rule, instance, left, right, printed in found:
        if (rule, instance) == (review.rule, review.instance):
            return {"report": path, "left_value": left, "right_value": right, "printed": printed}
    names = [f"{rule} {instance}" for rule, instance, *_values in found]
    shown = joined(_(", "), names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        shown = _("{findings} and more").format(findings=shown)
    raise WarehouseError(
        _(
            "{warehouse}: {report} has no finding {rule} {instance}. Its findings are: {findings}."
        ).format(
            warehouse=published,
            report=review.report,
            rule=review.rule,
            instance=review.instance,
            findings=shown or _("none, or another report supersedes it"),
        )
    )
