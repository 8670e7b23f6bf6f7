from collections.abc import Callable

import pytest

from extract.readers.markdown import without_marks
from extract.readers.text import read
from tests.unit.extract.printed import RULES_2019, one_a_line, one_a_line_piped, piped

Lines = Callable[..., dict[str, list[str]]]

RULES_IN_LINES = ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", "规章"]


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        pytest.param(piped("规章", "**1**", "__2__", "***3***"), ["1", "2", "3"], id="emphasis"),
        pytest.param(piped("规章<br>", "1<br/>", "2", "3<BR />"), ["1", "2", "3"], id="breaks"),
        pytest.param(piped("规章&nbsp;", "&nbsp;", "2", "3"), ["", "2", "3"], id="blanks"),
        pytest.param(piped("规章", r"\-1", r"2\.5", "3"), ["-1", "2.5", "3"], id="escapes"),
        pytest.param(
            piped("规章", "12<br>3", "2", "3"), ["12 3", "2", "3"], id="parted-by-a-break"
        ),
        pytest.param(piped("规章", "~~1~~", "2", "3"), ["~~1~~", "2", "3"], id="struck-out"),
        pytest.param(piped("规章", "1*", "2**", "3"), ["1*", "2**", "3"], id="notes"),
    ],
)
def test_marks_of_markdown_and_html_in_a_row_show_nothing(
    lines: Lines, printed: str, values: list[str]
) -> None:
    assert lines(RULES_2019 + printed)["government_rules"] == values


@pytest.mark.parametrize("row", [r"规章 \| 1 \| 2 \| 3 \|", r"规章 | 1 \| 2 | 3 |"])
def test_escaped_pipes_part_cells(lines: Lines, row: str) -> None:
    printed = f"{RULES_2019}{row}\n"
    assert lines(printed)["government_rules"] == ["1", "2", "3"]


@pytest.mark.parametrize("mark", ["- ", "* ", "+ ", "• ", "> ", ">"])
@pytest.mark.parametrize("parted_by", ["\n", "\n\n"])
def test_the_marks_of_a_list_are_no_signs(lines: Lines, mark: str, parted_by: str) -> None:
    items = [*RULES_IN_LINES, "1", "2", "3"]
    printed = parted_by.join(mark + item for item in items) + "\n"
    assert lines(printed)["government_rules"] == ["1", "2", "3"]


def test_a_quoted_table_is_read(lines: Lines) -> None:
    printed = (RULES_2019 + piped("规章", "1", "2", "3")).replace("\n", "\n> ")
    assert lines(f"> | {printed}")["government_rules"] == ["1", "2", "3"]


def test_a_number_with_a_mark_beside_items_without_one_has_a_sign(lines: Lines) -> None:
    printed = one_a_line(*RULES_IN_LINES, "1", "- 2", "3")
    assert lines(f"- 发布日期：2020-01-05\n{printed}")["government_rules"] == ["1", "- 2", "3"]


def test_a_dash_in_a_cell_of_its_own_is_no_mark(lines: Lines) -> None:
    printed = one_a_line_piped(*RULES_IN_LINES, "-", "- 2", "3")
    assert lines(printed)["government_rules"] == ["-", "- 2", "3"]


@pytest.mark.parametrize(
    "text",
    ["某**局、张**、李** 3件", "5 * 3", "a_b__c", "- 发布日期：2020-01-05\n- 浏览次数：\n", r"\n"],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert without_marks(text) == text


def test_lines_keep_their_numbers() -> None:
    assert [row.line for row in read("> 甲\n>\n> - 乙\n> 3\n".encode()).rows] == [1, 3, 4]


@pytest.mark.parametrize("end", ["\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_text_with_other_line_ends_alone_is_parted_by_them(lines: Lines, end: str) -> None:
    printed = (RULES_2019 + piped("规章", "1", "2", "3")).replace("\n", end)
    assert lines(printed + "\n")["government_rules"] == ["1", "2", "3"]
