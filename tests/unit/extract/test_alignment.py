from collections.abc import Callable, Sequence

import pytest

from tests.unit.extract.printed import (
    APPLICANTS,
    DECISIONS_2021,
    FIFTEEN,
    LICENSING_2019,
    OUTCOMES,
    RULES_2019,
    RULES_2021,
    SEVEN,
    TABLE_3_LABELS,
    TELLS_2019,
    grids,
    one_a_line,
    one_a_line_piped,
    piped,
)

Lines = Callable[..., dict[str, list[str]]]

RECEIVED, CARRIED_IN, GRANTED, *_ = TABLE_3_LABELS.values()
# Two of Table 3's values are blank, one of them at the edge.
BLANK_AT_EDGE = ["", "2", "", "4", "5", "6", "17"]
# A line that is cut short, so that not every row of the document is exact.
TOO_SHORT = piped("（六）其他处理", "1", "2")
TOO_SHORT_ONE_A_LINE = one_a_line_piped("（六）其他处理", "1", "2")


# --- texts ---


@pytest.mark.parametrize(
    ("row", "values"),
    [
        pytest.param("规章 | 253 | 7 | 0 |", ["253", "7", "0"], id="as-many-as-columns"),
        pytest.param("规章 | 253 | | 0 |", ["253", "", "0"], id="blank-in-the-middle-is-kept"),
        pytest.param("规章 | | 253 | 0 |", ["", "253", "0"], id="blank-in-front-is-kept"),
        pytest.param("规章 | 253 | 0 | |", ["253", "0", ""], id="blank-at-the-end-is-kept"),
        pytest.param("规章 | | | |", ["", "", ""], id="separators-only-are-a-blank-line"),
        pytest.param("规章 | |", ["", "", ""], id="one-blank-over-all-columns"),
        pytest.param("规章 | 1 | 2 | 3 | |", ["1", "2", "3"], id="blank-column-after"),
        pytest.param("规章 | | 1 | 2 | 3 |", ["1", "2", "3"], id="blank-column-before"),
        pytest.param("规章 | 减71 | — | 1 2 |", ["减71", "—", "1 2"], id="values-come-as-printed"),
        pytest.param("规章 | 1 | 2 |", ["?"] * 3, id="too-few"),
        pytest.param("规章 | 1 || 2 |", ["?"] * 3, id="too-few-with-padding"),
        pytest.param("规章 | 1 | 2 | 3 | 4 |", ["?"] * 3, id="too-many"),
        pytest.param("规章 | 1 | | | 4 |", ["?"] * 3, id="too-far-apart"),
        pytest.param("规章 | 1 | 约5 | 3 |", ["1", "约5", "3"], id="text-among-them"),
        pytest.param("规章 | 件 | 0 | 0 | 0 |", ["?"] * 3, id="text-before-them"),
        pytest.param("规章 | | 1 | 2 | |", ["?"] * 3, id="blanks-on-both-sides-leave-two-readings"),
    ],
)
def test_values_are_taken_if_one_reading_is_left(lines: Lines, row: str, values: list[str]) -> None:
    assert lines(f"{RULES_2019}{row}\n注：以上数据截至年底。\n") == {"government_rules": values}


def test_in_a_padded_table_a_blank_at_the_edge_is_taken_if_two_rows_show_the_padding(
    lines: Lines,
) -> None:
    rules = f"{RULES_2019}规章 | | 1 | 2 | |\n规范性文件 | 3 | 4 | 5 | |\n"
    assert lines(rules)["government_rules"] == ["?"] * 3
    assert lines(f"{rules}{LICENSING_2019}行政许可 | 6 | 7 | 8 | |\n")["government_rules"] == [
        "",
        "1",
        "2",
    ]


