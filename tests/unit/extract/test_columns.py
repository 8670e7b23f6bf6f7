from collections.abc import Callable, Sequence

import pytest

from extract.document import Document, Note
from extract.readers.text import read
from tests.unit.extract.printed import (
    APPLICANTS,
    FIFTEEN,
    LICENSING_2019,
    OUTCOMES,
    RULES_2021,
    SEVEN,
    TABLE_3_LABELS,
    TABLE_4_HEADER,
    TELLS_2019,
    grids,
    one_a_line,
    one_a_line_piped,
    piped,
)

Lines = Callable[..., dict[str, list[str]]]

PERSON, *FIRMS, OTHERS, TOTAL = APPLICANTS
RECEIVED = TABLE_3_LABELS["received"]
ORGANIZATIONS = [*FIRMS, OTHERS]
SPANNING = "法人或其他组织"
MOVED_OUTCOMES = ["结果纠正", "结果维持", "其他结果", "尚未审结", "总计"]
ROW = piped(RECEIVED, "1", "2", "3", "4", "5", "6", "7")
CHANNELS = (
    "行政复议 | 1 | 2 | 3 | 4 | 10 |\n"
    "未经复议直接起诉 | 5 | 6 | 7 | 8 | 26 |\n"
    "复议后起诉 | 9 | 0 | 1 | 2 | 12 |\n"
)
GRID_OF_2019 = [
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", "1", "2", "3"],
]


# --- Table 2 ---


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
    ("header", "values"),
    [
        pytest.param("本年新制作数量 | 对外公开总数量", ["9", "1", "2"], id="in-the-forms-order"),
        pytest.param("对外公开总数量 | 本年新制作数量", ["?"] * 3, id="in-another-order"),
    ],
)
def test_of_a_header_that_lost_a_column_the_others_must_stand_in_order(
    lines: Lines, header: str, values: list[str]
) -> None:
    found = lines(f"{TELLS_2019}信息内容 | {header} |\n规范性文件 | 9 | 1 | 2 |\n")
    assert found["normative_documents"] == values


def test_each_block_of_table_2_has_its_own_order(lines: Lines) -> None:
    found = lines(
        "信息内容 | 对外公开总数量 | 本年新制作数量 | 本年新公开数量 |\n规章 | 9 | 1 | 2 |\n"
        "信息内容 | 本年增/减 | 上一年项目数量 | 处理决定数量 |\n行政许可 | 9 | 1 | 2 |\n"
    )
    assert found == {
        "government_rules": ["1", "2", "9"],
        "administrative_licensing": ["1", "9", "2"],
    }


@pytest.mark.parametrize(
    ("header", "row", "cells"),
    [
        pytest.param(
            "上一年项目数量 | 处理决定数量", "4 | 6", [(1, "4"), (3, "6")], id="one-left-out"
        ),
        pytest.param(
            "处理决定数量 | 上一年项目数量", "6 | 4", [(1, "4"), (3, "6")], id="in-another-order"
        ),
        pytest.param("处理决定数量", "6 | | ", [(3, "6")], id="one-is-there-the-rest-is-padding"),
    ],
)
def test_a_table_may_lack_columns_of_the_form(
    located: Callable, header: str, row: str, cells: list[tuple[int, str]]
) -> None:
    found = located(f"{TELLS_2019}信息内容 | {header} |\n行政许可 | {row} |\n")[1]
    assert [(c.position, c.value_raw) for c in found if c.location == "located"][3:] == cells


# --- Table 3 ---


