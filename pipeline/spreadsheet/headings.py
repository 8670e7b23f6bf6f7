"""The header rows of the sheet of reports: each column in Chinese and in English."""

from dataclasses import dataclass

import duckdb
from xlsxwriter.worksheet import Worksheet

from pipeline.spreadsheet.cells import Styles, row_height

HEADER_ROWS = 2
MEASURE_WIDTH = 14  # characters
TABLE_FILLS = {2: "#DCE6F1", 3: "#E4EFDC", 4: "#EFE6F4"}
OTHER_FILL = "#D9D9D9"
UNITS_ZH = {"yuan": "元", "ten_thousand_yuan": "万元"}
# Columns that are no measures: headers, and width in characters. These come first, and stay in
# sight; one that is not named here stands under its own name.
FROZEN = ("agency_name_zh", "report_year")
IDENTITY = {
    "agency_name_zh": ("发布机关", "Agency", 26),
    "report_year": ("报告年度", "Report year", 8),
    "region_code": ("行政区划代码", "Region code", 10),
    "region_path_zh": ("行政区划", "Region", 26),
    "report_id": ("报告编号", "Report", 18),
    "form_variant": ("表格版本", "Form variant", 9),
    "source_path": ("文件", "File", 36),
    "source_url": ("网址", "Address", 24),
    "title_zh": ("标题", "Title", 44),
    "published_date": ("发布日期", "Published", 11),
    "completeness": ("已找到的格数占比", "Share of cells found", 10),
    "findings": ("前后矛盾之处", "Findings", 10),
    "warnings": ("其中：警告", "Of these, warnings", 10),
    "form_findings": ("填报方面的问题（F 类规则）", "Findings on filling (rules F)", 12),
}


@dataclass(frozen=True)
class Heading:
    """A column of rpt_reports_wide: its two headers, and the measure it holds, if any."""

    name: str
    zh: str
    en: str
    fill: str = OTHER_FILL
    width: int = MEASURE_WIDTH
    measure_id: str | None = None


def headings(connection: duckdb.DuckDBPyConnection, names: list[str]) -> list[Heading]:
    """Return the headings of rpt_reports_wide's columns in the order of the sheet."""
    rows = connection.execute(
        """
        select measure_id, table_no, line_code, column_code, line_label_zh, line_label_en,
            column_label_zh, column_label_en, unit
        from marts.dim_measures
        """
    ).fetchall()
    measures = {
        f"{line}__{column}": Heading(
            f"{line}__{column}",
            _with_unit(f"{line_zh}·{column_zh}", unit, "zh"),
            _with_unit(f"{line_en}: {column_en}", unit, "en"),
            fill=TABLE_FILLS.get(table_no, OTHER_FILL),
            measure_id=measure_id,
        )
        for measure_id, table_no, line, column, line_zh, line_en, column_zh, column_en, unit in rows
    }
    others = {
        name: Heading(name, zh, en, width=width) for name, (zh, en, width) in IDENTITY.items()
    }
    known = measures | others
    return [
        known.get(name, Heading(name, name, name))
        for name in sorted(names, key=lambda name: name not in FROZEN)
    ]


def write_headers(sheet: Worksheet, styles: Styles, columns: list[Heading]) -> None:
    """Write both rows of headers, which stay in sight and on every printed page."""
    for number, heading in enumerate(columns):
        sheet.set_column(number, number, heading.width)
    for row, texts in enumerate(zip(*((each.zh, each.en) for each in columns), strict=True)):
        widths = (heading.width for heading in columns)
        sheet.set_row(row, row_height(zip(texts, widths, strict=True)))
        for number, (text, heading) in enumerate(zip(texts, columns, strict=True)):
            sheet.write_string(row, number, text, styles.header(heading.fill))
    sheet.freeze_panes(HEADER_ROWS, len(FROZEN))
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.repeat_rows(0, HEADER_ROWS - 1)
    sheet.repeat_columns(0, len(FROZEN) - 1)


def _with_unit(label: str, unit: str, language: str) -> str:
    if unit == "count":
        return label
    if language == "en":
        return f"{label} ({unit.replace('_', ' ')})"
    unit_zh = UNITS_ZH.get(unit, unit)
    return label if unit_zh in label else f"{label}（{unit_zh}）"
