import pytest

from extract import readers
from extract.document import Cell, UnreadableFileError
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
        pytest.param("规章 1 2", ["规章 1 2"], id="single-blanks-part-nothing"),
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


@pytest.mark.parametrize(
    ("content", "byte"),
    [
        pytest.param("规章".encode("gb18030"), 0, id="gb18030"),
        pytest.param("规章".encode("utf-16"), 0, id="utf-16"),
        pytest.param("规章\n".encode() + b"\xff", 7, id="one-stray-byte"),
        pytest.param("规章".encode()[:-1], 3, id="cut-inside-a-character"),
    ],
)
def test_text_that_is_not_utf8_is_refused_with_the_byte(content: bytes, byte: int) -> None:
    with pytest.raises(UnreadableFileError, match=rf"\(byte {byte} ") as refusal:
        read(content)
    assert refusal.value.reason_code == "not_utf8"
    assert refusal.value.reason == str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"\n", b" \r\n\t "], ids=["no-byte", "LF", "blanks"])
@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_an_empty_file_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        readers.read(name, content)
    assert refusal.value.reason_code == "empty_file"


@pytest.mark.parametrize(
    ("name", "type_in_reason"),
    [
        ("报告.docx", ".docx"),
        ("报告.PDF", ".pdf"),
        ("报告", "(none)"),
        ("报告.txt/扫描.jpg", ".jpg"),
    ],
)
def test_a_file_of_another_type_is_refused_with_what_would_do(
    name: str, type_in_reason: str
) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        readers.read(name, b"%PDF-1.7")
    assert refusal.value.reason_code == "unsupported_format"
    assert type_in_reason in refusal.value.reason
    assert ".txt" in refusal.value.reason


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "文件 夹/甲局2020年 年报.pdf.txt"])
def test_the_suffix_alone_chooses_the_reader(name: str) -> None:
    document = readers.read(name, "规章 | 1 |\n".encode())
    assert (document.media_type, document.encoding) == ("text/plain", "utf-8")
    assert document.rows[0].text == "规章 1"
