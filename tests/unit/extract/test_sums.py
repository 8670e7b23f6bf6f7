from collections.abc import Callable

import pytest

from extract.document import Note
from extract.form import Form
from extract.sums import is_borne_out
from tests.unit.extract.printed import (
    FIFTEEN,
    OUTCOMES,
    SEVEN,
    TELLS_2019,
    one_a_line,
    piped,
)

Lines = Callable[..., dict[str, list[str]]]
Notes = Callable[..., list[Note]]

WRONG = ["1", "2", "3", "4", "5", "6", "7"]
RULES = one_a_line(
    *("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", "规章", "1", "2", "3")
)
RECEIVED = "一、本年新收政府信息公开申请数量"
# What is amiss: a line with too few values.
TOO_SHORT = one_a_line("（一）予以公开", "1", "2")
TABLE_4_HEADER = one_a_line(
    *("行政复议", "行政诉讼", *OUTCOMES, "未经复议直接起诉", "复议后起诉", *OUTCOMES, *OUTCOMES)
)


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        pytest.param(SEVEN, True, id="holds"),
        pytest.param(WRONG, False, id="does-not-hold"),
        pytest.param(["", "2", "", "4", "", "", "6"], True, id="blanks-count-as-nothing"),
        pytest.param(["1", *[""] * 5, ""], False, id="total-left-blank"),
        pytest.param(["１", "2", "3", "4", "5", " 6 ", "２１"], True, id="full-width"),
        pytest.param(["1", *"-----", "1"], False, id="not-digits"),
        pytest.param(["1 2", *"00000", "12"], False, id="digits-parted"),
    ],
)
def test_a_row_of_table_3_must_add_up_to_its_last_value(
    form: Form, values: list[str], holds: bool
) -> None:
    row = form.rows["2019", 3]["received"]
    assert is_borne_out(values, row) == holds


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        pytest.param("001010000011114", True, id="each-line-holds"),
        pytest.param("002010000011114", False, id="the-first-does-not"),
        pytest.param("001010000111114", False, id="the-second-does-not"),
        pytest.param("001010000011115", False, id="the-third-does-not"),
    ],
)
def test_each_line_of_table_4_must_add_up(form: Form, values: str, holds: bool) -> None:
    row = form.rows["2021", 4]["administrative_reconsideration"]
    assert is_borne_out(list(values), row) == holds


def test_a_line_of_table_4_must_add_up_by_itself(form: Form) -> None:
    row = form.channels["2021"]["litigation_direct"]
    assert is_borne_out(["1", "2", "3", "4", "10"], row)
    assert not is_borne_out(["1", "2", "3", "4", "5"], row)


def test_a_row_without_a_total_is_never_contradicted(form: Form) -> None:
    assert is_borne_out(["1", "2", "9"], form.rows["2019", 2]["government_rules"])


# --- where a total has a say ---


@pytest.mark.parametrize(
    "amiss",
    [
        pytest.param(TOO_SHORT, id="a-line-is-too-short"),
        pytest.param(one_a_line("（一）予以公开", *SEVEN, "9"), id="a-line-is-too-long"),
    ],
)
def test_where_no_border_is_visible_and_something_is_amiss_a_wrong_total_is_a_veto(
    lines: Lines, notes: Notes, amiss: str
) -> None:
    text = RULES + one_a_line(RECEIVED, *WRONG) + amiss
    assert lines(text)["received"] == ["?"] * 7
    note = next(note for note in notes(text) if note.code == "sum_contradicts")
    assert (note.line, note.table_no, note.line_code) == (19, 3, "received")
    assert "1 | 2 | 3 | 4 | 5 | 6 | 7" in note.sentence


def test_there_a_total_that_holds_is_taken(lines: Lines) -> None:
    text = RULES + one_a_line(RECEIVED, *SEVEN) + TOO_SHORT
    assert lines(text)["received"] == SEVEN
    assert lines(text)["government_rules"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("values", "is_read"), [("001010000011114", True), ("001010000011115", False)]
)
def test_table_4_is_vetoed_likewise(lines: Lines, values: str, is_read: bool) -> None:
    text = RULES + TOO_SHORT + TABLE_4_HEADER + one_a_line(*values)
    expected = list(values) if is_read else ["?"] * 15
    assert lines(text)["administrative_reconsideration"] == expected


def test_where_nothing_is_amiss_a_wrong_total_comes_through_as_printed(lines: Lines) -> None:
    text = RULES + one_a_line(RECEIVED, *WRONG, "（一）予以公开", *SEVEN)
    assert lines(text)["received"] == WRONG
    text = RULES + TABLE_4_HEADER + one_a_line(*FIFTEEN)
    assert lines(text)["administrative_reconsideration"] == FIFTEEN


@pytest.mark.parametrize(
    "amiss",
    [
        pytest.param("（一）予以公开 | 1 | 2 |\n", id="in-a-row-with-borders"),
        pytest.param(TOO_SHORT, id="in-lines-without-borders"),
    ],
)
def test_where_borders_are_visible_a_wrong_total_comes_through_as_printed(
    lines: Lines, amiss: str
) -> None:
    assert lines(TELLS_2019 + piped(RECEIVED, *WRONG) + amiss)["received"] == WRONG


def test_a_row_with_borders_that_is_amiss_says_nothing_of_rows_without(lines: Lines) -> None:
    text = RULES + one_a_line(RECEIVED, *WRONG) + "（一）予以公开 | 1 | 2 |\n"
    assert lines(text)["received"] == WRONG


def test_lines_of_values_without_a_label_are_amiss(lines: Lines) -> None:
    row = one_a_line(RECEIVED, *WRONG)
    assert lines(RULES + "甲 | 1 |\n" + row)["received"] == WRONG
    assert lines(RULES + "甲 | 1 |\n" + one_a_line("7", "8") + row)["received"] == ["?"] * 7


def test_values_without_a_label_are_amiss_where_no_border_is_visible(lines: Lines) -> None:
    rows = [
        "信息内容 本年新制作数量 本年新公开数量 对外公开总数量",
        "规章 1 2 3",
        f"{RECEIVED} 1 2 3 4 5 6 7",
        "（一）予以公开 1 2 3 4 5 6 21",
    ]
    text = "\n".join(rows) + "\n"
    assert lines(text)["received"] == WRONG
    stray = "\n".join([*rows[:3], "12 13", rows[3]]) + "\n"
    assert lines(stray)["received"] == ["?"] * 7
    unknown = "\n".join([*rows, "（九）另行处理 1 2"]) + "\n"
    assert lines(unknown)["received"] == ["?"] * 7
