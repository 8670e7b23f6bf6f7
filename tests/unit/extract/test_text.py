import pytest

from extract.document import Cell
from extract.readers.text import read


def printed(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read(text.encode()).rows]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        pytest.param("规章 | 1 | 2 | 3 |", ["规章", "1", "2", "3"], id="closing-pipe-is-no-cell"),
        pytest.param("规章 | 1 | 2 | 3", ["规章", "1", "2", "3"], id="no-closing-pipe"),
        pytest.param("规章|1|2|3", ["规章", "1", "2", "3"], id="no-blanks"),
        pytest.param("规章 | 1 | | 3 |", ["规章", "1", "", "3"], id="blank-between-pipes-is-kept"),
        pytest.param("规章 | 1 || 3 |", ["规章", "1", "3"], id="adjoining-pipes-are-padding"),
        pytest.param("规章 | 1 | 2 | 3 ||||", ["规章", "1", "2", "3"], id="padding-at-the-end"),
        pytest.param("规章 | 1 | |", ["规章", "1", ""], id="blank-before-the-closing-pipe"),
        pytest.param("规章 | 1 | | |||", ["规章", "1", "", ""], id="blanks-then-padding"),
        pytest.param("规章 | \xa0 | 3 |", ["规章", "", "3"], id="no-break-space-is-a-blank"),
        pytest.param("规章\xa0| 1\xa0|", ["规章", "1"], id="no-break-space-before-each-pipe"),
        pytest.param("　规章 |　1　|", ["规章", "1"], id="ideographic-space-is-stripped"),
        pytest.param("结 果 维 持 | 1 2 |", ["结 果 维 持", "1 2"], id="inner-blanks-are-kept"),
        pytest.param("规章\t1\t2", ["规章", "1", "2"], id="tabs"),
        pytest.param("规章\t1\t\t3", ["规章", "1", "", "3"], id="blank-between-tabs-is-kept"),
        pytest.param("\t\t规章\t3", ["", "", "规章", "3"], id="leading-tabs-are-blank-cells"),
        pytest.param("规章\t3\t", ["规章", "3", ""], id="trailing-tab-is-a-blank-cell"),
        pytest.param("规章\t1 | 2", ["规章\t1", "2"], id="a-pipe-outranks-a-tab"),
        pytest.param("  规章  ", ["规章"], id="indented-line"),
        pytest.param("规章 |", ["规章"], id="one-cell-a-line-with-pipe"),
        pytest.param("|", [""], id="lone-pipe-is-a-blank-cell"),
        pytest.param("  |  ", [""], id="indented-lone-pipe"),
        pytest.param("\xa0", [""], id="no-break-space-paragraph-is-a-blank-cell"),
        pytest.param("  \xa0 ", [""], id="no-break-space-among-blanks"),
    ],
)
def test_a_line_is_split_into_its_cells(line: str, cells: list[str]) -> None:
    assert printed(f"{line}\n") == [cells]


@pytest.mark.parametrize("line", ["", "   ", "　", "||", "|||||", "  ||  "])
def test_layout_alone_gives_no_row(line: str) -> None:
    assert printed(f"甲\n{line}\n乙\n") == [["甲"], ["乙"]]


@pytest.mark.parametrize(
    ("line", "layout", "bordered", "is_paragraph"),
    [
        ("规章 | 1 |", "pipe_rows", True, False),
        ("规章 |", "pipe_cells", True, False),
        ("|", "pipe_cells", True, False),
        ("规章\t1", "tab_rows", True, False),
        ("规章", "line_cells", False, True),
        ("\xa0", "line_cells", False, True),
    ],
)
def test_each_row_knows_how_its_cells_were_set_apart(
    line: str, layout: str, bordered: bool, is_paragraph: bool
) -> None:
    (row,) = read(f"{line}\n".encode()).rows
    assert (row.layout, row.bordered, row.is_paragraph) == (layout, bordered, is_paragraph)


def test_the_pipe_that_opens_markdown_rows_is_no_cell() -> None:
    text = "| 信息内容 | 制发 |\n| --- | --- |\n| 规章 | 1 |\n| | 2 |\n"
    assert printed(text) == [["信息内容", "制发"], ["规章", "1"], ["", "2"]]


def test_a_row_of_single_dashes_is_a_row_of_values() -> None:
    assert printed("| 甲 | 乙 |\n| - | - |\n") == [["甲", "乙"], ["-", "-"]]


@pytest.mark.parametrize(
    ("others", "column"),
    [
        pytest.param("| 甲 | 乙 |\n| 丙 | 丁 |\n", 1, id="all-rows-open-with-a-pipe"),
        pytest.param("甲 | 乙 |\n丙 | 丁 |\n", 2, id="no-other-row-does"),
        pytest.param("|\n|\n|\n甲 | 乙 |\n", 2, id="lone-pipes-open-nothing"),
    ],
)
def test_whether_rows_open_with_a_pipe_is_decided_for_the_whole_file(
    others: str, column: int
) -> None:
    last = read(f"{others}| 5 | 6 |\n".encode()).rows[-1]
    assert [(cell.text, cell.column) for cell in last.cells] == [("5", column), ("6", column + 1)]