@pytest.mark.parametrize(
    ("header", "values"),
    [
        pytest.param(piped("", *APPLICANTS), list("1234567"), id="the-forms-order"),
        pytest.param(
            piped("", FIRMS[0], PERSON, *FIRMS[1:], OTHERS, TOTAL),
            list("2134567"),
            id="another-order",
        ),
        pytest.param(piped("", TOTAL, PERSON, *ORGANIZATIONS), list("2345671"), id="total-first"),
        pytest.param(" ".join(APPLICANTS) + "\n", list("1234567"), id="parted-by-blanks"),
        pytest.param(
            " ".join([FIRMS[0], PERSON, *FIRMS[1:], OTHERS, TOTAL]) + "\n",
            list("2134567"),
            id="parted-by-blanks-in-another-order",
        ),
        pytest.param(
            "商业 企业 自然 人 科研机构 社会公益组织 法律服务机构 其他 总计\n",
            list("2134567"),
            id="parted-by-blanks-inside-words-as-well",
        ),
        pytest.param(piped("", PERSON, *FIRMS[1:], OTHERS, TOTAL), list("1234567"), id="one-lost"),
        pytest.param(
            piped("", FIRMS[1], PERSON, *FIRMS[2:], OTHERS, TOTAL),
            ["?"] * 7,
            id="one-lost-from-another-order",
        ),
        pytest.param(
            piped("", PERSON, *ORGANIZATIONS[::-1], TOTAL)[:-1] + "备注 |\n",
            list("1654327"),
            id="another-column-after",
        ),
        pytest.param(piped("", TOTAL, PERSON, *FIRMS), ["?"] * 7, id="total-first-and-one-lost"),
        pytest.param(piped("", *APPLICANTS[:4]), list("1234567"), id="most-of-them-in-order"),
        pytest.param(piped("", *APPLICANTS) * 2, list("1234567"), id="printed-twice"),
        pytest.param(
            piped("", PERSON, SPANNING, TOTAL) + piped(*ORGANIZATIONS),
            list("1234567"),
            id="two-rows",
        ),
        pytest.param(
            piped("", SPANNING, PERSON, TOTAL) + piped(*ORGANIZATIONS),
            ["?"] * 7,
            id="two-rows-organisations-first",
        ),
        pytest.param(
            piped("", TOTAL, PERSON, SPANNING) + piped(*ORGANIZATIONS),
            ["?"] * 7,
            id="two-rows-total-first",
        ),
        pytest.param(
            piped("", PERSON, SPANNING, TOTAL) + piped(*ORGANIZATIONS[::-1]),
            ["?"] * 7,
            id="two-rows-organisations-in-another-order",
        ),
        pytest.param(
            piped("", PERSON, SPANNING, TOTAL, *ORGANIZATIONS),
            list("1234567"),
            id="two-rows-on-one-line",
        ),
        pytest.param(
            piped("", PERSON, TOTAL, SPANNING, *ORGANIZATIONS[::-1]),
            ["?"] * 7,
            id="two-rows-on-one-line-in-another-order",
        ),
        pytest.param(
            " ".join([PERSON, SPANNING, TOTAL, *ORGANIZATIONS]) + "\n",
            list("1234567"),
            id="two-rows-on-one-line-parted-by-blanks",
        ),
    ],
)
def test_columns_of_table_3_come_in_the_order_of_its_header(
    lines: Lines, header: str, values: list[str]
) -> None:
    assert lines(TELLS_2019 + header + ROW)["received"] == values


def test_the_header_holds_for_all_rows_below(lines: Lines) -> None:
    header = piped("申请人情况", FIRMS[0], PERSON, *FIRMS[1:], OTHERS, TOTAL)
    last = piped("四、结转下年度继续办理", "2", "1", *SEVEN[2:])
    assert lines(TELLS_2019 + header + ROW + last)["carried_out"] == SEVEN


def test_columns_in_no_clear_order_are_noted(notes: Callable[[str], list[Note]]) -> None:
    header = one_a_line(TOTAL, PERSON, *ORGANIZATIONS)
    (note,) = notes(TELLS_2019 + header + ROW)
    assert (note.code, note.table_no, note.line_code) == ("columns_unclear", 3, "received")
    assert note.line == 2 + header.count("\n") + 1
    assert "1 | 2 | 3 | 4 | 5 | 6 | 7" in note.sentence


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        pytest.param(
            [
                ["", SPANNING, None, None, None, None, PERSON, TOTAL],
                [None, *ORGANIZATIONS, None, None],
            ],
            list("6123457"),
            id="organisations-first",
        ),
        pytest.param(
            [
                ["", TOTAL, PERSON, SPANNING, None, None, None, None],
                [None, None, None, *ORGANIZATIONS],
            ],
            list("2345671"),
            id="total-first",
        ),
        pytest.param(
            [
                ["", PERSON, SPANNING, None, None, None, None, TOTAL],
                [None, None, *ORGANIZATIONS[::-1], None],
            ],
            list("1654327"),
            id="organisations-in-another-order",
        ),
        pytest.param(
            [
                ["", SPANNING, None, None, None, None, PERSON, TOTAL],
                [*ORGANIZATIONS, None, None, None],
            ],
            ["?"] * 7,
            id="headers-over-other-columns",
        ),
    ],
)
def test_a_grid_shows_which_header_stands_over_which_value(
    lines: Lines, rows: Sequence[Sequence[str | None]], values: list[str]
) -> None:
    row = [RECEIVED, *"1234567"]
    assert lines(grids(GRID_OF_2019, [*rows, row]))["received"] == values


# --- Table 4 ---


