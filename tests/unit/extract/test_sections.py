from collections.abc import Callable

import pytest

from extract.document import Document
from extract.form import Form
from extract.locator import LocatedTable
from extract.sections import paragraphs

Sections = Callable[[str], list[tuple[int, str]]]


@pytest.fixture
def sections(document: Callable[[str], Document], form: Form) -> Sections:
    return lambda text: [
        (paragraph.section_no, paragraph.text) for paragraph in paragraphs(document(text), [], form)
    ]


def test_each_paragraph_stands_under_the_heading_before_it(sections: Sections) -> None:
    assert sections("标题\n一、总体情况\n甲。\n二、主动公开政府信息情况\n乙。\n丙。\n") == [
        (0, "标题"),
        (1, "一、总体情况"),
        (1, "甲。"),
        (2, "二、主动公开政府信息情况"),
        (2, "乙。"),
        (2, "丙。"),
    ]


@pytest.mark.parametrize(
    ("heading", "section_no"),
    [
        ("一、总体情况", 1),
        ("一、概述", 1),
        ("一. 工作基本情况", 1),
        ("一，政府信息公开工作总体情况", 1),
        (" 二、 主动公开政府信息情况 ", 2),
        ("二、行政机关主动公开政府信息情况", 2),
        ("三、收到和处理政府信息公开申请情况", 3),
        ("四、政府信息公开行政复议、行政诉讼情况", 4),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4),
        ("五、存在的主要问题及改进情况", 5),
        ("五、存在的主要问题及整改措施：", 5),
        ("六、其他需要报告的事项", 6),
        ("其他需要报告的事项", 6),
    ],
)
def test_a_heading_opens_its_section(sections: Sections, heading: str, section_no: int) -> None:
    assert sections(f"{heading}\n正文。\n")[1] == (section_no, "正文。")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("（一）主动公开政府信息情况", id="sub-heading"),
        pytest.param("(二)收到和处理政府信息公开申请情况", id="half-width-sub-heading"),
        pytest.param("1.其他需要报告的事项", id="numbered-sub-heading"),
        pytest.param("三、主动公开政府信息情况", id="ordinal-of-another-section"),
        pytest.param("四、结转下年度继续办理", id="line-of-table-3"),
        pytest.param("主动公开政府信息情况良好。", id="sentence"),
        pytest.param("七、附件", id="no-section-of-the-form"),
        pytest.param("二、", id="ordinal-alone"),
    ],
)
def test_what_only_sounds_like_a_heading_opens_no_section(sections: Sections, text: str) -> None:
    assert sections(f"一、总体情况\n{text}\n正文。\n")[-1] == (1, "正文。")


def test_paragraphs_are_numbered_and_keep_their_line(
    document: Callable[[str], Document], form: Form
) -> None:
    found = paragraphs(document("甲。\n\n规章 | 0 |\n乙。\n"), [], form)
    assert [(p.paragraph_no, p.source_line, p.text) for p in found] == [
        (1, 1, "甲。"),
        (2, 4, "乙。"),
    ]


@pytest.mark.parametrize(
    "line",
    ["规章", "总 计", "（三）不予公开", "信息内容", "第二十条第（一）项", "\xa0", "规章 | 0 |"],
)
def test_labels_blanks_and_piped_rows_are_no_prose(sections: Sections, line: str) -> None:
    assert sections(f"甲。\n{line}\n乙。\n") == [(0, "甲。"), (0, "乙。")]


def test_the_lines_of_a_located_table_are_no_prose(
    document: Callable[[str], Document], form: Form
) -> None:
    tables = [
        LocatedTable(2, "2021", "line_cells", first_line=2, last_line=4, rows_located=1),
        LocatedTable(3, "2021"),
    ]
    found = paragraphs(document("甲。\n规章\n9\n注：含修订\n乙。\n"), tables, form)
    assert [paragraph.text for paragraph in found] == ["甲。", "乙。"]


def test_a_heading_right_below_a_table_is_kept(
    document: Callable[[str], Document], form: Form
) -> None:
    tables = [LocatedTable(4, "2021", "line_cells", first_line=1, last_line=1, rows_located=1)]
    found = paragraphs(document("0\n五、存在的主要问题及改进情况\n甲。\n"), tables, form)
    assert [(p.section_no, p.source_line) for p in found] == [(5, 2), (5, 3)]
