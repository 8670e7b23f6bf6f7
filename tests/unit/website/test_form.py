"""The form is drawn as it is printed: every cell once, in its order, under what spans it."""

import csv
from typing import Any

import pytest

from tests.conftest import ROOT
from website.form import Drawing, Head, Slot, drawings

SEEDS = ROOT / "dbt_project" / "seeds"
# As printed: the headers over the cells of Table 3 and 4 (国办公开办函〔2021〕30号).
OVER_TABLE3 = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
OVER_TABLE4 = [
    ["行政复议", "行政诉讼"],
    ["未经复议直接起诉", "复议后起诉"],
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3,
]
WIDTHS = {2: 7, 3: 10, 4: 15}


def form_cells() -> list[dict[str, Any]]:
    """The form's cells as the pages ask for them, from the seeds, with Chinese for English."""
    tables = {row["table_no"]: row for row in read("form_tables")}
    columns = {(row["table_no"], row["column_code"]): row for row in read("form_columns")}
    cells: list[dict[str, Any]] = []
    for row in read("form_cells"):
        cell = columns[row["table_no"], row["column_code"]] | tables[row["table_no"]] | row
        cell |= {"table_no": int(row["table_no"]), "row_no": int(row["row_no"])}
        for name in ("clause", "group", "line_label", "column_label"):
            cell[f"{name}_en"] = cell[f"{name}_zh"]
        cells.append(cell)
    return cells


def read(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


DRAWN = list(drawings(form_cells()))


def texts(row: list[Head | Slot]) -> list[str]:
    return [item.zh for item in row if isinstance(item, Head)]


def widths(drawing: Drawing) -> list[int]:
    """How wide each row is, with what reaches down into it from above."""
    found, hanging = [], []
    for row in drawing.rows:
        wide = sum(item.width for item in row) + sum(width for width, _ in hanging)
        found.append(wide)
        hanging = [(width, left - 1) for width, left in hanging if left > 1]
        hanging += [
            (item.width, item.height - 1)
            for item in row
            if isinstance(item, Head) and item.height > 1
        ]
    return found


@pytest.mark.parametrize("drawing", DRAWN, ids=lambda d: f"{d.form_variant}-{d.table_no}")
def test_every_cell_is_drawn_once_and_rows_are_as_wide_as_the_table(drawing: Drawing):
    slots = [item for row in drawing.rows for item in row if isinstance(item, Slot)]
    assert [slot.nth for slot in slots] == list(range(len(slots)))
    due = [
        (cell["line_code"], cell["column_code"])
        for cell in form_cells()
        if (cell["form_variant"], cell["table_no"]) == (drawing.form_variant, drawing.table_no)
    ]
    assert [(slot.cell["line_code"], slot.cell["column_code"]) for slot in slots] == due
    assert set(widths(drawing)) == {WIDTHS[drawing.table_no]}


def test_headers_are_those_of_the_form():
    by_table = {(d.form_variant, d.table_no): d for d in DRAWN}
    for variant in ("2019", "2021"):
        assert [texts(row) for row in by_table[variant, 3].rows[:3]] == OVER_TABLE3
        assert [texts(row) for row in by_table[variant, 4].rows[:3]] == OVER_TABLE4
        assert by_table[variant, 3].heads == by_table[variant, 4].heads == 3


def test_blocks_stand_under_their_clauses():
    drawing = next(d for d in DRAWN if (d.form_variant, d.table_no) == ("2021", 2))
    assert [texts(row) for row in drawing.rows[:7]] == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章"],
        ["行政规范性文件"],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可"],
    ]


def test_a_group_spans_its_lines():
    drawing = next(d for d in DRAWN if (d.form_variant, d.table_no) == ("2021", 3))
    spans = {
        item.zh: item.height
        for row in drawing.rows
        for item in row
        if isinstance(item, Head) and item.scope == "rowgroup"
    }
    assert spans == {
        "三、本年度办理结果": 22,
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
        "（六）其他处理": 3,
    }
