from collections.abc import Callable

import pytest

from extract.document import Note, UnreadableFileError
from tests.unit.extract.printed import (
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
Notes = Callable[..., list[Note]]

RULES_IN_LINES = one_a_line(
    *("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", "规章", "1", "2", "3")
)
RECEIVED = TABLE_3_LABELS["received"]


def refused(located: Callable, text: str) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        located(text)
    return refusal.value


def by_code(notes: list[Note], code: str) -> list[tuple]:
    return [(n.line, n.table_no, n.line_code) for n in notes if n.code == code]


# --- lines printed twice, or in another order ---


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


def test_a_line_of_table_3_out_of_the_forms_order_is_marked(lines: Lines) -> None:
    zeros = "| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    found = lines(
        f"{TELLS_2019}四、结转下年度继续办理 {zeros}一、本年新收政府信息公开申请数量 {zeros}"
        f"二、上年结转政府信息公开申请数量 {zeros}（一）予以公开 {zeros}"
    )
    assert list(found) == ["government_rules", "received", "carried_in", "granted", "carried_out"]
    assert found["carried_out"] == ["?"] * 7


def test_a_line_printed_twice_is_noted_once_where_it_is_printed_first(notes: Notes) -> None:
    text = f"{RULES_2019}规章 | 1 | 2 | 3 |\n规范性文件 | 4 | 5 | 6 |\n规章 | 1 | 2 | 4 |\n"
    (note,) = notes(text)
    assert (note.code, note.line) == ("line_printed_twice", 2)
    assert (note.table_no, note.line_code) == (2, "government_rules")
    assert "1 | 2 | 3" in note.sentence


def test_a_line_out_of_order_is_noted(notes: Notes) -> None:
    zeros = piped(*["0"] * 7)
    text = (
        f"{TELLS_2019}四、结转下年度继续办理 | {zeros}一、本年新收政府信息公开申请数量 | {zeros}"
        f"二、上年结转政府信息公开申请数量 | {zeros}"
    )
    assert by_code(notes(text), "line_out_of_order") == [(3, 3, "carried_out")]


# --- several reports, and what is left of one ---


def table_3(*values: str, count: int = 4) -> str:
    return "".join(piped(label, *values) for label in list(TABLE_3_LABELS.values())[:count])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TELLS_2019 + table_3(*SEVEN) + table_3(*"1111116"), id="table-3"),
        pytest.param(
            (f"{RULES_2021}规章 | 1 | 2 | 3 |\n" + table_3(*SEVEN, count=3))
            + (f"{RULES_2021}规章 | 4 | 5 | 6 |\n" + table_3(*"1111116", count=3)),
            id="over-two-tables",
        ),
    ],
)
def test_four_lines_printed_twice_with_different_values_are_several_reports(
    located: Callable, text: str
) -> None:
    error = refused(located, text)
    assert error.reason_code == "several_reports"
    assert error.reason.startswith("4 lines")


@pytest.mark.parametrize(
    ("again", "marked"),
    [
        pytest.param(table_3(*"1111116", count=3), 3, id="three-lines"),
        pytest.param(table_3(*SEVEN), 0, id="the-same-values"),
        pytest.param(table_3(*[""] * 7) + "注：截至年底。\n", 4, id="blank-lines"),
        pytest.param(table_3("1", "1"), 4, id="lines-cut-short"),
    ],
)
def test_anything_less_is_one_report(lines: Lines, again: str, marked: int) -> None:
    found = lines(TELLS_2019 + table_3(*SEVEN) + again)
    assert list(found.values()).count(["?"] * 7) == marked


LABELS_OF_TABLE_2 = [
    *("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量"),
    *("本年增/减", "处理决定数量", "采购项目数量", "采购总金额", "规章", "规范性文件"),
    *("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费"),
    "政府集中采购",
]


