import pytest

from extract.document import UnreadableFileError
from extract.form import read_seed
from extract.report import read_report

TITLE = "甲县财政局2021年政府信息公开工作年度报告\n"
TABLE = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 0 | 3 |\n"
BLANK_FORM = "".join(
    f"{label} | |\n"
    for label in dict.fromkeys(
        c["line_label_zh"] for c in read_seed("form_cells") if c["table_no"] == "3"
    )
)


def refused(text: str, name: str = "a.txt") -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        read_report(name, text.encode())
    return refusal.value


@pytest.mark.parametrize(
    ("heading", "reason_code", "word"),
    [
        ("甲县2021年上半年政府信息公开情况统计表", "not_a_report", "part of a year"),
        ("甲县财政局2021年第三季度政府信息公开工作总结", "not_a_report", "part of a year"),
        ("甲县财政局2021年度行政执法统计年报", "not_a_report", "enforcement"),
        ("甲县财政局2021年度行政处罚实施情况统计表", "not_a_report", "enforcement"),
        ("甲县2020年与2021年政府信息公开年度报告", "several_reports", "comparison"),
        ("甲县政府信息公开年度报告数据对比", "several_reports", "comparison"),
        ("2021年政府信息公开工作情况统计表", "not_a_report", "statistics form"),
        ("2017年政府信息公开工作情况统计表", "before_form", "2017"),
        ("政府信息公开情况统计表\n（2018年度）", "before_form", "2018"),
        ("关于做好2021年政府信息公开工作年度报告编制工作的通知", "not_a_report", "notice"),
        ("关于编制2021年政府信息公开工作年度报告的通知", "not_a_report", "notice"),
        ("政府信息公开工作年度报告格式", "not_a_report", "blank form"),
    ],
)
@pytest.mark.parametrize("table", [TABLE, ""], ids=["with-a-number", "without"])
def test_a_heading_that_says_what_it_is_decides(
    heading: str, reason_code: str, word: str, table: str
) -> None:
    refusal = refused(f"首页 > 政务公开\n{heading}\n发布日期：2021-07-02\n{table}")
    assert refusal.reason_code == reason_code
    assert word in refusal.reason


@pytest.mark.parametrize(
    "announced",
    [
        "关于做好2021年政府信息公开工作年度报告编制工作的通知",
        "甲县财政局2021年度行政执法统计年报",
        "甲县2021年上半年政府信息公开情况统计表",
        "政府信息公开指南",
    ],
)
def test_what_a_page_announces_does_not_unmake_its_report(announced: str) -> None:
    assert read_report("a.txt", f"{announced}\n{TITLE}{TABLE}".encode()).cells
    assert read_report("a.txt", f"{TITLE}{announced}\n{TABLE}".encode()).cells
    assert read_report("a.txt", f"{TITLE}{TABLE}{announced}\n".encode()).cells


def test_a_guide_in_the_menu_does_not_unmake_a_report_without_title() -> None:
    assert read_report("a.txt", f"政府信息公开指南\n政府信息公开制度\n{TABLE}".encode()).cells


def test_prose_that_names_another_kind_is_no_heading() -> None:
    text = f"依照上级关于做好2021年政府信息公开工作年度报告编制工作的通知，现予公布。\n{TABLE}"
    assert read_report("a.txt", text.encode()).cells


RUN_TOGETHER = "规章000\n行政许可517\n行政事业性收费1.25\n"


@pytest.mark.parametrize("title", [TITLE, ""], ids=["titled", "untitled"])
def test_cells_that_run_together_are_not_taken_for_pictures(title: str) -> None:
    refusal = refused(f"{title}{RUN_TOGETHER}")
    assert refusal.reason_code == "no_values_found"
    assert "run together (规章000)" in refusal.reason
    assert "picture" not in refusal.reason


def test_a_line_or_two_with_digits_are_no_tables() -> None:
    refusal = refused(f"{TITLE}规章000\n行政许可5件\n规范性文件\n2021\n")
    assert "picture" in refusal.reason


def test_the_form_without_values_and_title_is_a_blank_form() -> None:
    refusal = refused(f"一、总体情况\n{BLANK_FORM}")
    assert refusal.reason_code == "not_a_report"


def test_a_titled_report_without_values_is_none_of_these() -> None:
    refusal = refused(f"{TITLE}一、总体情况\n{BLANK_FORM}")
    assert refusal.reason_code == "no_values_found"
    assert "2021" in refusal.reason


def test_a_guide_is_no_report() -> None:
    refusal = refused("甲县财政局政府信息公开指南\n1.属于国家秘密的，不予公开；\n")
    assert refusal.reason_code == "not_a_report"
    assert "guide" in refusal.reason


def test_a_list_of_titles_is_no_report() -> None:
    refusal = refused(TITLE + TITLE.replace("2021", "2018").replace("财政", "教育"))
    assert refusal.reason_code == "not_a_report"


def test_a_file_name_may_say_that_a_report_precedes_the_form() -> None:
    name = "003_甲县财政局2018年政府信息公开工作年度报告.txt"
    assert refused("共公开3条。\n", name).reason_code == "before_form"


PROSE = "根据《中华人民共和国政府信息公开条例》编制。统计期限自{}年1月1日起。\n"


@pytest.mark.parametrize(
    ("text", "reason_code", "word"),
    [
        (PROSE.format(2021), "no_values_found", "2021"),
        (PROSE.format(2015), "before_form", "2015"),
        ("一、总体情况\n2021年，我局落实《政府信息公开条例》。\n", "no_values_found", "2021"),
        ("一、总体情况\n我局落实《政府信息公开条例》。\n", "no_values_found", "sections"),
        ("统计期限自2021年1月1日起。\n", "not_a_report", "Neither"),
        ("政府信息公开条例\n统计期限自2021年1月1日起。\n", "not_a_report", "Neither"),
        ("一、基本情况\n2021年，我局落实《政府信息公开条例》。\n", "not_a_report", "Neither"),
        (PROSE.format(2021) + PROSE.format(2020), "not_a_report", "Neither"),
    ],
)
def test_a_report_cut_from_its_title_is_known_by_its_prose(
    text: str, reason_code: str, word: str
) -> None:
    refusal = refused(text)
    assert refusal.reason_code == reason_code
    assert word in refusal.reason


def test_the_heading_of_a_notice_may_go_on_in_the_next_row() -> None:
    heading = "甲县政府办公室关于政府信息公开工作年度报告\n有关事项的通知\n"
    assert refused(f"首页\n{heading}").reason_code == "not_a_report"
    assert read_report("a.txt", f"政府信息公开年报\n有关事项的通知\n{TABLE}".encode()).cells
