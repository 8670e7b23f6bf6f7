"""The sheet that says what the workbook holds, what its colours mean, and what they do not."""

import duckdb
from xlsxwriter import Workbook

from pipeline.spreadsheet.cells import Styles, fill_of, row_height, write_value
from pipeline.spreadsheet.headings import OTHER_FILL

NAME = "说明 Guide"
TITLE = "政府信息公开工作年度报告 Annual reports on open government information"
WIDTHS = (26, 64, 84)  # characters

FIGURES = """
select '现行报告', 'Current reports', count(*) filter (is_current) from marts.dim_reports
union all
select '已被另一份报告取代，未列入', 'Superseded by another report, not listed',
    count(*) filter (not is_current) from marts.dim_reports
union all
select '未能读取的文件（见 fct_rejected_files）', 'Files not loaded (see fct_rejected_files)',
    count(*) from marts.fct_rejected_files
union all
select '表格要求填写的格数', 'Cells the form asks for', count(*) from marts.fct_cells
union all
select '其中有数字的', 'Of these, with a number', count(value) from marts.fct_cells
union all
select '警告（含 F 类规则）', 'Findings that are warnings, rules F included',
    count(*) filter (severity = 'warning')
from marts.fct_rule_results where is_open
union all
select '提示（含 F 类规则）', 'Findings that are info, rules F included',
    count(*) filter (severity = 'info')
from marts.fct_rule_results where is_open
union all
select '已复核排除的发现：列在“发现”工作表末尾，不着色',
    'Findings that a reviewer dismissed: last on the sheet of findings, without colour', count(*)
from marts.fct_rule_results where status = 'fail' and not is_open
"""
FINDINGS = {
    "warning": (
        "警告：此格所属的勾稽关系不成立，批注说明是哪一条。数字可能填错，也可能是同一等式中的其他格填错。",
        "Warning: a sum or rule this cell belongs to does not hold; the note says which. Any of "
        "the cells marked for it may be the wrong one.",
    ),
    "info": (
        "提示：此格所属的规则不成立，但不一定有错。",
        "Info: a rule this cell belongs to does not hold, which need not be an error.",
    ),
}
NOT_ON_FORM = (
    "not_on_form",
    "没有数字：报告所用的表格版本没有此格",
    "No number: not on the variant of the form that the report uses",
)
CAUTIONS = (
    (
        "空格不是零：没有数字的格一律留空，底色说明原因。",
        "An empty cell is not a zero: every cell without a number is empty, and its fill says why.",
    ),
    (
        "数字均为机关自行填报，原样照录，未作修改；有矛盾的总计仍保留原数。",
        "The numbers are the offices' own, as filed: a total that contradicts its parts is left "
        "as it is.",
    ),
    (
        "总计与各分项并列，勿一并相加。",
        "Totals stand beside their components: do not add up both.",
    ),
    (
        "对外公开总数量、现行有效件数、上一年项目数量是时点数，勿跨年相加。",
        "Disclosed in total, in force and items last year are stocks: do not add them up over "
        "years.",
    ),
    (
        "行政事业性收费在 2019 版表格中是项目数，在 2021 版中是金额（万元），分列两栏。",
        "Administrative fees are a number of items on the 2019 form and an amount in 10,000 yuan "
        "on the 2021 form: two columns.",
    ),
    (
        "许多机关把 2019 版的处理决定数量当作项目数填写；规则 T2-02 标出可看出的情形。",
        "Many offices read decisions on the 2019 form as items; rule T2-02 marks where that shows.",
    ),
    (
        "程序分析请用 csv 或 parquet 文件夹；各列说明见 datapackage.json。",
        "For programs take the folders csv and parquet; datapackage.json describes every column.",
    ),
)


def write(connection: duckdb.DuckDBPyConnection, workbook: Workbook, notices: list[str]) -> None:
    """Write the sheet: what was left out, the warehouse's figures, the colours, the cautions."""
    sheet, styles = workbook.add_worksheet(NAME), Styles(workbook)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    text = styles(text_wrap=True, valign="top")
    heading = styles(bold=True, bg_color=OTHER_FILL)
    figure = styles(num_format="#,##0", align="left", valign="top")
    figures = connection.execute(FIGURES).fetchall()
    statuses = connection.execute(
        """
        select value_status, label_zh, label_en from form.value_statuses
        where value_status <> 'number' order by value_status
        """
    ).fetchall()
    fills = [
        *((fill_of([severity], None), *wording) for severity, wording in FINDINGS.items()),
        *(
            (fill_of([], status), f"没有数字：{zh}", f"No number: {en}")
            for status, zh, en in statuses
        ),
        (fill_of([], NOT_ON_FORM[0]), *NOT_ON_FORM[1:]),
    ]
    sheet.write_string(0, 0, TITLE, styles(bold=True, font_size=14))
    row = 2
    for zh, en, lines in (
        ("未列入", "Left out", [(None, None, *notice.split("\n")) for notice in notices]),
        ("本库", "This warehouse", [(None, count, zh, en) for zh, en, count in figures]),
        ("底色", "Fills", [(fill, None, zh, en) for fill, zh, en in fills]),
        ("注意", "Cautions", [(None, None, zh, en) for zh, en in CAUTIONS]),
    ):
        if not lines:
            continue
        for column, title in enumerate((f"{zh} {en}", "", "")):
            sheet.write_string(row, column, title, heading)
        for fill, count, *wording in lines:
            row += 1
            sheet.set_row(row, row_height(zip(wording, WIDTHS[1:], strict=True)))
            write_value(sheet, row, 0, count, styles.cell(fill) if fill else figure)
            for column, words in enumerate(wording, start=1):
                sheet.write_string(row, column, words, text)
        row += 2
