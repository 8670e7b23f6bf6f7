"""The sheet of reports: rpt_reports_wide, with what the numbers alone do not say."""

from collections.abc import Callable
from functools import cache

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from expectations.verdict import SEVERITY_ZH
from pipeline.spreadsheet.cells import Limits, Styles, fill_of, rows, shortened, write_value
from pipeline.spreadsheet.headings import FROZEN, HEADER_ROWS, headings, write_headers

NAME = "报告 Reports"
LOOKS = {
    "report_year": {"align": "center"},
    "published_date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "completeness": {"num_format": "0.0%"},
}

# Beside each report its cells without a number, and its open findings on each cell, '' for those on
# no one cell. What is not filled in (F-01) shows as such.
REPORTS = """
with empty_cells as (
    select report_id, list([measure_id, value_status]) as empty_cells
    from marts.fct_cells where value_status <> 'number' group by report_id
),
found as (
    select
        results.report_id,
        list(
            [coalesce(measure_id, ''), severity, results.rule_id, statement_zh, statement_en]
            order by results.rule_id, statement_zh
        ) as found
    from marts.fct_rule_results as results
    inner join (select rule_id, kind from marts.rpt_rules) as rules
        on results.rule_id = rules.rule_id
    left join intermediate.int_finding_cells as cells
        on
            results.report_id = cells.report_id
            and results.rule_id = cells.rule_id
            and results.instance = cells.instance
    where results.is_open and rules.kind <> 'filled'
    group by results.report_id
)
select coalesce(empty_cells, []), coalesce(found, []), reports.*
from marts.rpt_reports_wide as reports
left join empty_cells on reports.report_id = empty_cells.report_id
left join found on reports.report_id = found.report_id
order by agency_name_zh nulls last, report_year, reports.report_id
limit ?
"""


def write(
    connection: duckdb.DuckDBPyConnection,
    workbook: Workbook,
    progress: Callable[[int], None],
    limits: Limits,
) -> list[str]:
    """Write the sheet; return what was left out for want of room."""
    (reports,) = connection.execute("select count(*) from marts.rpt_reports_wide").fetchone()
    status_labels = dict(
        connection.execute(
            "select value_status, label_zh || ' ' || label_en from form.value_statuses"
        ).fetchall()
    )
    # a cursor of its own, or the next query would end this one
    result = connection.cursor().execute(REPORTS, [limits.reports])
    names = [column[0] for column in result.description[2:]]
    columns = headings(connection, names)
    sheet, styles = workbook.add_worksheet(NAME), Styles(workbook)
    write_headers(sheet, styles, columns)

    @cache  # for millions of cells
    def style(fill: str | None, name: str) -> Format:
        return styles.cell(fill, **LOOKS.get(name, {}))

    row, noted = HEADER_ROWS, 0
    for statuses, findings, *values in rows(result):
        value_of, status_of = dict(zip(names, values, strict=True)), dict(statuses)
        findings_of = _by_cell(findings)
        for column, heading in enumerate(columns):
            value, status = value_of[heading.name], None
            if heading.measure_id and value is None:
                status = status_of.get(heading.measure_id, "not_on_form")
            found = findings_of.get(heading.measure_id or heading.name, ())
            fill = fill_of([severity for severity, *_ in found], status)
            write_value(sheet, row, column, value, style(fill, heading.name))
            noted += bool(found)
            if found and noted <= limits.notes:
                _write_note(sheet, row, column, found, status_labels.get(status))
        row += 1
        progress(row - HEADER_ROWS)
    sheet.autofilter(HEADER_ROWS - 1, 0, max(row - 1, HEADER_ROWS), len(columns) - 1)
    return _left_out(reports - (row - HEADER_ROWS), reports, noted - limits.notes)


def _by_cell(findings: list[list[str]]) -> dict[str, list[list[str]]]:
    """Findings by the measure they mark; those on no one cell mark the report's name."""
    cells: dict[str, list[list[str]]] = {}
    for measure_id, *finding in findings:
        cells.setdefault(measure_id or FROZEN[0], []).append(finding)
    return cells


def _write_note(
    sheet: Worksheet, row: int, column: int, found: list[list[str]], status: str | None
) -> None:
    lines = [status] if status else []
    for severity, rule_id, zh, en in found:
        lines += [f"{rule_id} {SEVERITY_ZH[severity]} {severity}", zh, en, ""]
    text = shortened("\n".join(lines).rstrip())
    # pixels: two lines for every sentence
    sheet.write_comment(row, column, text, {"width": 380, "height": 24 + 26 * len(lines)})


def _left_out(missing: int, reports: int, notes_missing: int) -> list[str]:
    notices = []
    if missing > 0:
        notices.append(
            f"工作表容不下全部 {reports:,} 份报告，缺 {missing:,} 份；全部见 csv 与 parquet "
            f"文件夹中的 rpt_reports_wide。\nReports that did not fit on the sheet: {missing:,} of "
            f"{reports:,}. All are in rpt_reports_wide, in the folders csv and parquet."
        )
    if notes_missing > 0:
        notices.append(
            f"有 {notes_missing:,} 个单元格只有底色，没有批注；全部情况见“发现”工作表。\n"
            f"Cells filled for a finding, without a note: {notes_missing:,}. Excel is slow with "
            "so many notes; the sheet of findings has every sentence."
        )
    return notices
