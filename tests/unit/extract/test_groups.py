from collections.abc import Callable

import pytest

from extract.document import Document
from extract.groups import Group
from tests.unit.extract.printed import RULES_2019, grids, one_a_line, one_a_line_piped, piped

Grouped = Callable[[str | Document], list[Group]]


def runs(groups: list[Group]) -> list[tuple[list[str], list[str]]]:
    """Of each run: the texts that may name it, and its values."""
    return [([cell.text for cell in group.texts], list(group.printed)) for group in groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("规章 | 1 | 2 |\n", [(["规章"], ["1", "2"])], id="row"),
        pytest.param(
            "规章 | 1 |\n许可 | 2 |\n", [(["规章"], ["1"]), (["许可"], ["2"])], id="two-rows"
        ),
        pytest.param("甲 | 1 | 乙 | 2 |\n", [(["甲"], ["1"]), (["乙"], ["2"])], id="text"),
        pytest.param("规章 | 1 |\n2 | 3 |\n", [(["规章"], ["1"]), ([], ["2", "3"])], id="no-text"),
        pytest.param("甲 | 乙 | 1 |\n", [(["甲", "乙"], ["1"])], id="two-texts"),
        pytest.param(
            one_a_line("规章", "1", "2", "许可", "3"),
            [(["规章"], ["1", "2"]), (["许可"], ["3"])],
            id="one-cell-a-line",
        ),
        pytest.param(
            one_a_line_piped("规章", "1", "", "许可", "3"),
            [(["规章"], ["1", ""]), (["许可"], ["3"])],
            id="one-cell-a-line-with-pipes",
        ),
        pytest.param(
            one_a_line_piped("规章", "1") + "2\n" + one_a_line_piped("3"),
            [(["规章"], ["1"]), ([], ["2"]), ([], ["3"])],
            id="a-line-of-another-layout",
        ),
        pytest.param("甲 | | 乙 | 1 |\n", [(["甲", "乙"], ["1"])], id="blank-between-texts"),
        pytest.param("甲 | 乙 | | 1 |\n", [(["甲", "乙"], ["", "1"])], id="blank-after-texts"),
        pytest.param(
            one_a_line_piped("甲", "", "乙", "1"),
            [(["甲"], [""]), (["乙"], ["1"])],
            id="blank-between-lines",
        ),
        pytest.param("甲 | | |\n乙 | 1 |\n", [(["甲"], ["", ""]), (["乙"], ["1"])], id="blanks"),
        pytest.param("甲 | 乙 |\n", [], id="no-values"),
    ],
)
def test_a_run_ends_at_a_text_and_at_the_end_of_a_row_of_several_cells(
    grouped: Grouped, text: str, expected: list[tuple[list[str], list[str]]]
) -> None:
    assert runs(grouped(text)) == expected


def test_a_row_of_a_grid_ends_a_run_even_if_it_has_one_cell(grouped: Grouped) -> None:
    document = grids([["规章"], ["1"], ["2"]])
    assert runs(grouped(document)) == [([], ["1"]), ([], ["2"])]


@pytest.mark.parametrize("page", ["- 2 -", "第2页", "第 2 页 共 9 页", "2/9", "—2—"])
@pytest.mark.parametrize(
    "at", [pytest.param(1, id="before-the-values"), pytest.param(2, id="between-them")]
)
def test_the_number_of_a_page_is_skipped_between_lines(
    grouped: Grouped, page: str, at: int
) -> None:
    cells = ["规章", "1", "2", "3"]
    assert runs(grouped(one_a_line(*cells[:at], page, *cells[at:]))) == [
        (["规章"], ["1", "2", "3"])
    ]


def test_between_rows_of_one_cell_with_pipes_it_is_skipped_as_well(grouped: Grouped) -> None:
    text = one_a_line_piped("规章", "1") + "- 2 -\n" + one_a_line_piped("2", "3")
    assert runs(grouped(text)) == [(["规章"], ["1", "2", "3"])]