@pytest.mark.parametrize(
    ("header", "values"),
    [
        pytest.param(
            ["类别", *MOVED_OUTCOMES],
            ["2", "1", "3", "4", "10", "6", "5", "7", "8", "26", "0", "9", "1", "2", "12"],
            id="exchanged",
        ),
        pytest.param(
            ["类别", TOTAL, *OUTCOMES[:4]],
            ["2", "3", "4", "10", "1", "6", "7", "8", "26", "5", "0", "1", "2", "12", "9"],
            id="total-first",
        ),
    ],
)
def test_lines_of_table_4_come_in_the_order_of_their_header(
    lines: Lines, header: list[str], values: list[str]
) -> None:
    found = lines(TELLS_2019 + piped(*header) + CHANNELS)
    assert found["administrative_reconsideration"] == values


def test_lines_of_table_4_below_a_header_in_no_clear_order_are_marked(
    lines: Lines, notes: Callable[[str], list[Note]]
) -> None:
    text = TELLS_2019 + one_a_line("类别", *MOVED_OUTCOMES) + CHANNELS
    assert lines(text)["administrative_reconsideration"] == ["?"] * 15
    assert [(note.code, note.line_code) for note in notes(text)] == [
        ("columns_unclear", "administrative_reconsideration"),
        ("columns_unclear", "litigation_direct"),
        ("columns_unclear", "litigation_after_reconsideration"),
    ]


@pytest.mark.parametrize(
    ("headers", "values"),
    [
        pytest.param(
            [*MOVED_OUTCOMES, *OUTCOMES, *OUTCOMES], ["2", "1", *FIFTEEN[2:]], id="first-block"
        ),
        pytest.param(
            [*OUTCOMES, TOTAL, *OUTCOMES[:4], *OUTCOMES],
            [*FIFTEEN[:5], "7", "8", "9", "10", "6", *FIFTEEN[10:]],
            id="second-block",
        ),
        pytest.param(
            [*OUTCOMES[:4], "结果维持", TOTAL, *OUTCOMES[1:], *OUTCOMES],
            ["?"] * 15,
            id="a-header-in-another-block",
        ),
    ],
)
def test_each_line_within_table_4s_row_has_its_own_order(
    lines: Lines, headers: list[str], values: list[str]
) -> None:
    above = piped("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")
    found = lines(TELLS_2019 + above + piped(*headers) + piped(*FIFTEEN))
    assert found["administrative_reconsideration"] == values


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("结果维持 | 结果纠正", "结果纠正 | 结果维持", id="columns"),
        pytest.param("未经复议直接起诉 | 复议后起诉", "复议后起诉 | 未经复议直接起诉", id="lines"),
        pytest.param("行政复议 | 行政诉讼", "行政诉讼 | 复议后起诉 | 行政复议", id="channels"),
        pytest.param(
            "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未",
            "总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 未",
            id="total-first",
        ),
    ],
)
def test_table_4_with_its_header_in_another_order_over_several_rows_is_marked(
    lines: Lines, notes: Callable[[str], list[Note]], before: str, after: str
) -> None:
    assert before in TABLE_4_HEADER
    text = TELLS_2019 + TABLE_4_HEADER.replace(before, after) + piped(*FIFTEEN)
    assert lines(text)["administrative_reconsideration"] == ["?"] * 15
    assert [note.code for note in notes(text)] == ["columns_unclear"]


def test_of_a_header_that_names_table_4s_columns_once_the_total_must_not_come_first(
    lines: Lines,
) -> None:
    lines_of_table = piped("行政复议", "未经复议直接起诉", "复议后起诉")
    in_order = TELLS_2019 + lines_of_table + piped(*OUTCOMES) + piped(*FIFTEEN)
    total_first = TELLS_2019 + lines_of_table + piped(TOTAL, *OUTCOMES[:4]) + piped(*FIFTEEN)
    assert lines(in_order)["administrative_reconsideration"] == FIFTEEN
    assert lines(total_first)["administrative_reconsideration"] == ["?"] * 15


def test_a_grid_shows_the_order_of_table_4_over_several_rows(lines: Lines) -> None:
    header = [
        ["行政复议", *[None] * 4, "行政诉讼", *[None] * 9],
        [*[None] * 5, "未经复议直接起诉", *[None] * 4, "复议后起诉", *[None] * 4],
        [*OUTCOMES, *MOVED_OUTCOMES, *OUTCOMES],
    ]
    found = lines(grids(GRID_OF_2019, [*header, FIFTEEN]))
    assert found["administrative_reconsideration"] == [*FIFTEEN[:5], "7", "6", *FIFTEEN[7:]]


# --- headers that contradict how a row is filled ---


