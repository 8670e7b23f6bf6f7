from collections.abc import Callable

import pytest

Lines = Callable[[str], dict[str, list[str]]]

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


def piped(*cells: str) -> str:
    return "".join(f"{cell} | " for cell in cells).rstrip() + "\n"


def one_a_line(*cells: str) -> str:
    return "".join(f"{cell}\n\n" for cell in cells)


# --- which values belong to a line ---


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
        pytest.param("规章 | 1 | 约5 | 3 |", ["?"] * 3, id="text-among-them"),
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


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("对外公开总数量 | 本年新制作数量 | 本年新公开数量", ["1", "2", "9"]),
        ("本年制发件数 | 本年废止件数 | 现行有效件数", ["?"] * 3),
        ("本年制发件数 | 现行有效件数", ["?"] * 3),
        ("本年新制作数量 | 对外公开总数量 | 数量", ["?"] * 3),
    ],
    ids=[
        "columns-exchanged",
        "of-the-other-form",
        "of-the-other-form-and-one-missing",
        "one-in-anothers-place",
    ],
)
def test_columns_are_those_the_header_names(lines: Lines, header: str, values: list[str]) -> None:
    licensing = f"{LICENSING_2019}行政许可 | 6 | 7 | 8 |\n"
    found = lines(f"{TELLS_2019}{licensing}信息内容 | {header} |\n规范性文件 | 9 | 1 | 2 |\n")
    assert found["normative_documents"] == values


def test_of_two_readings_none_is_taken_if_the_other_rows_disagree(lines: Lines) -> None:
    found = lines(
        f"{RULES_2019}规章 | | 1 | 2 | |\n规范性文件 | 3 | 4 | 5 | |\n"
        f"{LICENSING_2019}行政许可 | | | 6 | 7 | 8 |\n"
    )
    assert found["government_rules"] == ["?"] * 3


def test_an_ambiguous_cell_holds_the_whole_run(located: Callable) -> None:
    _, cells = located(f"{RULES_2019}规章 | 1 | | 2 | 3 |\n")
    assert [(cell.value_raw, cell.location) for cell in cells] == [
        ("1 |  | 2 | 3", "ambiguous")
    ] * 3


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


def test_a_label_without_any_value_is_not_a_blank_line(lines: Lines) -> None:
    assert lines(f"{RULES_2019}规章 |\n规范性文件 | 1 | 2 | 3 |\n行政许可\n") == {
        "normative_documents": ["1", "2", "3"]
    }


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("规章000", id="label-and-values-run-together"),
        pytest.param("规章 0 0 0", id="parted-by-single-blanks"),
        pytest.param("规章 |\n0 | 0 | 0 |", id="label-in-a-row-of-its-own"),
        pytest.param("规章\n0 |\n0 |\n0 |", id="label-outside-the-borders"),
        pytest.param("规章 | 件 | 0 | 0 | 0 |", id="text-between"),
    ],
)
def test_values_without_a_sure_label_are_left_out(lines: Lines, row: str) -> None:
    assert "government_rules" not in lines(f"{RULES_2019}{row}\n规范性文件 | 1 | 2 | 3 |\n")


