"""What a build prints at its end: what was read, what was found, and where it is."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from extract.terminal import shown
from pipeline.figures import Figures, Rule

# Lines printed of each problem; the rest are in its table.
LINES_SHOWN = 5


@dataclass(frozen=True)
class Problem:
    """Something a person should look at.

    Attributes:
        heading: what it is, and what to do about it.
        table: where all of it is.
        lines: a query of one column, a line to print for each case.
    """

    heading: str
    table: str
    lines: str


PROBLEMS = (
    Problem(
        "rejected",
        "marts.fct_rejected_files",
        """
        select source_path || ': ' || reason_code || ' (' || meaning_zh || '). ' || reason
        from marts.fct_rejected_files order by source_path
        """,
    ),
    Problem(
        "unidentified (name them in manifest.csv, columns path, agency, year)",
        "marts.dim_reports",
        """
        select source_path || ': ' || concat_ws(' and ',
            case when agency_name_zh is null then 'agency' end,
            case when report_year is null then 'year' end) || ' unknown'
        from marts.dim_reports
        where agency_name_zh is null or report_year is null order by source_path
        """,
    ),
    Problem(
        "superseded by a later report of the same agency and year",
        "marts.dim_reports",
        """
        select earlier.source_path || ' by ' || current.source_path
        from marts.dim_reports as earlier
        inner join marts.dim_reports as current using (agency_id, report_year)
        where not earlier.is_current and current.is_current order by earlier.source_path
        """,
    ),
    Problem(
        "agencies without a region, as a rule compared with no other year (name one in "
        "manifest.csv, column region)",
        "marts.dim_reports",
        """
        select source_path || ': ' || agency_name_zh from marts.dim_reports
        where region_code is null and agency_name_zh is not null
        order by source_path
        """,
    ),
    Problem(
        "named in manifest.csv, but not in the folder",
        "staging.stg_raw__manifest",
        """
        select source_path from staging.stg_raw__manifest
        where source_path not in (
            select source_path from staging.stg_raw__files
            union all
            select source_path from marts.fct_rejected_files
        )
        order by source_path
        """,
    ),
    Problem(
        "named in agencies.csv, but in no report, or by several agencies (name their region in "
        "manifest.csv)",
        "staging.stg_raw__reporting_lines",
        """
        select distinct name
        from staging.stg_raw__reporting_lines
        unpivot (name for place in (agency_name_zh, parent_name_zh))
        where (
            select count(distinct agency_id) from marts.dim_reports where agency_name_zh = name
        ) != 1
        order by name
        """,
    ),
    Problem(
        "warnings (file, rule, instance)",
        "marts.rpt_rule_results",
        """
        select source_path || ', ' || rule_id || ', ' || instance || '. ' || statement_en
        from marts.rpt_rule_results
        where is_open and severity = 'warning' order by source_path, rule_id, instance
        """,
    ),
    Problem(
        "whole-area figures that are not the sum of the agencies below",
        "marts.fct_hierarchy_checks",
        r"""
        select concat_ws(', ', source_path, measure_id, stated_in) || '. '
            || regexp_replace(area_value::varchar, '\.?0+$', '') || ' stated, the agencies make '
            || regexp_replace(children_value::varchar, '\.?0+$', '')
        from marts.fct_hierarchy_checks inner join marts.dim_reports using (report_id)
        where status = 'fail' order by source_path, measure_id, stated_in
        """,
    ),
    Problem(
        "cells that alone explain why sums fail",
        "marts.fct_suspect_cells",
        """
        select source_path || ': ' || statement_en || ' (' || instances_explained || ')'
        from marts.fct_suspect_cells inner join marts.dim_reports using (report_id)
        order by source_path, measure_id
        """,
    ),
    Problem(
        "stale reviews (the finding has changed or is gone since; look again)",
        "marts.fct_reviews",
        """
        select concat_ws(' ', 'row', review_no || ':', rule_id, instance, 'of', report_name)
        from marts.fct_reviews where review_status = 'stale' order by review_no
        """,
    ),
)


def print_summary(database: Path, figures: Figures, console: Console) -> None:
    """Print what a build found: counts, rejected files, what people should look at, findings.

    Args:
        database: the built DuckDB file, opened read-only.
        figures: its figures.
        console: where to print.
    """
    _print_counts(figures, console)
    with duckdb.connect(str(database), read_only=True) as connection:
        _print_problems(connection, console)
    _print_findings(figures.rules, console)


def _print_counts(figures: Figures, console: Console) -> None:
    rejected = sum(figures.rejected.values())
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_row("files read", f"{figures.files + rejected:,}")
    superseded = f" ({figures.superseded:,} superseded)" if figures.superseded else ""
    table.add_row("reports loaded", f"{figures.reports:,}{superseded}")
    copies = figures.files - figures.reports
    if copies:
        table.add_row("copies", f"{copies:,} (the same bytes under another name)")
    table.add_row("files rejected", f"{rejected:,}")
    if figures.reports:
        located, expected = figures.cells_located, figures.cells_expected
        table.add_row("cells located", f"{located:,} of {expected:,} ({located / expected:.1%})")
    console.print(table)


def _print_problems(connection: duckdb.DuckDBPyConnection, console: Console) -> None:
    for problem in PROBLEMS:
        lines = connection.execute(problem.lines).fetchall()
        if not lines:
            continue
        console.print(f"\n{problem.heading}:", style="bold")
        for (line,) in lines[:LINES_SHOWN]:
            console.print(f"  {shown(line)}", markup=False, highlight=False, soft_wrap=True)
        if len(lines) > LINES_SHOWN:
            console.print(f"  and {len(lines) - LINES_SHOWN:,} more in {problem.table}")


def _print_findings(rules: list[Rule], console: Console) -> None:
    is_reviewed = any(rule.dismissed for rule in rules)
    table = Table(title="\nfindings by rule", title_justify="left", title_style="bold", box=None)
    table.add_column("rule")
    table.add_column("severity")
    table.add_column("what must hold")
    for heading in ("fails", *(["dismissed"] if is_reviewed else []), "in reports", "holds"):
        table.add_column(heading, justify="right")
    for rule in rules:
        style = {"warning": "bold red", "info": "yellow"}[rule.severity] if rule.failed else None
        dismissed = [rule.dismissed] if is_reviewed else []
        counts = (rule.failed, *dismissed, rule.reports_failing, rule.passed)
        table.add_row(
            rule.rule_id,
            rule.severity,
            rule.statement,
            *(f"{count:,}" for count in counts),
            style=style,
        )
    console.print(table)
