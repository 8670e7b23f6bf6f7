from collections.abc import Callable

import pytest

from extract.document import Note
from tests.unit.extract.printed import RULES_2019, TELLS_2019, grids

Lines = Callable[..., dict[str, list[str]]]


def test_an_ambiguous_cell_holds_the_whole_run(located: Callable) -> None:
    _, cells = located(f"{RULES_2019}规章 | 1 | | 2 | 3 |\n")
    assert [(cell.value_raw, cell.location) for cell in cells] == [
        ("1 |  | 2 | 3", "ambiguous")
    ] * 3


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


def test_a_row_the_text_cuts_off_is_noted(notes: Callable[[str], list[Note]]) -> None:
    (note,) = notes(f"{TELLS_2019}规范性文件 | 4 | 56")
    assert (note.code, note.line) == ("row_cut", 3)
    assert (note.table_no, note.line_code) == (2, "normative_documents")
    assert "4 | 56" in note.sentence


def test_what_the_text_cuts_off_is_left_out(located: Callable) -> None:
    _, cells = located(f"{TELLS_2019}规范性文件 | 4 | 56")
    assert [(c.position, c.value_raw, c.location) for c in cells if c.row_no == 2] == [
        (1, "4", "located"),
        (2, "56", "ambiguous"),
    ]


def test_the_cells_of_a_blank_line_stand_where_they_are_printed(located: Callable) -> None:
    _, cells = located(f"{TELLS_2019}规范性文件 | | | |\n注：截至年底。\n")
    assert [(c.value_raw, c.source_line, c.source_column) for c in cells[3:]] == [
        ("", 3, 2),
        ("", 3, 3),
        ("", 3, 4),
    ]


def test_of_one_blank_over_all_columns_the_others_stand_at_the_label(located: Callable) -> None:
    _, cells = located(f"{TELLS_2019}规范性文件 | |\n注：截至年底。\n")
    assert [(c.value_raw, c.location, c.source_column) for c in cells[3:]] == [
        ("", "located", 2),
        ("", "located", 1),
        ("", "located", 1),
    ]


def test_a_value_stands_under_the_header_of_its_own_column(located: Callable) -> None:
    header = "信息内容 | 对外公开总数量 | 本年新制作数量 | 本年新公开数量 |\n"
    _, cells = located(f"{header}规章 | 9 | 1 | 2 |\n")
    assert [(c.value_raw, c.column_label_raw, c.source_column) for c in cells] == [
        ("1", "本年新制作数量", 3),
        ("2", "本年新公开数量", 4),
        ("9", "对外公开总数量", 2),
    ]


def test_an_ambiguous_cell_has_no_header_and_the_place_of_the_first_value(
    located: Callable,
) -> None:
    _, cells = located(f"{RULES_2019}规章 || 1 | 2 |\n")
    assert [(c.column_label_raw, c.source_line, c.source_column) for c in cells] == [
        (None, 2, 3)
    ] * 3


def test_in_a_grid_a_cell_says_its_column(located: Callable) -> None:
    _, cells = located(
        grids(
            [
                ["信息内容", None, "本年新制作数量", "本年新公开数量", "对外公开总数量"],
                ["规章", None, "1", "2", "3"],
            ]
        )
    )
    assert [(cell.source_line, cell.source_column) for cell in cells] == [(2, 3), (2, 4), (2, 5)]
