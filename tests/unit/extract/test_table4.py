"""Table 4, whose one row has no label, and its three lines printed one by one."""

from collections.abc import Callable

import pytest

from extract.document import Note
from extract.matches import Match
from tests.unit.extract.printed import (
    FIFTEEN,
    OUTCOMES,
    TABLE_4_HEADER,
    TELLS_2019,
    grids,
    one_a_line,
    one_a_line_piped,
    piped,
)

Lines = Callable[..., dict[str, list[str]]]

CHANNEL_HEADER = ["类别", *OUTCOMES]
CHANNELS = [
    ["行政复议", *FIFTEEN[:5]],
    ["未经复议直接起诉", *FIFTEEN[5:10]],
    ["复议后起诉", *FIFTEEN[10:]],
]


# --- one row of fifteen ---


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


@pytest.mark.parametrize("between", ["", piped("信息内容", *[""] * 14), "结果维持\n"])
def test_of_two_rows_under_its_header_none_is_taken(lines: Lines, between: str) -> None:
    stray = piped("3", "4", *[""] * 13)
    found = lines(TELLS_2019 + TABLE_4_HEADER + stray + between + piped(*FIFTEEN))
    assert found["administrative_reconsideration"] == ["?"] * 15


def test_a_table_with_a_header_of_its_own_may_follow_table_4(lines: Lines) -> None:
    other = piped("单位", "一季度", "二季度") + piped(*FIFTEEN[::-1])
    found = lines(TELLS_2019 + TABLE_4_HEADER + piped(*FIFTEEN) + other)
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


# --- three rows of five ---


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param(piped(*CHANNEL_HEADER) + "".join(piped(*row) for row in CHANNELS), id="pipes"),
        pytest.param(
            "\n".join("\t".join(row) for row in [CHANNEL_HEADER, *CHANNELS]) + "\n", id="tabs"
        ),
        pytest.param(
            "".join(one_a_line_piped(*row) for row in [CHANNEL_HEADER, *CHANNELS]),
            id="one-cell-a-line-with-pipes",
        ),
        pytest.param(
            "".join(one_a_line(*row) for row in [CHANNEL_HEADER, *CHANNELS]), id="one-cell-a-line"
        ),
        pytest.param(
            TABLE_4_HEADER + "".join(piped(*row) for row in CHANNELS), id="under-the-whole-header"
        ),
        pytest.param(
            piped(*CHANNEL_HEADER)
            + piped(*CHANNELS[0])
            + "".join("行政诉讼 | " + piped(*row) for row in CHANNELS[1:]),
            id="with-the-group-in-front",
        ),
    ],
)
def test_table_4_may_print_its_lines_one_by_one(lines: Lines, printed: str) -> None:
    found = lines(TELLS_2019 + printed)
    assert found["administrative_reconsideration"] == FIFTEEN


def test_lines_of_table_4_may_stand_in_a_grid(lines: Lines) -> None:
    blank_total = ["复议后起诉", "11", "12", "13", "14", ""]
    found = lines(
        grids(
            [
                ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
                ["规章", "1", "2", "3"],
            ],
            [CHANNEL_HEADER, *CHANNELS[:2], blank_total],
        )
    )
    assert found["administrative_reconsideration"] == [*FIFTEEN[:14], ""]


def test_each_line_of_table_4_keeps_its_place_in_the_form(located: Callable) -> None:
    text = TELLS_2019 + piped(*CHANNEL_HEADER) + piped(*CHANNELS[2]) + piped(*CHANNELS[0])
    tables, cells = located(text)
    assert [(cell.position, cell.value_raw) for cell in cells if cell.table_no == 4] == [
        *[(position, str(position)) for position in range(1, 6)],
        *[(position, str(position)) for position in range(11, 16)],
    ]
    assert {cell.row_no for cell in cells if cell.table_no == 4} == {1}
    assert (tables[2].rows_located, tables[2].first_line, tables[2].last_line) == (1, 4, 5)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("未经复议直接起诉 | 1 | 2 | 3 | 4 |\n", id="four"),
        pytest.param("未经复议直接起诉 | 1 | 2 | 3 | 4 | 5 | 6 |\n", id="six"),
    ],
)
def test_a_line_of_table_4_with_another_number_of_values_is_marked(
    lines: Lines, notes: Callable[[str], list[Note]], row: str
) -> None:
    text = TELLS_2019 + piped(*CHANNEL_HEADER) + piped(*CHANNELS[0]) + row + piped(*CHANNELS[2])
    assert lines(text)["administrative_reconsideration"] == [
        *FIFTEEN[:5],
        *["?"] * 5,
        *FIFTEEN[10:],
    ]
    (note,) = notes(text)
    assert (note.code, note.table_no, note.line_code) == ("line_not_filled", 4, "litigation_direct")


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("", id="none"),
        pytest.param("类别 | 结果维持 | 结果纠正 |\n", id="too-few-words"),
        pytest.param(piped(*CHANNEL_HEADER) + "信访 | 1 |\n", id="other-values-in-between"),
    ],
)
def test_lines_of_table_4_need_its_header_above(lines: Lines, header: str) -> None:
    text = TELLS_2019 + header + "".join(piped(*row) for row in CHANNELS)
    assert list(lines(text)) == ["government_rules"]


def test_two_channels_in_one_are_no_line_of_table_4(lines: Lines) -> None:
    text = TELLS_2019 + piped(*CHANNEL_HEADER) + piped("行政诉讼", "1", "2", "3", "4", "5")
    assert list(lines(text)) == ["government_rules"]


def test_where_the_whole_row_is_there_a_line_of_it_is_not_taken(lines: Lines) -> None:
    line = piped(*CHANNEL_HEADER) + piped("行政复议", "7", "7", "7", "7", "28")
    found = lines(TELLS_2019 + TABLE_4_HEADER + piped(*FIFTEEN) + line)
    assert found["administrative_reconsideration"] == FIFTEEN


def test_where_all_lines_are_there_a_few_values_under_the_header_are_not_the_row(
    lines: Lines,
) -> None:
    few = piped("1", "2", "3")
    rows = "".join(piped(*row) for row in CHANNELS)
    found = lines(TELLS_2019 + TABLE_4_HEADER + few + piped(*CHANNEL_HEADER) + rows)
    assert found["administrative_reconsideration"] == FIFTEEN


def test_a_line_of_table_4_is_told_from_the_row(matched: Callable[..., list[Match]]) -> None:
    whole = matched(TABLE_4_HEADER + piped(*FIFTEEN))
    one_by_one = matched(TABLE_4_HEADER + piped(*CHANNELS[1]))
    assert [(m.line_code, m.is_channel) for m in [*whole, *one_by_one]] == [
        ("administrative_reconsideration", False),
        ("litigation_direct", True),
    ]