def test_a_line_the_form_lacks_keeps_its_values_to_itself(lines: Lines) -> None:
    text = one_a_line(
        *("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        *("规章", "1", "2", "3", "其他主动公开文件", "9", "9", "9", "规范性文件", "4", "5", "6"),
    )
    assert lines(text) == {
        "government_rules": ["1", "2", "3"],
        "normative_documents": ["4", "5", "6"],
    }


def test_a_foreign_line_among_piped_cells_is_no_value(lines: Lines) -> None:
    header = "信息内容 |\n本年新制作数量 |\n本年新公开数量 |\n对外公开总数量 |\n"
    found = lines(f"{header}规章 |\n1 |\n17\n2 |\n规范性文件 |\n4 |\n5 |\n6 |\n18\n")
    assert found == {"government_rules": ["?"] * 3, "normative_documents": ["4", "5", "6"]}


@pytest.mark.parametrize(
    ("ending", "last"),
    [
        pytest.param("", "?", id="inside-the-last-number"),
        pytest.param(" ", "?", id="before-the-separator"),
        pytest.param(" |", "345", id="after-the-separator"),
        pytest.param("\n", "345", id="after-the-line"),
        pytest.param("\n第", "345", id="in-a-later-line"),
    ],
)
def test_a_number_at_which_the_text_stops_is_ambiguous(
    lines: Lines, located: Callable, ending: str, last: str
) -> None:
    text = f"{RULES_2019}规章 | 1 | 2 | 345{ending}"
    assert lines(text) == {"government_rules": ["1", "2", last]}
    assert located(text)[1][-1].value_raw == "345"


def test_a_line_at_which_the_text_stops_is_not_blank(lines: Lines) -> None:
    assert lines(f"{TELLS_2019}规范性文件\t\t")["normative_documents"] == ["?"] * 3


# --- which line a label names ---


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("（六）其他处理 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |", id="one-cell"),
        pytest.param("（六） | 其他处理 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |", id="two-cells"),
        pytest.param("（六 | ）其他 | 处理 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |", id="three-cells"),
        pytest.param("三、本年度办理结果 | （六）其他处理 | 1|2|3|4|5|6|7|", id="after-its-group"),
        pytest.param("\t（六）\t其他处理\t1\t2\t3\t4\t5\t6\t7", id="tabs"),
        pytest.param("（六）其他处理\t\t1\t2\t3\t4\t5\t6\t7", id="blank-of-a-merged-cell"),
        pytest.param(one_a_line("（六）其", "他处理", *"1234567"), id="wrapped-over-two-lines"),
    ],
)
def test_a_label_may_be_split_over_cells(lines: Lines, row: str) -> None:
    assert lines(f"{TELLS_2019}{row}\n")["other_handling"] == list("1234567")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("（七）总计\t1\t2\t3\t4\t5\t6\t7", id="one-cell"),
        pytest.param("（七）\t总计\t1\t2\t3\t4\t5\t6\t7", id="two-cells"),
        pytest.param("（七）\t总\t计\t1\t2\t3\t4\t5\t6\t7", id="three-cells"),
        pytest.param("（七）\t\t总计\t1\t2\t3\t4\t5\t6\t7", id="blank-of-a-merged-cell"),
    ],
)
def test_a_short_label_may_have_its_ordinal_in_another_cell(lines: Lines, row: str) -> None:
    assert lines(f"{TELLS_2019}{row}\n")["total_handled"] == list("1234567")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("（七） | 9 | 总计 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |", id="in-a-row"),
        pytest.param(one_a_line("（七）", "9", "总计", *"1234567"), id="one-cell-a-line"),
        pytest.param("（七） |\n总计 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |", id="in-two-rows"),
    ],
)
def test_a_label_is_never_joined_across_values_or_rows(lines: Lines, row: str) -> None:
    assert "total_handled" not in lines(f"{TELLS_2019}{row}\n")


def test_a_note_in_the_label_before_does_not_swallow_the_label(lines: Lines) -> None:
    header = one_a_line("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
    rows = one_a_line("规章（设区的市提供）", "规范性文件", "4", "5", "6")
    assert lines(header + rows) == {"normative_documents": ["4", "5", "6"]}


def test_the_label_nearest_to_the_values_counts(lines: Lines) -> None:
    found = lines(
        f"{TELLS_2019}（一）予以公开 | 1.属于国家秘密 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n"
        "2.重复申请 | 8 | 3.要求提供公开出版物 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n"
    )
    assert found["denied_state_secret"] == list("1234567")
    assert found["refused_published_material"] == list("1234567")
    assert "granted" not in found


def test_a_lost_group_label_shifts_nothing(lines: Lines) -> None:
    found = lines(
        f"{TELLS_2019}"
        "三、本年度办理结果\t(一) 予以公开\t7\t0\t0\t0\t0\t0\t7\n"
        "\t1.属于国家秘密\t1\t0\t0\t0\t0\t0\t1\n"
        "\t\t2.其他法律行政法规禁止公开\t2\t0\t0\t0\t0\t0\t2\n"
    )
    assert found["granted"] == ["7", "0", "0", "0", "0", "0", "7"]
    assert found["denied_state_secret"] == ["1", "0", "0", "0", "0", "0", "1"]
    assert found["denied_prohibited_by_law"] == ["2", "0", "0", "0", "0", "0", "2"]


def test_a_line_printed_twice_alike_is_taken_once(lines: Lines) -> None:
    found = lines(f"{RULES_2019}规章 | 1 | 2 | 3 |\n{RULES_2019}规章 | 1 | 2 | 3 |\n")
    assert found == {"government_rules": ["1", "2", "3"]}


@pytest.mark.parametrize("again", ["规章 | 1 | 2 | 4 |", "规章 | | | |", "规章 | 1 | 2 |"])
def test_a_line_printed_twice_with_different_values_is_ambiguous(lines: Lines, again: str) -> None:
    found = lines(f"{RULES_2019}规章 | 1 | 2 | 3 |\n规范性文件 | 4 | 5 | 6 |\n{again}\n")
    assert found == {"government_rules": ["?"] * 3, "normative_documents": ["4", "5", "6"]}


def test_a_line_printed_again_far_away_is_ambiguous_as_well(lines: Lines) -> None:
    row = "四、结转下年度继续办理 | {} | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    between = (
        "一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
        "（一）予以公开 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
    )
    found = lines(f"{TELLS_2019}{row.format(1)}{between}{row.format(2)}")
    assert found["carried_out"] == ["?"] * 7