def test_inside_borders_it_is_a_cell_of_the_table(grouped: Grouped) -> None:
    text = one_a_line_piped("规章", "1", "- 2 -", "2", "3")
    assert runs(grouped(text)) == [(["规章"], ["1"]), (["- 2 -"], ["2", "3"])]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("规章 | 1 | 2 | 3 |\n", 4, id="row"),
        pytest.param("甲 | 规章 | 1 | 2 | 3 |\n", 5, id="row-with-two-texts"),
        pytest.param("规章 | 18 |||\n", 4, id="padded-row"),
        pytest.param(one_a_line_piped("规章", "1", "2"), 3, id="one-cell-a-line"),
        pytest.param(one_a_line_piped("规章", "18", padding=2), 4, id="padded-below"),
        pytest.param(
            one_a_line_piped("规章", "18", padding=2) + one_a_line_piped("许可", "1", "2"),
            4,
            id="padding-of-its-own-last-cell",
        ),
        pytest.param(one_a_line_piped(*["", "规章", "", "1"]), 3, id="after-a-blank"),
    ],
)
def test_the_span_counts_padding_with_the_cells(grouped: Grouped, text: str, span: int) -> None:
    group = next(group for group in grouped(text) if group.texts)
    assert group.span == span


def test_the_context_reaches_back_to_the_values_before(grouped: Grouped) -> None:
    text = "标题\n甲 | 乙 |\n规章 | 1 |\n丙 | | |\n丁\n许可 | 2 |\n"
    assert [[cell.text for cell in group.context] for group in grouped(text)] == [
        ["标题", "甲", "乙", "规章"],
        ["丙"],
        ["丙", "丁", "许可"],
    ]


def test_the_context_is_bounded(grouped: Grouped) -> None:
    (group,) = grouped("我局公布信息。\n" * 200 + "规章 | 1 |\n")
    assert len(group.context) == 100


def test_the_header_of_table_2_holds_for_all_rows_of_its_block(grouped: Grouped) -> None:
    text = (
        f"{RULES_2019}规章 | 1 | 2 | 3 |\n规范性文件 | 4 | 5 | 6 |\n信息内容 | 数量 |\n许可 | 7 |\n"
    )
    headers = ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
    found = [[c.text for c in g.header if c not in g.texts] for g in grouped(text)]
    assert found == [
        headers,
        headers,
        ["数量"],
    ]


def test_texts_since_the_header_are_counted(grouped: Grouped) -> None:
    text = f"规章 | 0 |\n{RULES_2019}规章 | 1 | 2 | 3 |\n甲\n乙\n规范性文件 | 4 | 5 | 6 |\n"
    before, *after = [group.texts_since_header for group in grouped(text)]
    assert after == [1, 4]
    assert before > 8


@pytest.mark.parametrize(
    ("text", "is_cut", "ends_document"),
    [
        pytest.param("甲 | 1 |\n规章 | 1 | 2", True, True, id="inside-the-last-value"),
        pytest.param("甲 | 1 |\n规章 | 1 | 2 |\n", False, True, id="after-the-last-value"),
        pytest.param("甲 | 1 |\n规章 | 1 | 2 |\n注", False, False, id="in-a-later-line"),
    ],
)
def test_where_the_source_stops_is_told_of_its_last_run(
    grouped: Grouped, text: str, is_cut: bool, ends_document: bool
) -> None:
    first, last = grouped(text)
    assert (last.is_cut, last.ends_document) == (is_cut, ends_document)
    assert (first.is_cut, first.ends_document) == (False, False)


def test_cells_parted_by_blanks_are_told_from_cells_with_borders(grouped: Grouped) -> None:
    by_blanks = grouped("规章 1 2 3\n许可 4 5 6\n处罚 7 8 9\n")
    assert [group.is_parted_by_blanks for group in by_blanks] == [True] * 3
    for text in (piped("规章", "1", "2"), "规章\t1\t2\n", one_a_line("规章", "1", "2")):
        assert [group.is_parted_by_blanks for group in grouped(text)] == [False]


# --- texts that stand where a value should ---


@pytest.mark.parametrize("remark", ["约5", "（见附件）", "（12）", "待统计"])
def test_a_remark_beside_the_label_of_a_line_stands_for_a_value(
    grouped: Grouped, remark: str
) -> None:
    assert runs(grouped(piped("规章", "1", remark, "3"))) == [(["规章"], ["1", remark, "3"])]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(piped("甲", "约5", "3"), id="beside-another-text"),
        pytest.param(piped("规章", "行政许可", "3"), id="a-label"),
        pytest.param(piped("规章", "长" * 31, "3"), id="too-long"),
        pytest.param(one_a_line_piped("规章", "约5", "3"), id="one-cell-a-line"),
        pytest.param(one_a_line("规章", "约5", "3"), id="no-borders"),
        pytest.param(piped("（六）其他", "处理", "3"), id="the-rest-of-the-label"),
    ],
)
def test_other_texts_beside_a_label_end_it(grouped: Grouped, text: str) -> None:
    assert [group.printed for group in grouped(text)] == [("3",)]