SIX = list("123456")
NOT_OF_THE_FORM = ["小计", "行次", "序号", "上年总计"]
LICENSING_2021 = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1", "2", "3"],
    ["信息内容", "本年处理决定数量", None, None],
    ["行政处罚", "4", None, None],
]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        *[
            pytest.param([first, PERSON, *ORGANIZATIONS], [*"1234567"], id=f"first-{first}")
            for first in NOT_OF_THE_FORM
        ],
        pytest.param(["行次", *APPLICANTS], ["1", *SIX, ""], id="a-number-before"),
        pytest.param(["", *APPLICANTS], ["1", *SIX, ""], id="a-number-under-nothing"),
        pytest.param(["", *APPLICANTS], SEVEN, id="a-number-under-nothing-and-one-cell-less"),
        pytest.param(
            [PERSON, "个体工商户", *APPLICANTS[1:]], ["1", "9", *SIX[1:], ""], id="one-between"
        ),
        pytest.param([*APPLICANTS, "上年总计"], ["", *SIX, "9"], id="one-after-and-blank-first"),
        pytest.param(
            [*APPLICANTS, "备注"], ["1", None, "2", *SIX[2:], "9"], id="two-merged-and-one-after"
        ),
        pytest.param([*APPLICANTS, "备注"], [*SIX, None, "9"], id="the-last-merged-and-one-after"),
        pytest.param(
            [*APPLICANTS[:-1], "合计", TOTAL],
            [*"1234566", ""],
            id="two-totals-of-which-one-is-blank",
        ),
    ],
)
def test_in_a_grid_a_value_under_another_columns_header_is_not_taken(
    lines: Lines,
    notes: Callable[..., list[Note]],
    header: list[str],
    row: list[str | None],
) -> None:
    document = grids(GRID_OF_2019, [["项目", *header], [RECEIVED, *row]])
    assert lines(document)["received"] == ["?"] * 7
    assert [note.code for note in notes(document)] == ["columns_unclear"]


@pytest.mark.parametrize("total", ["合计", "总数", "共计"])
def test_a_total_in_other_words_is_read_where_its_header_stands(lines: Lines, total: str) -> None:
    table = [["项目", total, PERSON, *ORGANIZATIONS], [RECEIVED, *"7123456"]]
    assert lines(grids(GRID_OF_2019, table))["received"] == list("1234567")
    text = TELLS_2019 + piped(*table[0]) + piped(*table[1])
    assert lines(text)["received"] == list("1234567")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param(["上年处理决定数量", "本年处理决定数量"], ["77", ""], id="of-last-year-first"),
        pytest.param(["本年处理决定数量", "同比增减"], ["", "+5"], id="a-change-after"),
        pytest.param(["年度", "本年处理决定数量"], ["2023", ""], id="a-year-before"),
    ],
)
def test_of_a_block_of_table_2_with_one_more_column_a_blank_is_not_filled(
    lines: Lines, header: list[str], row: list[str]
) -> None:
    block = [["信息内容", *header], ["行政许可", *row]]
    assert lines(grids(LICENSING_2021, block))["administrative_licensing"] == ["?"]
    text = "".join(piped(*filter(None, of)) for of in LICENSING_2021)
    text += piped(*block[0]) + "行政许可 | " + " | ".join(row) + " |\n"
    assert lines(text)["administrative_licensing"] == ["?"]


@pytest.mark.parametrize("is_whole", [True, False], ids=["one-row", "three-rows"])
@pytest.mark.parametrize(
    ("total", "is_read"),
    [(TOTAL, True), ("合计", True), ("总数", True), ("小计", True), ("件数", False)],
)
def test_table_4_with_its_total_first_is_read_by_its_header_or_not_at_all(
    lines: Lines, total: str, is_read: bool, is_whole: bool
) -> None:
    header, values = [total, *OUTCOMES[:4]], ["10", "1", "2", "3", "4"]
    channels = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    if is_whole:
        above = ["行政复议", *[None] * 4, "未经复议直接起诉", *[None] * 4, "复议后起诉"]
        table = [[*above, *[None] * 4], header * 3, values * 3]
    else:
        table = [["类别", *header], *([channel, *values] for channel in channels)]
    expected = ["1", "2", "3", "4", "10"] * 3 if is_read else ["?"] * 15
    assert lines(grids(GRID_OF_2019, table))["administrative_reconsideration"] == expected
    text = TELLS_2019 + "".join(piped(*filter(None, row)) for row in table)
    assert lines(text)["administrative_reconsideration"] == expected