@pytest.mark.parametrize("row", ["规章 | 1 | 2 | |", "规章 | 1 | | | 2 |"])
def test_in_a_padded_table_padding_is_not_taken_for_a_missing_value(lines: Lines, row: str) -> None:
    found = lines(
        f"{RULES_2019}{row}\n规范性文件 | 3 | 4 | 5 | |\n{LICENSING_2019}行政许可 | 6 | 7 | 8 | |\n"
    )
    assert found["government_rules"] == ["?"] * 3


def test_of_two_readings_none_is_taken_if_the_other_rows_disagree(lines: Lines) -> None:
    found = lines(
        f"{RULES_2019}规章 | | 1 | 2 | |\n规范性文件 | 3 | 4 | 5 | |\n"
        f"{LICENSING_2019}行政许可 | | | 6 | 7 | 8 |\n"
    )
    assert found["government_rules"] == ["?"] * 3


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        pytest.param(["1", "2", "3"], ["1", "2", "3"], id="as-many-as-columns"),
        pytest.param(["1", "2"], ["?"] * 3, id="too-few"),
        pytest.param(["1", "2", "3", "4"], ["?"] * 3, id="too-many"),
        pytest.param(["1", "\xa0", "3"], ["1", "", "3"], id="no-break-space-is-a-blank"),
        pytest.param(["\xa0", "\xa0", "\xa0"], ["?"] * 3, id="no-number-is-no-blank-line"),
    ],
)
def test_where_borders_are_invisible_only_a_whole_line_is_taken(
    lines: Lines, cells: list[str], values: list[str]
) -> None:
    header = one_a_line("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
    found = lines(header + one_a_line("规章", *cells, "规范性文件", "4", "5", "6"))
    assert found == {"government_rules": values, "normative_documents": ["4", "5", "6"]}


def test_blank_is_kept_where_borders_are_visible(lines: Lines) -> None:
    text = (
        "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n"
        "规章 |\n|\n0 |\n|\n行政规范性文件 |\n253 |\n|\n0 |\n"
    )
    assert lines(text) == {
        "government_rules": ["", "0", ""],
        "normative_documents": ["253", "", "0"],
    }


def test_a_foreign_line_among_piped_cells_is_no_value(lines: Lines) -> None:
    header = "信息内容 |\n本年新制作数量 |\n本年新公开数量 |\n对外公开总数量 |\n"
    found = lines(f"{header}规章 |\n1 |\n17\n2 |\n规范性文件 |\n4 |\n5 |\n6 |\n18\n")
    assert found == {"government_rules": ["?"] * 3, "normative_documents": ["4", "5", "6"]}


def test_a_line_at_which_the_text_stops_is_not_blank(lines: Lines) -> None:
    assert lines(f"{TELLS_2019}规范性文件\t\t")["normative_documents"] == ["?"] * 3


def test_a_blank_at_the_edge_is_a_cell_where_every_row_of_the_document_is_exact(
    lines: Lines,
) -> None:
    rows = f"{RULES_2019}规章 | | 2 | 3 |\n规范性文件 | 4 | 5 | |\n"
    assert lines(rows + piped("四、结转下年度继续办理", *SEVEN)) == {
        "government_rules": ["", "2", "3"],
        "normative_documents": ["4", "5", ""],
        "carried_out": SEVEN,
    }
    found = lines(rows + TOO_SHORT)
    assert found["government_rules"] == found["normative_documents"] == ["?"] * 3


def test_a_blank_at_the_edge_is_no_cell_if_another_row_begins_elsewhere(lines: Lines) -> None:
    row = f"{CARRIED_IN} ||{piped(*BLANK_AT_EDGE)}"
    found = lines(TELLS_2019 + piped(RECEIVED, *SEVEN) + row)
    assert found["received"] == SEVEN
    assert found["carried_in"] == ["?"] * 7


def test_a_label_of_two_cells_moves_the_values_behind_it(lines: Lines) -> None:
    rows = piped(RECEIVED, *SEVEN) + piped(CARRIED_IN, *SEVEN)
    label = "三、本年度办理结果 | （一）予以公开"
    blank_at_end = lines(f"{TELLS_2019}{rows}{label} | 1 | 2 | 3 | 4 | 5 | 6 | |\n")
    assert blank_at_end["granted"] == [*SEVEN[:6], ""]
    blank_before = lines(f"{TELLS_2019}{rows}{label} | | 1 | 2 | 3 | 4 | 5 | 6 |\n")
    assert blank_before["granted"] == ["?"] * 7


@pytest.mark.parametrize(
    ("padding", "values"),
    [
        pytest.param(2, ["4", "5", ""], id="as-many-cells-as-in-the-other-rows"),
        pytest.param(0, ["?"] * 3, id="more-cells-than-in-the-other-rows"),
        pytest.param(3, ["?"] * 3, id="fewer-cells-than-in-the-other-rows"),
    ],
)
def test_a_row_as_wide_as_the_others_with_their_padding_has_lost_nothing(
    lines: Lines, padding: int, values: list[str]
) -> None:
    decisions = [
        piped("行政许可", "18", padding=padding),
        piped("行政处罚", "5", padding=padding),
        piped("行政强制", "6", padding=padding),
    ]
    rules = f"{RULES_2021}行政规范性文件 | 4 | 5 | |\n"
    found = lines(rules + DECISIONS_2021 + "".join(decisions) + TOO_SHORT)
    assert found["normative_documents"] == values
    assert found["administrative_licensing"] == ["18"]


@pytest.mark.parametrize(("rows", "is_read"), [(2, False), (3, True)])
def test_two_rows_of_one_width_do_not_yet_show_the_padding(
    lines: Lines, rows: int, is_read: bool
) -> None:
    decisions = ["行政许可 | 18 |||\n", "行政处罚 | 5 |||\n", "行政强制 | 6 |||\n"][:rows]
    # The row itself is one of those counted.
    rules = f"{RULES_2021}行政规范性文件 | 4 | 5 | |\n"
    found = lines(rules + DECISIONS_2021 + "".join(decisions[: rows - 1]) + TOO_SHORT)
    assert found["normative_documents"] == (["4", "5", ""] if is_read else ["?"] * 3)


def test_padding_shows_nothing_where_too_few_rows_have_that_width(lines: Lines) -> None:
    rules = f"{RULES_2021}规章 | 1 | 2 | 3 ||\n行政规范性文件 | 4 | 5 | |\n"
    padded = ["行政许可 | 18 |||\n", "行政处罚 | 5 |||\n", "行政强制 | 6 ||\n"]
    found = lines(rules + DECISIONS_2021 + "".join(padded) + TOO_SHORT)
    assert found["normative_documents"] == ["?"] * 3


@pytest.mark.parametrize("padding", [0, 3], ids=["no-padding", "padded-by-spans"])
def test_where_each_cell_has_a_line_seven_blanks_are_a_blank_line_of_table_3(
    lines: Lines, padding: int
) -> None:
    blank_line = one_a_line_piped(CARRIED_IN, *[""] * 7, padding=padding)
    found = lines(
        one_a_line_piped("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
        + one_a_line_piped("规章", "1", "2", "3", padding=padding)
        + one_a_line_piped(RECEIVED, *SEVEN, padding=padding)
        + blank_line
        + one_a_line_piped(GRANTED, *SEVEN, padding=padding)
    )
    assert found["carried_in"] == [""] * 7


@pytest.mark.parametrize("blanks", [1, 6])
def test_where_each_cell_has_a_line_fewer_blanks_are_no_blank_line(
    lines: Lines, blanks: int
) -> None:
    found = lines(
        TELLS_2019.replace(" | ", " |\n")
        + one_a_line_piped(CARRIED_IN, *[""] * blanks)
        + one_a_line_piped(GRANTED, *SEVEN)
    )
    assert found["carried_in"] == ["?"] * 7
    assert found["granted"] == SEVEN


def test_a_cell_of_two_numbers_may_be_two_cells_so_that_a_blank_at_the_edge_is_none(
    lines: Lines,
) -> None:
    labels = ["received", "carried_in", "granted"]
    table = "".join(piped(TABLE_3_LABELS[code], *SEVEN, "", padding=1) for code in labels)
    row = piped("四、结转下年度继续办理", "1", "2 3", "4", "5", "6", "21", "", padding=1)
    assert lines(TELLS_2019 + table + row)["carried_out"] == ["?"] * 7


def test_a_lone_blank_between_two_halves_of_a_label_is_no_blank_line(lines: Lines) -> None:
    found = lines(
        TELLS_2019.replace(" | ", " |\n")
        + one_a_line_piped("2.其他法律行政法规", "", "禁止公开", *SEVEN)
    )
    assert found["denied_prohibited_by_law"] == ["?"] * 7


@pytest.mark.parametrize(
    ("padding", "values"),
    [
        pytest.param(2, ["", "18"], id="as-many-cells-as-in-the-other-rows"),
        pytest.param(1, ["?"] * 2, id="fewer-cells-than-in-the-other-rows"),
    ],
)
def test_padding_counts_as_well_where_each_cell_has_a_line(
    lines: Lines, padding: int, values: list[str]
) -> None:
    found = lines(
        one_a_line_piped("信息内容", "上一年项目数量", "本年增/减")
        + one_a_line_piped("行政事业性收费", "", "18", padding=padding)
        + one_a_line_piped("信息内容", "采购项目数量", "采购总金额")
        + one_a_line_piped("政府集中采购", "", "9", padding=2)
        + one_a_line_piped("信息内容", "上一年项目数量", "本年增/减")
        + one_a_line_piped("行政事业性收费", "", "18", padding=padding)
        + TOO_SHORT_ONE_A_LINE
    )
    assert found["administrative_fees"] == values


def test_a_blank_that_a_merged_cell_left_before_the_values_shifts_nothing(lines: Lines) -> None:
    found = lines(
        TELLS_2019
        + piped(RECEIVED, "", *SEVEN)
        + piped(CARRIED_IN, "", *SEVEN)
        + piped(GRANTED, "", *BLANK_AT_EDGE)
    )
    assert found["received"] == found["carried_in"] == SEVEN
    assert found["granted"] == BLANK_AT_EDGE


def test_of_a_row_without_that_blank_the_first_blank_may_be_either(lines: Lines) -> None:
    found = lines(
        TELLS_2019
        + piped(RECEIVED, "", *SEVEN)
        + piped(CARRIED_IN, "", *SEVEN)
        + piped(GRANTED, *BLANK_AT_EDGE)
    )
    assert found["granted"] == ["?"] * 7


def test_rows_show_where_values_begin_whatever_column_their_label_is_in(lines: Lines) -> None:
    found = lines(
        TELLS_2019
        + piped(RECEIVED, "", "", *SEVEN)
        + piped("三、办理结果", GRANTED, "", "1", "2", "3", "4", "5", "6", "")
        + piped("三、办理结果", "（三）不予公开", "1.属于国家秘密", *SEVEN)
    )
    assert found["granted"] == ["1", "2", "3", "4", "5", "6", ""]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["", *SEVEN], ["", *SEVEN]], id="may-be-the-blank-of-a-merged-cell"),
        pytest.param([[*SEVEN, ""], [*SEVEN, ""]], id="its-values-begin-elsewhere"),
    ],
)
def test_a_row_as_wide_as_the_others_is_not_taken_if_they_speak_against_it(
    lines: Lines, rows: list[list[str]]
) -> None:
    first, second = rows
    found = lines(
        TELLS_2019
        + piped(RECEIVED, *first)
        + piped(CARRIED_IN, *second)
        + piped("三、办理结果", GRANTED, *BLANK_AT_EDGE)
        + piped("四、结转下年度继续办理", *first)
    )
    assert found["received"] == SEVEN
    assert found["granted"] == ["?"] * 7


