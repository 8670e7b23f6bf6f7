"""What a build found, in numbers: counted once, for people to read and for run.json."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from extract.language import LANGUAGE


@dataclass(frozen=True)
class Rule:
    """A rule of the form, and how often it held.

    Attributes:
        statement: what must hold, in the user's language.
        failed: open findings; those a person dismissed are counted apart.
        reports_failing: reports with an open finding.
    """

    rule_id: str
    severity: str
    statement: str
    failed: int
    dismissed: int
    reports_failing: int
    passed: int


@dataclass(frozen=True)
class Figures:
    """Counts of a built warehouse.

    Attributes:
        files: report files of the raw folder that were read and loaded.
        rejected: files that were not, by the reason's code.
        reports: different reports among the files.
        superseded: reports that a later one of the same agency and year replaces.
        cells_expected: cells that the form asks of the reports.
        cells_located: those that were found.
        rules: every rule, by its id.
    """

    files: int
    rejected: dict[str, int]
    reports: int
    superseded: int
    cells_expected: int
    cells_located: int
    rules: list[Rule]

    def as_record(self) -> dict[str, Any]:
        """The figures of reports for run.json."""
        findings: dict[str, dict[str, int]] = defaultdict(dict)
        for rule in self.rules:
            if rule.failed:
                findings[rule.severity][rule.rule_id] = rule.failed
        return {
            "reports": self.reports,
            "cells": {"located": self.cells_located, "expected": self.cells_expected},
            "findings": findings,
        }


def figures_of(database: Path) -> Figures:
    """Count what is in a built DuckDB file, which is opened read-only."""
    with duckdb.connect(str(database), read_only=True) as connection:
        (files,) = connection.execute("select count(*) from staging.stg_raw__files").fetchone()
        rejected = connection.execute(
            """
            select reason_code, count(*) from marts.fct_rejected_files
            group by reason_code order by reason_code
            """
        ).fetchall()
        of_reports = connection.execute(
            """
            select count(*), count(*) filter (not is_current),
                coalesce(sum(cells_expected), 0)::bigint, coalesce(sum(cells_located), 0)::bigint
            from marts.dim_reports
            """
        ).fetchone()
        rules = connection.execute(
            f"""
            select rule_id, finding_severity, statement_{LANGUAGE}, failed - dismissed, dismissed,
                reports_failing, passed
            from marts.rpt_rules order by rule_id
            """
        ).fetchall()
    return Figures(files, dict(rejected), *of_reports, [Rule(*rule) for rule in rules])