def whole_lines(count: int, labels: int = 21) -> str:
    """So many labels, some of lines of Table 3 with all of their values; no line repeats."""
    cells = LABELS_OF_TABLE_2[: labels - count]
    for at, label in enumerate(list(TABLE_3_LABELS.values())[:count]):
        cells += [label, *(str(100 * at + number) for number in range(1, 8))]
    return one_a_line(*cells)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(whole_lines(4), id="four-whole-lines"),
        pytest.param(whole_lines(5), id="five-whole-lines"),
        pytest.param(whole_lines(5).replace("\n\n", " |\n"), id="with-pipes"),
    ],
)
def test_a_text_in_which_no_line_repeats_was_stripped_of_repeated_lines(
    located: Callable, text: str
) -> None:
    assert refused(located, text).reason_code == "repeats_removed"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(whole_lines(6), id="six-whole-lines"),
        pytest.param(whole_lines(5, labels=20), id="few-labels"),
        pytest.param(whole_lines(5) + one_a_line("信息内容"), id="a-label-repeats"),
        pytest.param(whole_lines(5) + one_a_line("标题", "407"), id="a-number-repeats"),
        pytest.param(
            "".join(piped(*cells.split()) for cells in whole_lines(5).split("一、")), id="rows"
        ),
    ],
)
def test_a_text_that_may_be_whole_is_not_refused(lines: Lines, text: str) -> None:
    assert len(lines(text)) >= 1


def test_labels_without_any_value_are_no_text_without_repeats(lines: Lines) -> None:
    assert lines(one_a_line(*LABELS_OF_TABLE_2, *TABLE_3_LABELS.values())) == {}


# --- values without a label ---


def test_a_blank_line_that_values_without_a_label_follow_is_marked(
    lines: Lines, notes: Notes
) -> None:
    text = TELLS_2019 + piped("（一）予以公开", *[""] * 7) + piped(*SEVEN)
    assert lines(text)["granted"] == ["?"] * 7
    assert by_code(notes(text), "line_not_filled") == [(3, 3, "granted")]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(piped("其他主动公开文件", *SEVEN), id="with-a-label"),
        pytest.param(piped(*[""] * 7) + "注：截至年底。\n", id="blanks"),
        pytest.param("注：截至年底。\n" + piped(*SEVEN), id="text-in-between"),
    ],
)
def test_other_rows_after_a_blank_line_leave_it_blank(lines: Lines, after: str) -> None:
    text = TELLS_2019 + piped("（一）予以公开", *[""] * 7) + after
    assert lines(text)["granted"] == [""] * 7


RULES = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
DECISIONS = ("信息内容", "本年处理决定数量")
A_NUMBER_AND_A_TEXT_MORE = ["3", "1", "2", "3", "4", "5", "6", "注：含修订", "21"]


@pytest.mark.parametrize(
    ("text", "line_code"),
    [
        pytest.param(
            TELLS_2019 + one_a_line("（一）予以公开", *A_NUMBER_AND_A_TEXT_MORE),
            "granted",
            id="in-table-3",
        ),
        pytest.param(
            TELLS_2019
            + one_a_line_piped("（一）予以公开", *A_NUMBER_AND_A_TEXT_MORE).replace("订 |", "订"),
            "granted",
            id="with-pipes",
        ),
        pytest.param(
            one_a_line(*RULES, "规章", "9", "1", "2", "注：含修订", "3"),
            "government_rules",
            id="in-table-2",
        ),
        pytest.param(
            one_a_line_piped(*RULES, "规章", "", "9", "1", "2", "注：含修订", "3"),
            "government_rules",
            id="with-a-blank-before",
        ),
        pytest.param(
            TELLS_2019 + one_a_line("（一）予以公开", "3", "1", "注：含修订", "21"),
            "granted",
            id="too-few",
        ),
        pytest.param(
            one_a_line(*DECISIONS, "行政许可", "-", "其他", "14", "行政处罚", "15"),
            "administrative_licensing",
            id="of-one-value",
        ),
    ],
)
def test_a_number_too_many_does_not_make_up_for_a_value_after_a_foreign_text(
    lines: Lines, notes: Notes, text: str, line_code: str
) -> None:
    assert set(lines(text)[line_code]) == {"?"}
    assert line_code in {note.line_code for note in notes(text) if note.code == "line_not_filled"}


def test_a_page_number_in_the_next_section_says_nothing_of_a_row(lines: Lines) -> None:
    text = TELLS_2019 + one_a_line("（一）予以公开", *"1234567")
    heading = "五、存在的主要问题及改进情况"
    assert lines(text + one_a_line(heading, "页码", "12"))["granted"] == list("1234567")
    assert lines(text + one_a_line("页码", "12"))["granted"] == ["?"] * 7