@pytest.mark.parametrize(
    ("values", "after"),
    [
        pytest.param([*SEVEN, "3"], [".危及“三安全一稳定”", *SEVEN], id="ordinal"),
        pytest.param(["", *SEVEN[1:], "3"], [".危及“三安全一稳定”", *SEVEN], id="blank-first"),
        pytest.param([*SEVEN, "无"], ["正当理由大量反复申请", *SEVEN], id="first-character"),
    ],
)
def test_the_beginning_of_the_next_label_is_not_taken_for_a_value(
    lines: Lines, values: list[str], after: list[str]
) -> None:
    found = lines(
        TELLS_2019.replace(" | ", " |\n")
        + one_a_line_piped("2.其他法律行政法规禁止公开", *values, *after)
    )
    assert found["denied_prohibited_by_law"] == ["?"] * 7


# --- rows that the end of the text cuts off ---


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        pytest.param(f"{TELLS_2019}规范性文件 | 4 | 5", ["4", "?"], id="from-the-left"),
        pytest.param(f"{TELLS_2019}规范性文件 | 4 | | 5", ["4", "", "?"], id="blank-inside"),
        pytest.param(f"{TELLS_2019}规范性文件 | 4", ["?"], id="first-number"),
        pytest.param(f"{TELLS_2019}规范性文件 | 4 | 5 |", ["?"] * 3, id="not-cut-but-short"),
        pytest.param(f"{RULES_2019}规范性文件 | 4 | 5", ["?"] * 3, id="no-row-above"),
        pytest.param(
            f"{RULES_2019}规章 | | 1 | 2 | 3 |\n规范性文件 | 4 | 5",
            ["?"] * 3,
            id="a-row-above-does-not-begin-at-its-label",
        ),
        pytest.param(f"{TELLS_2019}规范性文件 || 4 | 5", ["?"] * 3, id="not-next-to-its-own-label"),
        pytest.param(f"{TELLS_2019}规范性文件 | 4 | | | | 5", ["?"] * 3, id="too-many-cells"),
        pytest.param(
            one_a_line("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
            + one_a_line("规章", "1", "2", "3", "规范性文件", "4")
            + "5",
            ["?"] * 3,
            id="no-borders",
        ),
    ],
)
def test_a_row_the_text_cuts_off_fills_from_the_left_where_the_rows_above_do(
    lines: Lines, rows: str, values: list[str]
) -> None:
    assert lines(rows)["normative_documents"] == values