def test_each_cell_knows_its_line_and_column() -> None:
    rows = read("标题\n\n规章 | 1 | | 3 |\n0\t2\n".encode()).rows
    assert [row.cells for row in rows] == [
        (Cell("标题", 1, 1),),
        (Cell("规章", 3, 1), Cell("1", 3, 2), Cell("", 3, 3), Cell("3", 3, 4)),
        (Cell("0", 4, 1), Cell("2", 4, 2)),
    ]
    assert [row.line for row in rows] == [1, 3, 4]


def test_the_text_of_a_row_leaves_its_blanks_out() -> None:
    (row,) = read("发文机关:甲局 | | 发布日期:2021-01-26 |\n".encode()).rows
    assert row.text == "发文机关:甲局 发布日期:2021-01-26"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_are_numbered_as_an_editor_does(end: str) -> None:
    rows = read(end.join(["甲", "", "乙", "丙"]).encode()).rows
    assert [(row.text, row.line) for row in rows] == [("甲", 1), ("乙", 3), ("丙", 4)]


def test_line_ends_of_several_kinds_are_told_apart_in_one_file() -> None:
    rows = read("甲\r\n乙\r丙\n\r丁".encode()).rows
    assert [(row.text, row.line) for row in rows] == [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 5)]


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_only_line_ends_end_a_line(mark: str) -> None:
    rows = read(f"甲{mark}乙\n丙\n".encode()).rows
    assert [(row.cells[0].text, row.line) for row in rows] == [(f"甲{mark}乙", 1), ("丙", 2)]


def test_a_byte_order_mark_is_no_text() -> None:
    assert printed("\ufeff规章 | 1 |\n") == [["规章", "1"]]


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        pytest.param("规章 | 1 | 23", True, id="inside-a-number"),
        pytest.param("规章 | 1 | 23 ", True, id="before-a-separator"),
        pytest.param("规章\t1\t", True, id="after-a-tab"),
        pytest.param("规章 | 1 | 23 |", False, id="at-a-pipe"),
        pytest.param("规章 | 1 | 23\n", False, id="at-LF"),
        pytest.param("规章 | 1 | 23\r\n", False, id="at-CRLF"),
        pytest.param("规章 | 1 | 23\r", False, id="at-CR"),
    ],
)
def test_a_file_that_stops_inside_a_row_is_known_as_cut(text: str, is_cut: bool) -> None:
    assert read(text.encode()).is_cut is is_cut


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    document = read("规章 | 1 |\r\n行政规范性文件 | 0 |\r\n".encode(encoding))
    assert [row.text for row in document.rows] == ["规章 1", "行政规范性文件 0"]
    assert document.encoding == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(
        encoding, encoding
    )
    assert document.media_type == "text/plain"


def test_a_byte_that_cannot_be_decoded_stays_in_its_cell_and_is_noted() -> None:
    document = read("规章 | 1".encode() + b"\xff" + b"2 | 3 |\n")
    assert [cell.text for cell in document.rows[0].cells] == ["规章", "1\ufffd2", "3"]
    assert [note.code for note in document.notes] == ["bytes_not_decoded"]


def test_characters_that_show_nothing_are_left_out() -> None:
    assert printed("\u200b规章\u2060 | \ufeff1\u200d2 | \u200b |\n\u200b\n") == [["规章", "12", ""]]


# --- pipes on lines of their own ---


def test_pipes_on_lines_of_their_own_close_the_cells_above() -> None:
    lines = ["二、情况", "规章", "|", "0", "|", "12", "|", "总计", "|", "0", "|", "三、情况", "文"]
    rows = read("\n".join([*lines, ""]).encode()).rows
    assert [(row.text, row.is_paragraph) for row in rows] == [
        ("二、情况", True),
        *((text, False) for text in ["规章", "0", "12", "总计", "0"]),
        ("三、情况", True),
        ("文", True),
    ]
    assert {row.layout for row in rows if row.bordered} == {"pipe_cells"}
    assert [row.line for row in rows] == [1, 2, 4, 6, 8, 10, 12, 13]


@pytest.mark.parametrize(
    "blank", ["|", "\xa0\n|", "  |"], ids=["pipe", "no-break-space", "indented"]
)
def test_a_pipe_after_a_pipe_on_its_own_line_is_a_blank_cell(blank: str) -> None:
    text = f"规章\n|\n0\n|\n{blank}\n3\n|\n总计\n|\n5\n|\n"
    assert printed(text) == [["规章"], ["0"], [""], ["3"], ["总计"], ["5"]]


