"""What a build prints at its end: what was read, what was found, and where it is."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from expectations.verdict import in_words
from extract.language import LANGUAGE, _, retold
from extract.terminal import shown
from pipeline.database import as_people_write
from pipeline.figures import Figures, Rule

# Lines printed of each problem; the rest are in its table.
LINES_SHOWN = 5
NO_AGENCY, NO_YEAR = _("agency unknown"), _("year unknown")
NEITHER = _("agency and year unknown")


@dataclass(frozen=True)
class Problem:
    """Something a person should look at.

    Attributes:
        heading: what it is, and what to do about it.
        table: where all of it is.
        cases: a query, a row for each case.
        line: what is printed of a case, with its columns to fill in.
        is_stored: whether its last column is a sentence, stored in English.
    """

    heading: str
    table: str
    cases: str
    line: str = "{}"
    is_stored: bool = False


PROBLEMS = (
    Problem(
        _("rejected"),
        "marts.fct_rejected_files",
        """
        select source_path, reason_code, meaning_zh, reason
        from marts.fct_rejected_files order by source_path
        """,
        _("{}: {} ({}). {}"),
        is_stored=True,
    ),
    Problem(
        _("unidentified (name them in manifest.csv, columns path, agency, year)"),
        "marts.dim_reports",
        f"""
        select source_path, case
            when report_year is not null then '{NO_AGENCY}'
            when agency_name_zh is not null then '{NO_YEAR}' else '{NEITHER}' end
        from marts.dim_reports
        where agency_name_zh is null or report_year is null order by source_path
        """,
        _("{}: {}"),
    ),
    Problem(
        _("superseded by another report of the same agency and year"),
        "marts.dim_reports",
        """
        select earlier.source_path, current.source_path
        from marts.dim_reports as earlier
        inner join marts.dim_reports as current using (agency_id, report_year)
        where not earlier.is_current and current.is_current order by earlier.source_path
        """,
        _("{} by {}"),
    ),
    Problem(
        _(
            "agencies without a region, as a rule compared with no other year (name one in "
            "manifest.csv, column region)"
        ),
        "marts.dim_reports",
        """
        select source_path, agency_name_zh from marts.dim_reports
        where region_code is null and agency_name_zh is not null
        order by source_path
        """,
        _("{}: {}"),
    ),
    Problem(
        _("named in manifest.csv, but not in the folder"),
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
        _(
            "named in agencies.csv, but in no report, or by several agencies (name their region in "
            "manifest.csv)"
        ),
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
        _("warnings (file, rule, instance)"),
        "marts.rpt_rule_results",
        f"""
        select source_path, rule_id, instance, statement_{LANGUAGE}
        from marts.rpt_rule_results
        where is_open and severity = 'warning' order by source_path, rule_id, instance
        """,
        _("{}, {}, {}. {}"),
    ),
    Problem(
        _("whole-area figures that are not the sum of the agencies below"),
        "marts.fct_hierarchy_checks",
        f"""
        select source_path, measure_id, stated_in,
            {as_people_write("area_value")}, {as_people_write("children_value")}
        from marts.fct_hierarchy_checks inner join marts.dim_reports using (report_id)
        where status = 'fail' order by source_path, measure_id, stated_in
        """,
        _("{}, {}, {}. {} stated, the agencies make {}"),
    ),
    Problem(
        _("cells that alone explain why sums fail"),
        "marts.fct_suspect_cells",
        f"""
        select source_path, statement_{LANGUAGE}, instances_explained
        from marts.fct_suspect_cells inner join marts.dim_reports using (report_id)
        order by source_path, measure_id
        """,
        _("{}: {} ({})"),
    ),
    Problem(
        _("stale reviews (the finding has changed or is gone since; look again)"),
        "marts.fct_reviews",
        """
        select review_no, rule_id, instance, report_name
        from marts.fct_reviews where review_status = 'stale' order by review_no
        """,
        _("row {}: {} {} of {}"),
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
    table.add_row(_("files read"), f"{figures.files + rejected:,}")
    reports = _("{reports:,} ({superseded:,} superseded)") if figures.superseded else "{reports:,}"
    table.add_row(
        _("reports loaded"),
        reports.format(reports=figures.reports, superseded=figures.superseded),
    )
    copies = figures.files - figures.reports
    if copies:
        same = _("{copies:,} (the same bytes under another name)").format(copies=copies)
        table.add_row(_("copies"), same)
    table.add_row(_("files rejected"), f"{rejected:,}")
    if figures.reports:
        located, expected = figures.cells_located, figures.cells_expected
        share = _("{located:,} of {expected:,} ({share:.1%})").format(
            located=located, expected=expected, share=located / expected
        )
        table.add_row(_("cells located"), share)
    console.print(table)


def _print_problems(connection: duckdb.DuckDBPyConnection, console: Console) -> None:
    for problem in PROBLEMS:
        cases = connection.execute(problem.cases).fetchall()
        if not cases:
            continue
        console.print("\n" + _("{heading}:").format(heading=problem.heading), style="bold")
        for *columns, last in cases[:LINES_SHOWN]:
            told = retold(last) if problem.is_stored else last
            line = shown(problem.line.format(*columns, told))
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
        if len(cases) > LINES_SHOWN:
            more = _("and {count:,} more in {table}")
            more = more.format(count=len(cases) - LINES_SHOWN, table=problem.table)
            console.print(f"  {more}")


def _print_findings(rules: list[Rule], console: Console) -> None:
    is_reviewed = any(rule.dismissed for rule in rules)
    title = "\n" + _("findings by rule")
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column(_("rule"))
    table.add_column(_("severity"))
    table.add_column(_("what must hold"))
    for heading in (
        _("fails"),
        *([_("dismissed")] if is_reviewed else []),
        _("in reports"),
        _("holds"),
    ):
        table.add_column(heading, justify="right")
    for rule in rules:
        style = {"warning": "bold red", "info": "yellow"}[rule.severity] if rule.failed else None
        dismissed = [rule.dismissed] if is_reviewed else []
        counts = (rule.failed, *dismissed, rule.reports_failing, rule.passed)
        table.add_row(
            rule.rule_id,
            in_words(rule.severity),
            rule.statement,
            *(f"{count:,}" for count in counts),
            style=style,
        )
    console.print(table)