@pytest.mark.parametrize(
    ("header", "values"),
    [
        pytest.param(["项目", "行次", *APPLICANTS], ["1", *SIX, ""], id="a-number-before"),
        pytest.param(["项目", "行次", *APPLICANTS], ["1", *SIX], id="and-the-last-blank-lost"),
        pytest.param(["", "小计", PERSON, *ORGANIZATIONS], [*"1234567"], id="total-first"),
        pytest.param(
            ["项目", PERSON, "个体工商户", *APPLICANTS[1:]],
            ["1", "9", *SIX[1:], ""],
            id="one-between",
        ),
        pytest.param(
            ["项目", *APPLICANTS, "上年总计"], ["", *SIX, "9"], id="one-after-and-blank-first"
        ),
        pytest.param(["项目", *APPLICANTS[:-1], "合计", TOTAL], [*"1234566", ""], id="two-totals"),
    ],
)
@pytest.mark.parametrize("parted_by", [" | ", "\t"], ids=["pipes", "tabs"])
def test_in_a_text_a_row_under_a_header_with_other_columns_among_its_own_is_not_taken(
    lines: Lines, parted_by: str, header: list[str], values: list[str]
) -> None:
    table = [parted_by.join(header), parted_by.join([RECEIVED, *values])]
    end = " |\n" if parted_by == " | " else "\n"
    found = lines(TELLS_2019 + "".join(row + end for row in table))
    assert found["received"] == ["?"] * 7


@pytest.mark.parametrize(
    ("header", "values"),
    [
        pytest.param(["项目", "公民", *APPLICANTS[1:]], [*"1234567"], id="another-word"),
        pytest.param(["项目", *APPLICANTS, "备注"], [*"1234567", ""], id="one-more-after"),
        pytest.param(["", PERSON, "企业", *APPLICANTS[2:]], [*"1234567"], id="a-word-cut-short"),
    ],
)
def test_words_that_shift_no_column_do_no_harm(
    lines: Lines, header: list[str], values: list[str]
) -> None:
    table = [header, [RECEIVED, *values]]
    assert lines(grids(GRID_OF_2019, table))["received"] == list("1234567")
    text = TELLS_2019 + "".join(piped(*row) for row in table)
    assert lines(text)["received"] == list("1234567")


@pytest.mark.parametrize(
    "header",
    [
        pytest.param([["申请人情况", *APPLICANTS]], id="narrower-than-the-labels"),
        pytest.param(
            [["申请人情况", PERSON, SPANNING, TOTAL], ORGANIZATIONS], id="spans-that-left-no-trace"
        ),
    ],
)
def test_a_header_drawn_over_other_columns_shifts_no_row_of_just_the_forms_cells(
    lines: Lines, header: list[list[str]]
) -> None:
    label = ["三、本年度办理结果", "（一）予以公开"]
    found = lines(grids(GRID_OF_2019, [*header, [*label, *"1234567"]]))
    assert found["granted"] == list("1234567")


@pytest.mark.parametrize(
    ("first", "granted"),
    [
        pytest.param("", list("1234567"), id="nothing-over-it"),
        pytest.param("行次", ["?"] * 7, id="another-column-over-it"),
    ],
)
def test_a_markdown_row_whose_label_lost_a_cell_is_taken_where_no_other_column_is(
    lines: Lines, first: str, granted: list[str]
) -> None:
    table = [
        ["项目", "", first, *APPLICANTS],
        ["---"] * 10,
        [RECEIVED, "", "", *"1234567"],
        ["三、本年度办理结果", "（一）予以公开", *"1234567", ""],
    ]
    found = lines(TELLS_2019 + "".join(f"| {' | '.join(row)} |\n" for row in table))
    assert found["received"] == list("1234567")
    assert found["granted"] == granted


def test_a_markdown_row_of_just_the_forms_cells_may_begin_with_a_blank(lines: Lines) -> None:
    table = [
        ["项目", *APPLICANTS, ""],
        ["---"] * 9,
        ["三、本年度办理结果", "（一）予以公开", *SEVEN],
        ["", "（二）部分公开", "", *SEVEN[1:]],
    ]
    found = lines(TELLS_2019 + "".join(f"| {' | '.join(row)} |\n" for row in table))
    assert found["partly_granted"] == ["", *SEVEN[1:]]


def test_a_markdown_row_that_is_cut_is_read_as_far_as_it_goes(lines: Lines) -> None:
    table = [["项目", *APPLICANTS], ["---"] * 8, [RECEIVED, *SEVEN]]
    text = TELLS_2019 + "".join(f"| {' | '.join(row)} |\n" for row in table)
    found = lines(f"{text}| {TABLE_3_LABELS['carried_in']} | 1 | 2")
    assert found["received"] == SEVEN
    assert found["carried_in"] == ["1", "?"]