def test_padding_between_pipes_on_lines_of_their_own_is_no_cell() -> None:
    text = "一项\n||||\n信息\n|\n数量\n|\n|||\n规章\n|\n5\n|\n"
    assert printed(text) == [["一项"], ["信息"], ["数量"], ["规章"], ["5"]]


def test_indentation_and_line_ends_between_pipes_mean_nothing() -> None:
    text = "\t\t规章\n\t|\n\n\t\t\t0\n\t|\n   \n\t\t7\n\t|\n\t\t总计\n\t|\n\t\t1\n\t|\n"
    assert printed(text) == [["规章"], ["0"], ["7"], ["总计"], ["1"]]


def test_a_pipe_before_each_number_closes_the_label_above() -> None:
    text = "规章\n| 0\n| 7\n|\n总计\n| 1\n| 2\n|\n局\n| 3\n| 4\n"
    cells = ["规章", "0", "7", "总计", "1", "2", "局", "3", "4"]
    assert printed(text) == [[cell] for cell in cells]
    assert all(row.bordered for row in read(text.encode()).rows)


# --- rows opened by a lone pipe ---


def test_a_lone_pipe_that_opens_every_row_is_no_cell() -> None:
    text = "情况\n|\n一项 |\n|\n规章 |\n0 |\n|\n3 |\n|\n总计 |\n5 |\n文\n|\n局 |\n1 |\n"
    cells = ["情况", "一项", "规章", "0", "", "3", "总计", "5", "文", "局", "1"]
    assert printed(text) == [[cell] for cell in cells]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        pytest.param("规章 |\n0 |\n|\n总计 |\n5 |\n|\n", 2, id="no-row-is-opened"),
        pytest.param("|\n规章 |\n0 |\n总计 |\n5 |\n|\n", 2, id="a-later-row-is-not-opened"),
    ],
)
def test_elsewhere_a_lone_pipe_is_a_blank_cell(text: str, blanks: int) -> None:
    assert [row for row in printed(text) if row == [""]] == [[""]] * blanks


# --- tabs that indent ---


@pytest.mark.parametrize(
    "line",
    ["\t本年收到申请12件。", "\t\t2021年1月20日", "本年收到申请12件。\t", "\t一、总体情况\t"],
)
def test_a_line_with_tabs_around_it_is_a_paragraph(line: str) -> None:
    _, row, _ = read(f"甲\n{line}\n乙\n".encode()).rows
    assert (row.text, row.is_paragraph) == (line.strip(), True)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        pytest.param("\t\t\t5", ["", "", "", "5"], id="last-cell-alone"),
        pytest.param("\t\t\t", ["", "", "", ""], id="blanks-alone"),
        pytest.param("总计\t\t\t", ["总计", "", "", ""], id="label-alone"),
        pytest.param("总计\t", ["总计", ""], id="label-and-one-blank"),
    ],
)
def test_beside_a_row_of_cells_tabs_around_a_text_are_blank_cells(
    line: str, cells: list[str]
) -> None:
    assert printed(f"规章\t1\t2\t3\n\n{line}\n")[1] == cells


@pytest.mark.parametrize("row", ["规章\t1\t2\t3", "规章\t1"])
def test_an_indented_paragraph_below_a_table_is_no_row_of_it(row: str) -> None:
    rows = read(f"{row}\n\t三、收到申请情况\n".encode()).rows
    assert [row.is_paragraph for row in rows] == [False, True]


def test_a_line_of_tabs_far_from_any_table_is_layout() -> None:
    assert printed("甲\n\t\t\n乙\n") == [["甲"], ["乙"]]


# --- cells parted by blanks ---

BLANK_ROWS = "信息 制发 废止 有效\n规章 0 0 12\n规范性 文件 +1 - 2.5\n行政许可 5\n总计 7 8 9\n"


def test_numbers_after_a_label_are_cells_where_most_rows_are_so() -> None:
    rows = read(BLANK_ROWS.encode()).rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["信息", "制发", "废止", "有效"],
        ["规章", "0", "0", "12"],
        ["规范性 文件", "+1", "-", "2.5"],
        ["行政许可", "5"],
        ["总计", "7", "8", "9"],
    ]
    assert {(row.layout, row.bordered) for row in rows} == {("blank_rows", False)}
    assert [cell.column for cell in rows[2].cells] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "line",
    ["本年共收到申请 12 3。", "收到 1 2；办结 1 2", "标题 年度 报告", "第1 项", "1 2 项", "12"],
)
def test_among_such_rows_prose_stays_prose(line: str) -> None:
    assert read(f"{BLANK_ROWS}{line}\n甲\n".encode()).rows[5].cells == (Cell(line, 6, 1),)


@pytest.mark.parametrize("others", ["", "规章 1 2\n", "7 8\n" * 9, "规章 | 1 2 |\n" * 9])
def test_where_few_rows_are_so_blanks_part_nothing(others: str) -> None:
    assert printed(f"{others}规章 1 2\n")[-1] == ["规章 1 2"]