# --- grids, whose columns are known ---

GRID_OF_2019 = [
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", "1", "2", "3"],
]


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        pytest.param(
            [[RECEIVED, *SEVEN, ""], [CARRIED_IN, *BLANK_AT_EDGE, ""]],
            BLANK_AT_EDGE,
            id="by-another-row",
        ),
        pytest.param(
            [[RECEIVED, "", *SEVEN], [CARRIED_IN, "", *BLANK_AT_EDGE]],
            BLANK_AT_EDGE,
            id="by-another-row-after-a-blank-column",
        ),
        pytest.param(
            [[RECEIVED, None, *SEVEN], ["三、办理结果", CARRIED_IN, *BLANK_AT_EDGE]],
            BLANK_AT_EDGE,
            id="by-a-row-whose-label-is-wider",
        ),
        pytest.param(
            [["申请人情况", *APPLICANTS, ""], [CARRIED_IN, *BLANK_AT_EDGE, ""]],
            BLANK_AT_EDGE,
            id="by-the-header",
        ),
        pytest.param(
            [["", "申请人情况", *APPLICANTS], ["", CARRIED_IN, *BLANK_AT_EDGE]],
            BLANK_AT_EDGE,
            id="by-the-header-after-a-blank-column",
        ),
        pytest.param([[CARRIED_IN, *SEVEN]], SEVEN, id="nothing-but-its-own-cells"),
        pytest.param([[CARRIED_IN, *BLANK_AT_EDGE, ""]], ["?"] * 7, id="by-nothing"),
        pytest.param([[CARRIED_IN, *BLANK_AT_EDGE]], ["?"] * 7, id="by-its-label-alone"),
        pytest.param(
            [[RECEIVED, *SEVEN, ""], [CARRIED_IN, "", None, "", "4", "5", "6", "17", ""]],
            ["?"] * 7,
            id="a-cell-is-missing-and-one-is-left-over",
        ),
        pytest.param(
            [[RECEIVED, *SEVEN, ""], [CARRIED_IN, *BLANK_AT_EDGE, ""], [GRANTED, "", *SEVEN]],
            ["?"] * 7,
            id="the-other-rows-disagree",
        ),
        pytest.param(
            [[RECEIVED, *SEVEN], [CARRIED_IN, "1", None, *BLANK_AT_EDGE[2:]]],
            ["?"] * 7,
            id="a-cell-is-missing",
        ),
        pytest.param(
            [[RECEIVED, *SEVEN], [CARRIED_IN, None, *BLANK_AT_EDGE[1:]]],
            ["?"] * 7,
            id="the-first-cell-is-missing",
        ),
        pytest.param(
            [[RECEIVED, *SEVEN, ""], [CARRIED_IN, *SEVEN, "9"]],
            ["?"] * 7,
            id="a-value-outside-its-columns",
        ),
        pytest.param(
            [[RECEIVED, *SEVEN], ["三、办理结果", CARRIED_IN, *BLANK_AT_EDGE]],
            ["?"] * 7,
            id="columns-of-another-table",
        ),
        pytest.param(
            [[RECEIVED, *SEVEN], [CARRIED_IN, *[""] * 7], [GRANTED, *SEVEN]],
            [""] * 7,
            id="a-blank-line",
        ),
        pytest.param(
            [[RECEIVED, *SEVEN], [CARRIED_IN, "", *[None] * 6], [GRANTED, *SEVEN]],
            [""] * 7,
            id="one-blank-over-all-columns",
        ),
    ],
)
def test_a_row_of_a_grid_stands_in_the_columns_of_the_others_or_of_the_header(
    lines: Lines, rows: Sequence[Sequence[str | None]], values: list[str]
) -> None:
    assert lines(grids(GRID_OF_2019, rows))["carried_in"] == values