# --- Table 2 ---


@pytest.mark.parametrize("prose_between", [0, 7])
def test_a_line_of_table_2_needs_a_header_not_far_above(lines: Lines, prose_between: int) -> None:
    prose = "我局公布信息。\n" * prose_between
    assert lines(f"{RULES_2021}{prose}规章 | 1 | 2 | 3 |\n") == {
        "government_rules": ["1", "2", "3"]
    }


@pytest.mark.parametrize(
    "prose",
    [
        pytest.param(one_a_line("行政许可", "55"), id="before-any-header"),
        pytest.param("行政许可 | 55 |\n", id="in-a-table-of-another-kind"),
        pytest.param("行政许可信息55项，行政处罚12件。\n", id="in-a-sentence"),
    ],
)
def test_a_label_of_table_2_in_prose_is_not_taken(lines: Lines, prose: str) -> None:
    assert lines(f"{prose}{DECISIONS_2021}行政许可 | 423 |\n") == {
        "administrative_licensing": ["423"]
    }


def test_a_label_of_table_2_far_below_its_table_is_not_taken(lines: Lines) -> None:
    prose = one_a_line(*["我局公布信息。"] * 9, "行政处罚", "12")
    assert lines(f"{DECISIONS_2021}行政许可 | 423 |\n{prose}") == {
        "administrative_licensing": ["423"]
    }


def test_the_blocks_of_table_2_may_move(lines: Lines) -> None:
    found = lines(f"{FEES_2019}行政事业性收费 | 4 | 5 |\n{RULES_2019}规章 | 1 | 2 | 3 |\n")
    assert list(found.items()) == [
        ("government_rules", ["1", "2", "3"]),
        ("administrative_fees", ["4", "5"]),
    ]


def test_headers_cut_short_shift_nothing(lines: Lines) -> None:
    found = lines(
        "信息内容 | 本年新 | 本年新 | 对外公开总数量 | |\n规章 | 1 | 2 | 3 | |\n"
        "信息内容 | 上一年项目数量(指2019年) | 本年增/ | 处理决定数量\n行政许可 | 4 | +5 | 6 |\n"
    )
    assert found == {
        "government_rules": ["1", "2", "3"],
        "administrative_licensing": ["4", "+5", "6"],
    }


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        (RULES_2019, ["本年新制作数量", "本年新公开数量", "对外公开总数量"]),
        (
            "信息内容 | 本年新 | 本年新 | 对外公开总数量 | |\n",
            ["本年新", "本年新", "对外公开总数量"],
        ),
        ("信息内容 | 本年新 | 对外公开总数量 |\n", ["本年新 对外公开总数量"] * 3),
    ],
    ids=["whole", "cut-short", "one-missing"],
)
def test_the_header_over_a_cell_is_told_where_it_is_sure(
    located: Callable, header: str, labels: list[str | None]
) -> None:
    _, cells = located(f"{header}规章 | 1 | 2 | 3 |\n")
    assert [cell.column_label_raw for cell in cells] == labels


# --- Table 3 ---


def test_lines_missing_from_table_3_are_left_out(lines: Lines) -> None:
    found = lines(
        f"{TELLS_2019}"
        "一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
        "四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    )
    assert list(found) == ["government_rules", "received", "carried_out"]


def test_a_line_of_table_3_out_of_the_forms_order_is_marked(lines: Lines) -> None:
    zeros = "| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    found = lines(
        f"{TELLS_2019}四、结转下年度继续办理 {zeros}一、本年新收政府信息公开申请数量 {zeros}"
        f"二、上年结转政府信息公开申请数量 {zeros}（一）予以公开 {zeros}"
    )
    assert list(found) == ["government_rules", "received", "carried_in", "granted", "carried_out"]
    assert found["carried_out"] == ["?"] * 7


@pytest.mark.parametrize("label", ["其他", "总计", "法律服务机构 | 其他", "（六）总计"])
def test_a_column_of_table_3_is_no_line(lines: Lines, label: str) -> None:
    assert list(lines(f"{TELLS_2019}{label} | 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n")) == [
        "government_rules"
    ]


