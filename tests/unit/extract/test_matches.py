from collections.abc import Callable

import pytest

from extract.matches import Match
from tests.unit.extract.printed import (
    DECISIONS_2021,
    RULES_2019,
    RULES_2021,
    SEVEN,
    TABLE_3_LABELS,
    TELLS_2019,
    one_a_line,
    one_a_line_piped,
    piped,
)

Lines = Callable[..., dict[str, list[str]]]
Matched = Callable[..., list[Match]]

TELLS_2019_IN_TABS = TELLS_2019.replace(" |\n", "\n").replace(" | ", "\t")


# --- which label belongs to a run of values ---


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


@pytest.mark.parametrize("label", ["其他", "总计", "法律服务机构 | 其他", "（六）总计"])
def test_a_column_of_table_3_is_no_line(lines: Lines, label: str) -> None:
    assert list(lines(f"{TELLS_2019}{label} | 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n")) == [
        "government_rules"
    ]


@pytest.mark.parametrize(
    ("row", "line_code", "values"),
    [
        pytest.param(
            "规范性文件 | （见附件） | 5 | 6 |\n",
            "normative_documents",
            ["（见附件）", "5", "6"],
            id="remark",
        ),
        pytest.param(
            "规范性文件 | （12） | 5 | 6 |\n",
            "normative_documents",
            ["（12）", "5", "6"],
            id="number-in-brackets",
        ),
        pytest.param(
            "规范性文件 | （见附件） | 4 | 5 | 6 |\n",
            "normative_documents",
            ["?"] * 3,
            id="remark-beside-all-values",
        ),
        pytest.param(
            "（一）予以公开 | （见附件） | " + piped(*SEVEN[1:]),
            "granted",
            ["（见附件）", *SEVEN[1:]],
            id="remark-in-table-3",
        ),
        pytest.param(
            "（一）予以公开 | （12） | " + piped(*SEVEN[1:]),
            "granted",
            ["（12）", *SEVEN[1:]],
            id="number-in-brackets-in-table-3",
        ),
        pytest.param(
            "（一）予以公开 | （见附件） | " + piped(*SEVEN),
            "granted",
            ["?"] * 7,
            id="remark-beside-all-values-of-table-3",
        ),
    ],
)
def test_brackets_in_a_cell_of_their_own_stand_for_a_value(
    lines: Lines, row: str, line_code: str, values: list[str]
) -> None:
    text = TELLS_2019 + row + piped("四、结转下年度继续办理", *SEVEN)
    assert lines(text)[line_code] == values


def test_brackets_in_a_cell_of_their_own_may_end_a_label_of_the_form(lines: Lines) -> None:
    label = "（二）部分公开 | （区分处理的，只计这一情形，不计其他情形） |"
    assert lines(TELLS_2019 + label + piped(*SEVEN))["partly_granted"] == SEVEN


@pytest.mark.parametrize(
    ("row", "line_code"),
    [
        pytest.param("1. | 属于国家秘密 |", "denied_state_secret", id="point"),
        pytest.param("1、 | 属于国家秘密 |", "denied_state_secret", id="comma"),
        pytest.param("（1） | 属于国家秘密 |", "denied_state_secret", id="brackets"),
        pytest.param("3. | 其他 |", "other_misc", id="short-label"),
        pytest.param("四、 | 结转下年度继续办理 |", "carried_out", id="chinese"),
    ],
)
def test_an_ordinal_in_a_cell_of_its_own_is_no_value(
    lines: Lines, row: str, line_code: str
) -> None:
    assert lines(TELLS_2019 + row + piped(*SEVEN))[line_code] == SEVEN


def test_where_each_cell_has_a_line_an_ordinal_is_no_value_of_the_line_before(
    lines: Lines,
) -> None:
    found = lines(
        TELLS_2019.replace(" | ", " |\n")
        + one_a_line_piped("（一）予以公开", *SEVEN, "1.", "属于国家秘密", *SEVEN)
    )
    assert found["granted"] == found["denied_state_secret"] == SEVEN


def test_in_a_row_a_blank_between_two_texts_is_what_a_merged_cell_left(lines: Lines) -> None:
    row = piped("2.其他法律行政法规", "", "禁止公开", *SEVEN)
    assert lines(TELLS_2019 + row)["denied_prohibited_by_law"] == SEVEN


