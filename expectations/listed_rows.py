"""The rows listed on a page, with what a person needs to find them: the report and its cells."""

from collections.abc import Iterable
from typing import Any

from expectations.source import Source

FOLDED = {
    "report": ("report_id", "agency_name_zh", "report_year", "source_path"),
    "place": ("line_label_zh", "column_label_zh", "table_no", "rule_id", "instance"),
    "statement": ("statement_zh", "statement_en"),
}
"""Columns that say one thing together, where a row has the first of them."""

FINDING = ("report_id", "rule_id", "instance")
"""The columns that name a finding."""

# A row may be about a report that is in no mart: that it is not there is what it says.
REPORTS = """
    select report_id, agency_name_zh, report_year,
        coalesce(reports.source_path, min(files.source_path)) as source_path
    from raw.files
    left join marts.dim_reports as reports using (report_id)
    where report_id in (select report_id from listed)
    group by report_id, agency_name_zh, report_year, reports.source_path
"""

# Within the line a rule was judged on, cells are told apart by their columns, and within a column
# by their lines. One that holds no text is named as what it is: blank or absent.
CELLS = """
    select report_id, rule_id, instance, source_line as line,
        case
            when (scope_line is null) = (scope_column is null)
                then measures.line_label_zh || '·' || measures.column_label_zh
            when scope_column is null then measures.column_label_zh
            else measures.line_label_zh
        end as label,
        coalesce(nullif(value_raw, ''), statuses.label_zh) as value
    from listed
    inner join intermediate.int_finding_cells using (report_id, rule_id, instance)
    inner join marts.fct_cells using (report_id, measure_id)
    inner join marts.dim_measures as measures using (measure_id)
    inner join form.value_statuses as statuses using (value_status)
    order by source_line nulls last, line_order nulls last, column_order nulls last
"""


class ListedRows:
    """The rows of some suites, beside what the warehouse says of the reports they are about."""

    def __init__(self, suites: Iterable[dict[str, Any]], source: Source) -> None:
        """Look up the reports and cells of all rows at once.

        Args:
            suites: their records, from `suite_record`.
            source: the warehouse they were judged in, with the tables that say it.
        """
        rows = [
            row
            for suite in suites
            for expectation in suite["expectations"]
            for row in expectation["unexpected_rows"]
        ]
        ids = {row["report_id"] for row in rows if row.get("report_id") is not None}
        self._reports = {
            report["report_id"]: report
            for report in source.records(REPORTS, listed={"report_id": list(ids)})
        }
        findings = {_finding(row) for row in rows if _is_finding(row)}
        listed = {name: [key[part] for key in findings] for part, name in enumerate(FINDING)}
        self._cells: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for cell in source.records(CELLS, listed=listed):
            self._cells.setdefault(_finding(cell), []).append(cell)

    def readable(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the rows of one expectation as a page shows them.

        Columns that say one thing together are one, a dictionary of them: see FOLDED. `report` is
        looked up where a row only names it. `cells` are those a finding is about, each with its
        line in the source, its label and what is printed. A column without any value is left out.
        """
        completed = [self._completed(row) for row in rows]
        filled = {name for row in completed for name, value in row.items() if value is not None}
        return [{name: row[name] for name in row if name in filled} for row in completed]

    def _completed(self, row: dict[str, Any]) -> dict[str, Any]:
        rest = dict(row)
        whole: dict[str, Any] = {}
        for name, parts in FOLDED.items():
            if parts[0] in row:
                # with a space for each part: a row may name a report by nothing but its id
                whole[name] = {part: rest.pop(part, None) for part in parts}
        if "report" in whole:
            known = self._reports.get(row["report_id"], {})
            # the row's own first: a file that is there twice has two paths
            whole["report"] = {
                part: known.get(part) if value is None else value
                for part, value in whole["report"].items()
            }
        if _is_finding(row):
            rest["cells"] = self._cells.get(_finding(row))
        return {**whole, **rest}


def _is_finding(row: dict[str, Any]) -> bool:
    return row.keys() >= {*FINDING, "statement_zh"}


def _finding(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in FINDING)