def test_the_columns_of_a_header_in_another_grid_are_not_those_of_a_row(lines: Lines) -> None:
    header = ["申请人情况", *APPLICANTS]
    row = ["三、本年度办理结果", "（一）予以公开", *"1234567", ""]
    found = lines(grids(GRID_OF_2019, [header, [RECEIVED, *"1234567"]], [row]))
    assert found["granted"] == list("1234567")


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(["项目", "小计", PERSON, *ORGANIZATIONS], id="total-first"),
        pytest.param(["小计", PERSON, *ORGANIZATIONS], id="total-first-over-no-label"),
        pytest.param(["项目", "行次", *APPLICANTS], id="a-number-before"),
        pytest.param(["项目", PERSON, "个体工商户", *APPLICANTS[1:]], id="one-between"),
    ],
)
def test_blanks_part_a_header_with_other_columns_among_its_own_as_well(
    lines: Lines, header: list[str]
) -> None:
    rows = [[label, *SEVEN] for label in TABLE_3_LABELS.values()]
    text = "".join(" ".join(row) + "\n" for row in [header, *rows])
    assert lines(TELLS_2019.replace(" |", "") + text)["received"] == ["?"] * 7


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(["项目", *APPLICANTS], id="over-the-label"),
        pytest.param(["申请人", "情况", *APPLICANTS], id="in-two-words-over-the-label"),
        pytest.param(["项目", "公民", *APPLICANTS[1:]], id="another-word"),
        pytest.param(["项目", *APPLICANTS, "备注"], id="one-more-after"),
    ],
)
def test_blanks_part_a_header_that_shifts_nothing(lines: Lines, header: list[str]) -> None:
    rows = [[label, *SEVEN] for label in TABLE_3_LABELS.values()]
    text = "".join(" ".join(row) + "\n" for row in [header, *rows])
    assert lines(TELLS_2019.replace(" |", "") + text)["received"] == SEVEN


@pytest.mark.parametrize("values", [["1", "2", "3", "4", "10"], ["1", "2", "3", "4", "9"]])
def test_a_header_in_one_line_for_all_of_table_4_contradicts_no_line_of_it(
    lines: Lines, values: list[str]
) -> None:
    rows = [
        OUTCOMES * 3,
        *([line, *values] for line in ["行政复议", "未经复议直接起诉", "复议后起诉"]),
    ]
    text = "".join(" ".join(row) + "\n" for row in rows)
    found = lines(TELLS_2019.replace(" |", "") + text)
    assert found["administrative_reconsideration"] == values * 3


# --- columns that the form does not have ---


def printed(*rows: Sequence[str | None]) -> dict[str, Document]:
    """A table in every format: None where a cell is part of the one before or above."""
    cells = [[cell for cell in row if cell is not None] for row in rows]
    before = TELLS_2021.replace(" | ", "{0}").replace(" |", "{1}")
    texts = {
        "pipes": TELLS_2021 + "".join(piped(*row) for row in cells),
        "tabs": before.format("\t", "") + "".join("\t".join(row) + "\n" for row in cells),
        "one-a-line-piped": TELLS_2021 + "".join(one_a_line_piped(*row) for row in cells),
    }
    return {name: read(text.encode()) for name, text in texts.items()} | {
        "grid": grids(GRID_OF_2021, rows)
    }


def in_lines(*rows: Sequence[str | None]) -> dict[str, Document]:
    """The same in texts without separators, in which no blank can be seen."""
    cells = [[cell for cell in row if cell] for row in rows]
    one_a_row = "".join(" ".join(row) + "\n" for row in cells)
    return {
        "blanks": read((TELLS_2021.replace(" |", "") + one_a_row).encode()),
        "one-a-line": read((TELLS_2021 + "".join(one_a_line(*row) for row in cells)).encode()),
    }


def assert_read(
    lines: Lines, documents: dict[str, Document], line_code: str, values: list[str]
) -> None:
    found = {name: lines(document)[line_code] for name, document in documents.items()}
    assert found == dict.fromkeys(documents, values)


TELLS_2021 = f"{RULES_2021}规章 | 1 | 2 | 3 |\n"
GRID_OF_2021 = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1", "2", "3"],
]
TWO_ROWS = [["项目", PERSON, SPANNING, *[None] * 4, TOTAL], [None, None, *ORGANIZATIONS, None]]
LABELS = list(TABLE_3_LABELS.values())


@pytest.mark.parametrize("other", ["备注", "上年总计", "去年", "同比增减", "占比"])
@pytest.mark.parametrize(
    "header",
    [
        pytest.param([["项目", *APPLICANTS]], id="one-row"),
        pytest.param(TWO_ROWS, id="two-rows"),
        pytest.param(
            [["项目", "申请人情况", *[None] * 6], ["", *TWO_ROWS[0][1:]], TWO_ROWS[1]],
            id="three-rows",
        ),
    ],
)
def test_another_column_in_the_place_of_the_total_is_not_taken_for_it(
    lines: Lines, other: str, header: list[list[str]]
) -> None:
    table = [[other if cell == TOTAL else cell for cell in row] for row in header]
    rows = [[label, *SEVEN] for label in LABELS]
    documents = printed(*table, *rows) | in_lines(*table, *rows)
    assert_read(lines, documents, "received", ["?"] * 7)