# --- labels that lost their ordinal ---


@pytest.mark.parametrize(
    ("before", "label", "line_code"),
    [
        pytest.param("（六）其他处理", "总计", "total_handled", id="total-of-2019"),
        pytest.param("3.其他", "总计", "total_handled", id="total-of-2021"),
        pytest.param("2.申请人逾期未按收费通知要求", "其他", "other_misc", id="other"),
        pytest.param(
            "5.要求行政机关确认或重新出具已获取信息", "其他", "other_handling", id="other-of-2019"
        ),
    ],
)
def test_a_label_without_its_ordinal_is_named_by_the_line_before(
    matched: Matched, before: str, label: str, line_code: str
) -> None:
    named, unnamed = (
        [m.line_code for m in matched(text + piped(label, *SEVEN))]
        for text in (piped(before, *SEVEN), piped("（一）予以公开", *SEVEN))
    )
    assert named[1:] == [line_code]
    assert unnamed == ["granted"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(piped("总计", *SEVEN), id="no-line-before"),
        pytest.param(TELLS_2019 + piped("总计", *SEVEN), id="a-line-of-another-table-before"),
        pytest.param(piped("（六）其他处理", *SEVEN) + piped("总计", *[""] * 7), id="blanks"),
        pytest.param(one_a_line("（六）其他处理", *SEVEN, "总计", *SEVEN), id="no-borders"),
        pytest.param(piped("（六）其他处理", *SEVEN) + piped("合计", *SEVEN), id="another-word"),
    ],
)
def test_a_column_is_not_taken_for_a_label_without_its_ordinal(matched: Matched, text: str) -> None:
    assert "total_handled" not in [match.line_code for match in matched(text)]


# --- labels wrapped over the lines above ---


@pytest.mark.parametrize(
    ("rows", "line_code"),
    [
        pytest.param("2.其他法律行\n政法规禁止公开\t", "denied_prohibited_by_law", id="two"),
        pytest.param("2.其他法\n律行政法规禁\n止公开\t", "denied_prohibited_by_law", id="three"),
        pytest.param("规范性\n文件\t", "normative_documents", id="table-2"),
    ],
)
def test_in_rows_of_tabs_a_label_may_begin_in_the_lines_above(
    lines: Lines, rows: str, line_code: str
) -> None:
    width = 3 if line_code == "normative_documents" else 7
    values = SEVEN[:width]
    text = TELLS_2019_IN_TABS + rows + "\t".join(values) + "\n"
    assert lines(text)[line_code] == values


def test_where_blanks_part_cells_a_label_may_begin_in_the_line_above(lines: Lines) -> None:
    whole = "".join(f"{label} {' '.join(SEVEN)}\n" for label in [*TABLE_3_LABELS.values()][:5])
    wrapped = f"2.其他法律行\n政法规禁止公开 {' '.join(SEVEN)}\n"
    assert lines(TELLS_2019 + whole + wrapped)["denied_prohibited_by_law"] == SEVEN


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("2.其他法律行\n\n\n\n政法规禁止公开\t", id="lines-between"),
        pytest.param("2.其他法\n律行政\n法规禁\n止公开\t", id="four-lines"),
        pytest.param("本年2.其他法律行\n政法规禁止公开\t", id="more-than-the-label"),
        pytest.param("2.其他法律行\t1\n政法规禁止公开\t", id="values-between"),
        pytest.param("2.其他法律行\n政法规\t", id="cut-at-the-end"),
    ],
)
def test_a_label_is_joined_only_if_all_of_it_stands_right_above(lines: Lines, rows: str) -> None:
    text = TELLS_2019_IN_TABS + rows + "\t".join(SEVEN) + "\n"
    assert "denied_prohibited_by_law" not in lines(text)


def test_a_label_of_table_2_wrapped_far_below_its_table_is_not_taken(lines: Lines) -> None:
    prose = "我局公布信息。\n" * 12
    text = f"{TELLS_2019_IN_TABS}{prose}规范性\n文件\t1\t2\t3\n"
    assert list(lines(text)) == ["government_rules"]


def test_in_piped_rows_no_label_begins_in_the_line_above(lines: Lines) -> None:
    row = "2.其他法律行\n政法规禁止公开 | " + piped(*SEVEN)
    assert list(lines(TELLS_2019 + row)) == ["government_rules"]
