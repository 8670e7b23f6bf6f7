"""Pieces of reports as they are printed, for tests of what is located in them."""

from collections.abc import Sequence

from extract.document import Cell, Document, Row

RULES_2019 = "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |\n"
LICENSING_2019 = "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n"
FEES_2019 = "信息内容 | 上一年项目数量 | 本年增/减 |\n"
RULES_2021 = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
DECISIONS_2021 = "信息内容 | 本年处理决定数量 |\n"
# A line that tells form 2019, for texts in which another table is what matters.
TELLS_2019 = f"{RULES_2019}规章 | 1 | 2 | 3 |\n"
TABLE_4_HEADER = (
    "行政复议 | 行政诉讼 ||||\n"
    "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 ||||\n"
    "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |"
    " 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n"
)
FIFTEEN = [str(number) for number in range(1, 16)]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
# A line of Table 3 whose total holds.
SEVEN = ["1", "2", "3", "4", "5", "6", "21"]
# Lines of Table 3 in the form's order.
TABLE_3_LABELS = {
    "received": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partly_granted": "（二）部分公开",
    "denied_state_secret": "1.属于国家秘密",
    "denied_prohibited_by_law": "2.其他法律行政法规禁止公开",
    "denied_security_and_stability": "3.危及“三安全一稳定”",
}


def piped(*cells: str, padding: int = 0) -> str:
    return "".join(f"{cell} | " for cell in cells).rstrip() + "|" * padding + "\n"


def one_a_line(*cells: str) -> str:
    return "".join(f"{cell}\n\n" for cell in cells)


def one_a_line_piped(*cells: str, padding: int = 0) -> str:
    below = "|" * padding + "\n" if padding else ""
    return "".join(f"{cell} |\n" for cell in cells) + below


def grids(*tables: Sequence[Sequence[str | None]]) -> Document:
    """Tables whose columns are known; None where a cell is part of the one before or above."""
    rows = [
        (grid, [(column, text) for column, text in enumerate(row, 1) if text is not None])
        for grid, table in enumerate(tables, 1)
        for row in table
    ]
    return Document(
        "text/html",
        "utf-8",
        tuple(
            Row(tuple(Cell(text, line, at) for at, text in cells), "html_table", True, grid)
            for line, (grid, cells) in enumerate(rows, 1)
        ),
    )