@pytest.mark.parametrize(
    ("header", "values", "is_read"),
    [
        pytest.param([*APPLICANTS, "备注"], [*SEVEN, ""], True, id="a-blank-after"),
        pytest.param([*APPLICANTS, "备注"], ["", *SEVEN[1:], "9"], False, id="a-number-after"),
        pytest.param(["上年", *APPLICANTS], ["9", *SEVEN[:6], ""], False, id="a-number-before"),
        pytest.param(
            [PERSON, "个体工商户", *APPLICANTS[1:]],
            ["1", "9", *SEVEN[1:6], ""],
            False,
            id="between",
        ),
    ],
)
def test_a_row_under_another_column_is_read_where_no_value_stands_below_it(
    lines: Lines, header: list[str], values: list[str], is_read: bool
) -> None:
    spanned = [
        SPANNING if cell == FIRMS[0] else None if cell in ORGANIZATIONS else cell for cell in header
    ]
    below = [cell if cell in ORGANIZATIONS else None for cell in header]
    row = [LABELS[0], *values]
    expected = SEVEN if is_read else ["?"] * 7
    for table in ([["项目", *header]], [["项目", *spanned], [None, *below]]):
        documents = printed(*table, row)
        assert_read(lines, documents, "received", expected)


@pytest.mark.parametrize(
    ("values", "received"), [(SEVEN, SEVEN), ([*SEVEN[1:], "9"], ["?"] * 7)], ids=["sums-up", "not"]
)
def test_where_no_blank_can_be_seen_the_total_says_which_value_a_row_lacks(
    lines: Lines, values: list[str], received: list[str]
) -> None:
    documents = in_lines(["项目", *APPLICANTS, "备注"], *([label, *values] for label in LABELS))
    assert_read(lines, documents, "received", received)


def test_the_figures_of_another_year_beside_those_of_the_report_are_not_taken(lines: Lines) -> None:
    years = ["项目", "2020年", *[None] * 6, "2021年", *[None] * 6]
    rows = [[None, *APPLICANTS, *APPLICANTS], [LABELS[0], *SEVEN, *[""] * 7]]
    assert_read(lines, printed(years, *rows), "received", ["?"] * 7)


def test_two_sets_of_the_forms_columns_side_by_side_are_not_taken(lines: Lines) -> None:
    table = [["项目", *APPLICANTS, *APPLICANTS], [LABELS[0], *SEVEN, *"1234567"]]
    assert_read(lines, printed(*table), "received", ["?"] * 7)


def test_one_a_line_words_for_two_columns_shift_none(lines: Lines) -> None:
    header = ["项目", "公民", *APPLICANTS[1:4], "律师", *APPLICANTS[5:]]
    assert_read(lines, printed(header, [LABELS[0], *SEVEN]), "received", SEVEN)


def test_a_number_under_a_running_number_before_the_label_is_no_value(lines: Lines) -> None:
    table = [["序号", "项目", *APPLICANTS], ["1", LABELS[0], *SEVEN]]
    documents = {name: of for name, of in printed(*table).items() if name != "one-a-line-piped"}
    assert_read(lines, documents, "received", SEVEN)


@pytest.mark.parametrize(
    ("header", "values", "decisions"),
    [
        *[
            pytest.param([other], ["7"], "?", id=other)
            for other in ["上年", "去年处理决定数量", "上年度", "同比增减", "备注"]
        ],
        pytest.param(["数量"], ["7"], "7", id="in-other-words"),
        pytest.param(["上年", "本年处理决定数量"], ["7", ""], "?", id="last-year-before"),
        pytest.param(["上年", "本年处理决定数量"], ["", "7"], "7", id="a-blank-last-year-before"),
        pytest.param(["本年处理决定数量", "上年"], ["", "7"], "?", id="last-year-after"),
        pytest.param(["本年处理决定数量", "上年"], ["7", ""], "7", id="a-blank-last-year-after"),
        pytest.param(["上年", "本年"], ["7", ""], "?", id="last-year-before-and-none-of-the-forms"),
        pytest.param(["2020年", "2021年"], ["7", ""], "?", id="the-first-of-two-years"),
        pytest.param(["2020年", "2021年"], ["", "7"], "7", id="the-second-of-two-years"),
        pytest.param(["本年", "同比增长"], ["", "7"], "?", id="a-change"),
    ],
)
def test_in_table_2_a_value_under_another_column_is_not_taken(
    lines: Lines, header: list[str], values: list[str], decisions: str
) -> None:
    padding = [None] * (3 - len(header))
    # Under another corner it is known for a header by a column of the form.
    for corner in ["信息内容", "项目"] if "本年处理决定数量" in header else ["信息内容"]:
        table = [[corner, *header, *padding], ["行政许可", *values, *padding]]
        assert_read(lines, printed(*table), "administrative_licensing", [decisions])