# --- Table 4 ---


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(TABLE_4_HEADER, id="whole"),
        pytest.param(TABLE_4_HEADER.removesuffix(" 总计 |\n") + "\n", id="one-header-cell-missing"),
        pytest.param(TABLE_4_HEADER.replace("总计", "总 计"), id="blanks-inside"),
        pytest.param(TABLE_4_HEADER.replace("结果纠正", "结果").replace("总计", ""), id="mangled"),
    ],
)
def test_fifteen_values_under_its_header_are_table_4(lines: Lines, header: str) -> None:
    found = lines(TELLS_2019 + header + piped(*FIFTEEN))
    assert found["administrative_reconsideration"] == FIFTEEN


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(piped(*FIFTEEN), id="pipe-row"),
        pytest.param("\t".join(FIFTEEN) + "\n", id="tab-row"),
        pytest.param("".join(f"{value} |\n" for value in FIFTEEN), id="pipe-cells"),
        pytest.param(one_a_line(*FIFTEEN), id="line-cells"),
    ],
)
def test_table_4_is_read_in_every_layout(lines: Lines, values: str) -> None:
    found = lines(TELLS_2019 + TABLE_4_HEADER + values)
    assert found["administrative_reconsideration"] == FIFTEEN


def test_table_4_keeps_its_blanks_in_place(lines: Lines) -> None:
    row = "\t0\t\t0\t1\t" + "\t".join("0123456789") + "\n"
    expected = ["", "0", "", "0", "1", *"0123456789"]
    found = lines(TELLS_2019 + TABLE_4_HEADER + row)
    assert found["administrative_reconsideration"] == expected


@pytest.mark.parametrize("spacer", ["\t\t\t\n", "|\n", "\xa0\n"])
def test_blanks_between_header_and_values_are_not_table_4(lines: Lines, spacer: str) -> None:
    found = lines(TELLS_2019 + TABLE_4_HEADER + spacer + piped(*FIFTEEN))
    assert found["administrative_reconsideration"] == FIFTEEN


def test_a_row_of_blanks_under_its_header_is_a_blank_table_4(lines: Lines) -> None:
    header = TABLE_4_HEADER.replace(" | ", "\t").replace("|", "")
    found = lines(TELLS_2019 + header + "\t" * 14 + "\n五、存在的主要问题及改进情况\n")
    assert found["administrative_reconsideration"] == [""] * 15


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(piped(*FIFTEEN[:14]), id="fourteen"),
        pytest.param(piped(*FIFTEEN, "16"), id="sixteen"),
        pytest.param("\t" + "\t".join(FIFTEEN[:14]) + "\t\n", id="blanks-on-both-sides"),
        pytest.param(one_a_line(*FIFTEEN[:5], "行政诉讼", *FIFTEEN[5:]), id="text-among-them"),
    ],
)
def test_any_other_number_of_values_makes_table_4_ambiguous(lines: Lines, values: str) -> None:
    found = lines(TELLS_2019 + TABLE_4_HEADER + values)
    assert found["administrative_reconsideration"] == ["?"] * 15


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("数量 | " + piped(*FIFTEEN), id="a-row-with-a-text-in-it"),
        pytest.param("行政诉讼 | 1 | 2 | 3 | 4 | 5 |\n", id="a-row-of-two-channels"),
    ],
)
def test_a_row_with_a_label_is_not_taken_for_table_4(lines: Lines, text: str) -> None:
    assert "administrative_reconsideration" not in lines(TELLS_2019 + TABLE_4_HEADER + text)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("", id="no-header"),
        pytest.param("结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n", id="five-words"),
        pytest.param(TABLE_4_HEADER + "甲 | 1 |\n", id="other-values-in-between"),
    ],
)
def test_fifteen_values_without_the_header_are_not_table_4(lines: Lines, header: str) -> None:
    assert list(lines(TELLS_2019 + header + piped(*FIFTEEN))) == ["government_rules"]


# --- which variant ---