def test_a_total_that_holds_tells_that_values_after_a_foreign_text_are_not_the_rows(
    lines: Lines,
) -> None:
    text = TELLS_2019 + one_a_line("（一）予以公开", *SEVEN, "注：含修订", "4")
    assert lines(text)["granted"] == SEVEN


@pytest.mark.parametrize(
    ("text", "line_code"),
    [
        pytest.param("规范性文件 | 1 | 2 | 3\n4 |\n", "normative_documents", id="pipes"),
        pytest.param("规范性文件 | 1 | 2 | 3\n4\n", "normative_documents", id="no-closing-pipe"),
        pytest.param(
            "规范性文件 | 1 | 2 | 3\n4 | | |\n", "normative_documents", id="pipes-and-blanks"
        ),
        pytest.param(
            "\t".join([RECEIVED, *SEVEN[:6], "2"]) + "\n1\n",
            "received",
            id="tabs",
        ),
        pytest.param(
            "\t".join([RECEIVED, *SEVEN[:6], ""]) + "\n21\n",
            "received",
            id="tabs-and-the-whole-number",
        ),
    ],
)
def test_a_row_whose_last_number_may_go_on_in_the_line_below_is_marked(
    lines: Lines, notes: Notes, text: str, line_code: str
) -> None:
    assert set(lines(TELLS_2019 + text)[line_code]) == {"?"}
    assert [n.code for n in notes(TELLS_2019 + text) if n.line_code == line_code] == [
        "line_not_filled"
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(piped(RECEIVED, *SEVEN) + "4\n", SEVEN, id="a-total-that-holds"),
        pytest.param(
            piped(RECEIVED, *SEVEN[:6], "22") + "4\n", [*SEVEN[:6], "22"], id="a-closing-pipe"
        ),
        pytest.param(
            "\t".join([RECEIVED, *SEVEN[:6], "22"]) + "\n\n4\n",
            [*SEVEN[:6], "22"],
            id="a-blank-line",
        ),
    ],
)
def test_a_page_number_below_a_row_that_is_whole_says_nothing_of_it(
    lines: Lines, text: str, values: list[str]
) -> None:
    assert lines(TELLS_2019 + text)["received"] == values


def test_a_row_between_the_forms_lines_that_is_none_of_them_is_noted(notes: Notes) -> None:
    rules = f"{RULES_2021}规章 | 1 | 2 | 3 |\n"
    text = f"{rules}其他主动公开文件 | 7 | 8 |\n行政规范性文件 | 1 | 2 | 3 |\n"
    (note,) = notes(text)
    assert (note.code, note.line) == ("line_unknown", 3)
    assert "其他主动公开文件" in note.sentence
    assert "7 | 8" in note.sentence


def test_values_between_the_forms_lines_without_a_label_are_noted(notes: Notes) -> None:
    text = f"{RULES_2021}规章 | 1 | 2 | 3 |\n4 | 0 | 5 |\n行政规范性文件 | 1 | 2 | 3 |\n"
    (note,) = notes(text)
    assert (note.code, note.line) == ("values_without_label", 3)
    assert "4 | 0 | 5" in note.sentence


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("新闻发布会 | 4 |\n" + TELLS_2019, id="before-the-first-line"),
        pytest.param(TELLS_2019 + "新闻发布会 | 4 |\n", id="after-the-last-line"),
        pytest.param(
            f"{RULES_2021}规章 | 1 | 2 | 3 |\n | | |\n行政规范性文件 | 1 | 2 | 3 |\n", id="blanks"
        ),
    ],
)
def test_values_outside_of_the_form_are_not_noted(notes: Notes, text: str) -> None:
    assert notes(text) == []


def test_a_line_that_is_not_filled_is_noted_with_its_values(notes: Notes) -> None:
    (note,) = notes(f"{TELLS_2019}规范性文件 | 4 | 5 |\n")
    assert (note.code, note.line) == ("line_not_filled", 3)
    assert (note.table_no, note.line_code) == (2, "normative_documents")
    assert "规范性文件" in note.sentence
    assert "4 | 5" in note.sentence
