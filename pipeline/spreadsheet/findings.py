"""The sheet of findings: every rule that does not hold, in sentences, dismissed or not."""

import duckdb
from xlsxwriter import Workbook

from expectations.verdict import SEVERITIES, SEVERITY_ZH
from pipeline.spreadsheet.cells import Limits, Styles, fill_of, row_height, rows, write_value
from pipeline.spreadsheet.headings import OTHER_FILL

NAME = "发现 Findings"
COLUMNS = {  # of rpt_rule_results: header, width in characters
    "severity": ("级别\nSeverity", 14),
    "rule_id": ("规则\nRule", 8),
    "review_verdict": ("复核\nReview", 14),
    "agency_name_zh": ("发布机关\nAgency", 28),
    "report_year": ("报告年度\nReport year", 10),
    "statement_zh": ("情况\nFinding, in Chinese", 62),
    "statement_en": ("情况（英文）\nFinding", 78),
    "left_value": ("左边\nLeft side", 12),
    "right_value": ("右边\nRight side", 12),
    "difference": ("差额\nDifference", 12),
    "source_path": ("文件\nFile", 36),
    "report_id": ("报告编号\nReport", 18),
}
SENTENCES = ("statement_zh", "statement_en")
VERDICTS = {"confirmed": "属实 confirmed", "dismissed": "已复核排除 dismissed"}
FAILED = f"""
select is_open, {", ".join(COLUMNS)} from marts.rpt_rule_results where status = 'fail'
"""
GRAVEST_FIRST = """
order by
    is_open desc, list_position(?, severity), agency_name_zh nulls last, report_year, report_id,
    rule_id, table_no, scope_line, scope_column
limit ?
"""


def write(connection: duckdb.DuckDBPyConnection, workbook: Workbook, limits: Limits) -> list[str]:
    """Write the sheet; return what was left out for want of room.

    The gravest findings come first, those that a reviewer dismissed last and without colour.
    """
    sheet, styles = workbook.add_worksheet(NAME), Styles(workbook)
    sheet.set_row(0, 40)  # points
    for column, (header, width) in enumerate(COLUMNS.values()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, styles.header(OTHER_FILL))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    plain, wrapped = styles.cell(), styles.cell(text_wrap=True)
    looks = dict.fromkeys(SENTENCES, wrapped) | {"report_year": styles.cell(align="center")}
    (failures,) = connection.execute(f"select count(*) from ({FAILED})").fetchone()
    row = 0
    result = connection.cursor().execute(
        f"{FAILED} {GRAVEST_FIRST}", [list(SEVERITIES), limits.rows - 1]
    )
    for row, (is_open, *values) in enumerate(rows(result), start=1):
        finding = dict(zip(COLUMNS, values, strict=True))
        severity = finding["severity"]
        looks["severity"] = styles.cell(fill_of([severity] if is_open else [], None))
        finding["severity"] = f"{SEVERITY_ZH[severity]} {severity}"
        finding["review_verdict"] = VERDICTS.get(finding["review_verdict"])
        sheet.set_row(row, row_height((finding[name], COLUMNS[name][1]) for name in SENTENCES))
        for column, (name, value) in enumerate(finding.items()):
            write_value(sheet, row, column, value, looks.get(name, plain))
    sheet.autofilter(0, 0, max(row, 1), len(COLUMNS) - 1)
    if row == failures:
        return []
    return [
        f"工作表容不下全部 {failures:,} 条发现，缺 {failures - row:,} 条；全部见 csv 与 parquet "
        "文件夹中的 rpt_rule_results。\nFindings that did not fit on the sheet: "
        f"{failures - row:,} of {failures:,}. All are in rpt_rule_results, in the folders csv and "
        "parquet."
    ]