HANDLED_2019 = "（六）其他处理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
HANDLED_2021 = "（六）其他处理 | 3.其他 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
UNTOLD = "（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
TABLE_2_OF_2019 = f"{RULES_2019}规章 | 1 | 2 | 3 |\n"
TABLE_2_OF_2021 = f"{RULES_2021}规章 | 1 | 2 | 3 |\n"
TABLE_4 = TABLE_4_HEADER + piped(*FIFTEEN)


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        (TABLE_2_OF_2019 + HANDLED_2019 + TABLE_4, {2: "2019", 3: "2019", 4: "2019"}),
        (TABLE_2_OF_2021 + HANDLED_2021 + TABLE_4, {2: "2021", 3: "2021", 4: "2021"}),
        (TABLE_2_OF_2021 + HANDLED_2019 + TABLE_4, {2: "2021", 3: "2019", 4: "2019"}),
        (TABLE_2_OF_2019 + HANDLED_2021 + TABLE_4, {2: "2019", 3: "2021", 4: "2021"}),
        (TABLE_2_OF_2021 + UNTOLD + TABLE_4, {2: "2021", 3: "2021", 4: "2021"}),
        (HANDLED_2019 + TABLE_4, {2: "2019", 3: "2019", 4: "2019"}),
        (TABLE_4, {}),
        (UNTOLD, dict.fromkeys((2, 3, 4), "2019")),
    ],
    ids=[
        "form-2019",
        "form-2021",
        "mixed",
        "mixed-the-other-way",
        "an-untold-table-goes-with-the-nearest",
        "no-table-2",
        "nothing-tells-of-table-4",
        "the-variant-that-lacks-fewest-lines",
    ],
)
def test_the_variant_is_decided_table_by_table(
    located: Callable, text: str, variants: dict[int, str]
) -> None:
    tables, cells = located(text)
    assert {table.table_no: table.form_variant for table in tables} == variants
    assert all(cell.form_variant == variants[cell.table_no] for cell in cells)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        pytest.param(f"{FEES_2019}行政事业性收费 | 1 | 2 |\n", "2019", id="headers-of-2019"),
        pytest.param("信息内容 | 本年增减\n行政事业性收费 | 1 | 2 |\n", "2019", id="one-header"),
        pytest.param("信息内容\n政府集中采购 | 1 | 2 |\n", "2019", id="a-line-of-2019"),
        pytest.param(f"{DECISIONS_2021}行政许可 | 1 |\n", "2021", id="header-of-2021"),
        pytest.param(
            "信息内容 | 本年收费金额(单位:万元) |\n行政事业性收费 | 0.5 |\n", "2021", id="unit"
        ),
    ],
)
def test_labels_only_one_variant_has_tell_the_variant(
    located: Callable, text: str, variant: str
) -> None:
    tables, cells = located(text)
    assert tables[0].form_variant == variant
    assert all(cell.location == "located" for cell in cells)


# --- what is said of tables and cells ---


def test_tables_not_found_are_listed_without_a_place(located: Callable) -> None:
    tables, _ = located(f"\n{TABLE_2_OF_2021}行政规范性文件 | 1 | 2 | 3 |\n")
    assert [
        (t.table_no, t.text_layout, t.first_line, t.last_line, t.rows_located) for t in tables
    ] == [(2, "pipe_rows", 3, 4, 2), (3, None, None, None, 0), (4, None, None, None, 0)]


def test_a_table_without_a_sure_value_has_no_place(located: Callable) -> None:
    tables, cells = located(f"{RULES_2021}规章 | 1 | 2 |\n{HANDLED_2021}")
    assert [cell.location for cell in cells] == ["ambiguous"] * 3 + ["located"] * 7
    assert [(table.first_line, table.rows_located) for table in tables[:2]] == [(None, 0), (3, 1)]


def test_table_4_begins_with_its_header(located: Callable) -> None:
    tables, _ = located(TABLE_2_OF_2021 + HANDLED_2021 + "四、政府信息公开情况\n" + TABLE_4)
    assert (tables[2].first_line, tables[2].last_line, tables[2].rows_located) == (5, 8, 1)


def test_cells_come_in_the_forms_order_with_their_place_in_the_source(located: Callable) -> None:
    _, cells = located(f"标题\n\n{LICENSING_2019}行政 许可 | 7 | | 9 |\n{RULES_2019}规章 |1|2|3|\n")
    assert [
        (c.table_no, c.row_no, c.position, c.line_label_raw, c.value_raw, c.source_line)
        for c in cells
    ] == [
        (2, 1, 1, "规章", "1", 6),
        (2, 1, 2, "规章", "2", 6),
        (2, 1, 3, "规章", "3", 6),
        (2, 3, 1, "行政 许可", "7", 4),
        (2, 3, 2, "行政 许可", "", 4),
        (2, 3, 3, "行政 许可", "9", 4),
    ]
    assert [cell.source_column for cell in cells] == [2, 3, 4] * 2


def test_a_document_without_the_form_yields_nothing(located: Callable) -> None:
    assert located("通知公告\n公开信息 | 131 |\n2020\n") == ([], [])