@pytest.mark.parametrize(
    ("before", "after"), [("上年", "本年"), ("本年", "上年")], ids=["last-year-first", "last"]
)
def test_of_two_years_below_one_header_none_is_taken_in_a_text(
    lines: Lines, before: str, after: str
) -> None:
    table = [["信息内容", "收费金额", None], [None, before, after], ["行政事业性收费", "7", ""]]
    documents = printed(*table)
    grid = documents.pop("grid")
    assert_read(lines, documents, "administrative_fees", ["?"])
    assert lines(grid)["administrative_fees"] == ["7" if before == "本年" else "?"]


def test_the_form_of_2019_has_columns_of_the_year_before(lines: Lines) -> None:
    header = "信息内容 | 去年项目数量 | 2020年增减 | 处理决定数量 | 备注 |\n"
    found = lines(f"{TELLS_2019}{header}行政许可 | 4 | +5 | 6 | |\n")
    assert found["administrative_licensing"] == ["4", "+5", "6"]


def test_a_header_of_table_2_is_known_by_its_columns_if_not_by_its_corner(lines: Lines) -> None:
    header = ["现行有效件数", "本年废止件数", "本年制发件数"]
    for corner in (["项目"], []):
        documents = printed([*corner, *header], ["行政规范性文件", *"456"])
        assert_read(lines, documents, "normative_documents", list("654"))


def test_in_table_2_a_row_with_fewer_cells_than_an_unknown_header_leaves_is_not_taken(
    lines: Lines,
) -> None:
    header = ["信息内容", "本年制发件数", "其中新增件数", "本年废止件数", "现行有效件数"]
    table = [header, ["行政规范性文件", *"456"]]
    assert lines(grids(GRID_OF_2021, table))["normative_documents"] == ["?"] * 3


def test_headers_broken_one_a_line_shift_nothing(lines: Lines) -> None:
    header = one_a_line_piped("信息内容", "本年制发", "件数", "本年废止件数", "现行有效件数")
    found = lines(TELLS_2021 + header + one_a_line_piped("行政规范性文件", *"456"))
    assert found["normative_documents"] == list("456")


@pytest.mark.parametrize(
    "spanning", ["法人或其它组织", "法人或者其他组织", "法人及其他组织", "企业"]
)
def test_a_span_in_other_words_shifts_nothing(lines: Lines, spanning: str) -> None:
    header = [[spanning if cell == SPANNING else cell for cell in row] for row in TWO_ROWS]
    row = [LABELS[0], *SEVEN]
    assert_read(lines, printed(*header, row), "received", SEVEN)


def test_total_and_other_organisations_exchanged_are_not_read_in_the_forms_order(
    lines: Lines,
) -> None:
    header = ["项目", *APPLICANTS[:5], TOTAL, OTHERS]
    exchanged = [*SEVEN[:5], "21", "6"]
    documents = printed(header, [LABELS[0], *exchanged])
    one_cell_a_line = documents.pop("one-a-line-piped")
    assert_read(lines, documents, "received", SEVEN)
    assert lines(one_cell_a_line)["received"] == ["?"] * 7


@pytest.mark.parametrize("other", ["备注", "上年总计"])
@pytest.mark.parametrize("is_last_only", [True, False])
def test_in_table_4_another_column_is_not_taken_for_a_total(
    lines: Lines, other: str, is_last_only: bool
) -> None:
    headers = [*OUTCOMES[:4], other] * 3
    if is_last_only:
        headers = [*OUTCOMES * 2, *headers[10:]]
    above = ["行政复议", *[None] * 4, "行政诉讼", *[None] * 9]
    group = ["未经复议直接起诉", *[None] * 4, "复议后起诉", *[None] * 4]
    table = [above, [*headers[:5], *group], [*[None] * 5, *headers[5:]], FIFTEEN]
    assert_read(lines, printed(*table), "administrative_reconsideration", ["?"] * 15)


def test_table_4_with_lawsuits_first_is_marked(lines: Lines) -> None:
    above = ["行政诉讼", *[None] * 9, "行政复议", *[None] * 4]
    group = ["未经复议直接起诉", *[None] * 4, "复议后起诉", *[None] * 4, *OUTCOMES]
    table = [above, group, [*OUTCOMES * 2, *[None] * 5], FIFTEEN]
    assert_read(lines, printed(*table), "administrative_reconsideration", ["?"] * 15)
