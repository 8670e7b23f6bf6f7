from collections.abc import Callable

import pytest

from extract.document import Note
from extract.locator import Located
from tests.unit.extract.printed import (
    APPLICANTS,
    FEES_2019,
    FIFTEEN,
    LICENSING_2019,
    RULES_2019,
    RULES_2021,
    SEVEN,
    TABLE_4_HEADER,
    TELLS_2019,
    grids,
    piped,
)

Lines = Callable[..., dict[str, list[str]]]

TABLE_2_OF_2021 = f"{RULES_2021}规章 | 1 | 2 | 3 |\n"
HANDLED_2021 = "（六）其他处理 | 3.其他 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
TABLE_4 = TABLE_4_HEADER + piped(*FIFTEEN)


def test_the_blocks_of_table_2_may_move(lines: Lines) -> None:
    found = lines(f"{FEES_2019}行政事业性收费 | 4 | 5 |\n{RULES_2019}规章 | 1 | 2 | 3 |\n")
    assert list(found.items()) == [
        ("government_rules", ["1", "2", "3"]),
        ("administrative_fees", ["4", "5"]),
    ]


def test_lines_missing_from_table_3_are_left_out(lines: Lines) -> None:
    found = lines(
        f"{TELLS_2019}"
        "一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
        "四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    )
    assert list(found) == ["government_rules", "received", "carried_out"]


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


@pytest.mark.parametrize(
    ("rows", "alignment"),
    [
        pytest.param(f"{RULES_2021}规章 | 1 | 2 | 3 |\n", "exact", id="each-fills-its-width"),
        pytest.param(
            f"{RULES_2021}规章 | | 1 | 2 | 3 |\n规范性文件 | 1 | 2 | 3 |\n",
            "by_other_rows",
            id="one-has-a-blank-too-many",
        ),
        pytest.param(
            "信息内容 | 本年废止件数 | 本年制发件数 | 现行有效件数 |\n规章 | 1 | 2 | 3 |\n",
            "by_header",
            id="columns-in-another-order",
        ),
        pytest.param(
            f"{RULES_2021}规章 | 1 | 2 | 3 |\n规范性文件 | 1 | 2 |\n",
            "exact",
            id="a-line-that-is-not-read-does-not-count",
        ),
    ],
)
def test_a_table_says_how_its_rows_were_told_apart(
    located: Callable, rows: str, alignment: str
) -> None:
    assert located(rows)[0][0].alignment == alignment


def test_a_table_has_the_layout_of_most_of_its_rows(located: Callable) -> None:
    tables, _ = located(
        f"{RULES_2019}规章 | 1 | 2 | 3 |\n规范性文件\t1\t2\t3\n"
        f"{LICENSING_2019}行政许可 | 1 | 2 | 3 |\n"
    )
    assert tables[0].text_layout == "pipe_rows"
    grid = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"]]
    assert located(grids(grid))[0][0].text_layout == "html_table"


def test_a_table_that_is_not_there_or_cannot_be_read_is_noted(
    found: Callable[..., Located],
) -> None:
    located = found(f"{RULES_2021}规章 | 1 | 2 |\n{HANDLED_2021}")
    assert [(n.code, n.table_no) for n in located.notes if n.line is None] == [
        ("table_not_read", 2),
        ("table_not_found", 4),
    ]


def test_a_complete_document_is_not_noted(found: Callable[..., Located]) -> None:
    assert found(TABLE_2_OF_2021 + HANDLED_2021 + TABLE_4).notes == []


def test_notes_come_in_the_documents_order(notes: Callable[..., list[Note]]) -> None:
    header = piped("申请人情况", APPLICANTS[1], APPLICANTS[0], *APPLICANTS[3:])
    text = (
        f"{header}一、本年新收政府信息公开申请数量 | {piped(*SEVEN)}"
        f"{RULES_2021}规章 | 1 | 2 |\n其他文件 | 5 |\n行政规范性文件 | 1 |\n{HANDLED_2021}"
    )
    assert [(note.code, note.line) for note in notes(text)] == [
        ("columns_unclear", 2),
        ("line_not_filled", 4),
        ("line_unknown", 5),
        ("line_not_filled", 6),
        ("columns_unclear", 7),
    ]