def test_a_row_of_a_grid_that_has_just_the_forms_cells_needs_no_other(lines: Lines) -> None:
    header = [*OUTCOMES, *OUTCOMES, *OUTCOMES[:4], "行政复议", "行政诉讼", "复议后起诉"]
    row = ["", *FIFTEEN[1:14], ""]
    assert lines(grids(GRID_OF_2019, [header, row]))["administrative_reconsideration"] == row


def test_another_grid_says_nothing_of_a_row(lines: Lines) -> None:
    found = lines(grids(GRID_OF_2019, [[RECEIVED, *SEVEN, ""]], [[CARRIED_IN, *BLANK_AT_EDGE, ""]]))
    assert found["received"] == SEVEN
    assert found["carried_in"] == ["?"] * 7


def test_in_a_grid_a_row_of_another_width_tells_where_values_begin(lines: Lines) -> None:
    licensing = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    fees = ["信息内容", "上一年项目数量", "本年增/减", ""]
    found = lines(
        grids([licensing, ["行政许可", "4", "5", "6"], fees, ["行政事业性收费", "7", "", ""]])
    )
    assert found["administrative_fees"] == ["7", ""]


def test_in_a_grid_it_tells_even_if_its_label_is_in_another_column(lines: Lines) -> None:
    header = ["信息内容", None, "上一年项目数量", "本年增/减", "处理决定数量"]
    licensing = ["第（五）项", "行政许可", "4", "5", "6"]
    fees = ["行政事业性收费", None, "7", "", ""]
    found = lines(grids([header, licensing, ["信息内容"], fees]))
    assert found["administrative_fees"] == ["7", ""]
