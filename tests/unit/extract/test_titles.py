from collections.abc import Callable

import pytest

from extract.document import Document
from extract.form import Form
from extract.titles import first_table_row, printed_titles, read_title

BUREAU = "江干区市场监督管理局"
TITLE = "2020年政府信息公开工作年度报告"
Own = Callable[[str], list[tuple[str | None, int | None]]]


@pytest.fixture
def own(document: Callable[[str], Document], form: Form) -> Own:
    """Agency and year of the titles that are a document's own."""

    def titles(text: str) -> list[tuple[str | None, int | None]]:
        rows = document(text).rows
        printed = printed_titles(rows, first_table_row(rows, form))
        return [(p.title.agency, p.title.year) for p in printed if p.is_own]

    return titles


def said(text: str) -> tuple[str | None, int | None] | None:
    title = read_title(text)
    return title and (title.agency, title.year)


@pytest.mark.parametrize(
    "shape",
    [
        "{}政府信息公开工作2020年年度报告",
        "{}政府信息公开2020年年报",
        "{}政府信息公开2020年报",
        "{}政府信息公开2020年报告",
        "{}政府信息公开工作年度报告（2020年）",
        "{}政府信息公开工作年度报告(2020年度)",
        "{}政府信息公开工作年报2020",
        "{}2020年度政府信息公开工作情况报告",
        "{}2020年度政府信息公开工作情况的年度报告",
        "{}2020年度政府信息公开工作总结报告",
        "{}2020年度政务信息公开工作年度报告",
        "{}2020年政务公开（政府信息公开）工作年度报告",
        "{}2020年政务公开和政府信息公开工作报告",
        "关于{}2020年度政府信息公开工作的年度报告",
        "关于印发{}2020年度政府信息公开工作年度报告的通知",
        "关于公布《{}2020年政府信息公开工作年度报告》的公告",
        "丙市人民政府办公室关于印发{}2020年政府信息公开工作年度报告的通知",
        "关于更正{}2020年政府信息公开工作年度报告的公告",
        "关于转发{}2020年政府信息公开工作年度报告的通知",
        "一图读懂{}2020年政府信息公开工作年度报告",
        "图解：{}2020年政府信息公开工作年度报告",
        "{}（本级）2020年政府信息公开工作年度报告",
        "{}局机关2020年政府信息公开工作年度报告",
        "{}（本机关）2020年政府信息公开工作年度报告",
        "{}（不含下属单位）2020年政府信息公开工作年度报告",
        "{}关于2020年政府信息公开工作情况的报告",
        "丙市人民政府办公室关于印发《{}2020年政府信息公开工作年度报告》的通知",
        "2020年政府信息公开工作年度报告（{}）",
        "{}2020年政府信息公开工作年度报告（2021年1月发布）",
        "{}（本级机关）2020年政府信息公开工作年度报告（图片版）",
        "{}2020年政府信息公开工作年度报告（图解）",
        "{}2020年政府信息公开工作年度报告【文字版】",
        "{}2020年政府信息公开工作年度报告文字版",
        "{}2020年政府信息公开工作年度报告（2021年1月26日）",
        "{}2020年政府信息公开工作年度报告 2021-01-26 09:35",
        "{}2020年政府信息公开工作年度报告丙市人民政府",
        "{}2020年政府信息公开工作年度报告 丙市人民政府门户网站",
        "{}二〇二〇年政府信息公开工作年度报告",
        "{}二○二○年政府信息公开工作年度报告",
        "{}二零二零年政府信息公开工作年度报告",
        "{} ２０２０ 年 政 府 信 息 公 开 工 作 年 度 报 告",
        "{}2020年政府資訊公開工作年度報告",
        "關於{}2020年政府信息公開工作年度報告",
        "# {}2020年政府信息公开工作年度报告",
        "3、{}2020年政府信息公开工作年度报告",
        "· {}2020年政府信息公开工作年度报告",
    ],
)
def test_a_title_is_read_in_every_shape(shape: str) -> None:
    assert said(shape.format(BUREAU)) == (BUREAU, 2020)


@pytest.mark.parametrize(
    "agency",
    [
        "宿迁市",
        "阿拉善盟",
        "永中街道",
        "白音苏木",
        "区统计局",
        "人社局",
        "科委",
        "本溪市财政局",
        "全椒县财政局",
        "乾县人民政府",
        "国家税务总局五指山市税务局",
        "甲县文化局（甲县体育局）",
        "丙市规划和自然资源局（林业局、不动产登记局）",
        "石河子市北泉镇（石河子总场）",
        "中国（浙江）自由贸易试验区管委会",
        "甲市机构编制委员会办公室",
        "甲市新闻出版局",
        "甲市互联网信息办公室",
        "甲县公安局交通警察大队",
        "甲县气象局",
        "甲市红十字会",
        "甲市广播电视台",
        "甲大学",
        "甲市第一人民医院",
        "甲海关",
        "中国人民银行甲支行办公室",
    ],
)
def test_a_title_is_read_with_any_agency(agency: str) -> None:
    name = agency.replace("（", "(").replace("）", ")")
    assert said(f"{agency}{TITLE}") == (name, 2020)
    assert said(f"2020年{agency}政府信息公开年报") == (name, 2020)


def test_a_government_is_named_in_full_where_its_last_word_begins_the_subject() -> None:
    assert said("2020年杭州市人民政府信息公开工作年度报告") == ("杭州市人民政府", 2020)
    assert said("杭州市人民政府政府信息公开2020年年报") == ("杭州市人民政府", 2020)
    assert said("2020年杭州市政府信息公开工作年度报告") == ("杭州市", 2020)


@pytest.mark.parametrize(
    "words",
    ["我局", "本机关", "全区", "各部门", "区级部门", "市政府", "局办公室", "丙市政府网站", "打印"],
)
def test_what_is_no_name_of_an_agency_leaves_the_year(words: str) -> None:
    assert said(f"{words}{TITLE}") == (None, 2020)


@pytest.mark.parametrize("remark", ["盖章处", "以下简称区局", "承办"])
def test_a_remark_in_brackets_is_no_second_name(remark: str) -> None:
    assert said(f"区教育局（{remark}）{TITLE}") == (None, 2020)


def test_a_body_named_behind_a_place_takes_the_title_from_its_government() -> None:
    assert said("五指山市2022年政府信息公开工作年度报告（市教育局）") == (None, 2022)
    assert said("五指山市2022年政府信息公开工作年度报告（东风镇）") == (None, 2022)
    assert said("五指山市2022年政府信息公开工作年度报告（文字版）") == ("五指山市", 2022)
    assert said("五指山市2022年政府信息公开工作年度报告（含各镇）") == ("五指山市", 2022)


@pytest.mark.parametrize(
    ("named", "place"),
    [("宿迁市市本级", "宿迁市"), ("宿迁市本级", "宿迁市"), ("甲县县本级", "甲县")],
)
def test_what_a_place_is_may_be_said_again_of_its_own_level(named: str, place: str) -> None:
    assert said(f"{named}{TITLE}") == (place, 2020)


def test_a_report_in_quotation_marks_is_another() -> None:
    assert said(f"点击查看《{BUREAU}{TITLE}》") is None


def test_a_title_without_a_year_names_the_agency() -> None:
    assert said(f"{BUREAU}政府信息公开工作年度报告") == (BUREAU, None)


def test_a_glued_site_name_is_no_part_of_the_title() -> None:
    title = read_title(f"{BUREAU}{TITLE}丙市人民政府网")
    assert title is not None
    assert title.words == f"{BUREAU}{TITLE}"


@pytest.mark.parametrize(
    "text",
    [
        "政府信息公开年报",
        "政府信息公开工作年度报告",
        "丙市政府信息公开年报",
        "丙市人民政府政府信息公开年报",
        f"{BUREAU}2021年上半年政府信息公开工作报告",
        f"{BUREAU}2021年第一季度政府信息公开工作报告",
        f"{BUREAU}2021年1-6月政府信息公开工作报告",
        f"{BUREAU}2020年与2021年政府信息公开工作年度报告",
        "关于做好2020年政府信息公开工作年度报告的通知",
        "关于编制2020年政府信息公开工作年度报告的通知",
        "2020年政府信息公开工作年度报告（格式）",
        f"{BUREAU}{TITLE}编制说明",
        f"{BUREAU}2020年行政执法年度报告",
        f"甲大学2019-2020学年信息公开年度报告{'。' * 200}",
        f"{BUREAU}2020年信访工作报告",
    ],
)
def test_what_is_no_title_of_an_annual_report_is_none(text: str) -> None:
    assert read_title(text) is None


@pytest.mark.parametrize(
    "line",
    [
        f"{BUREAU}{TITLE}_丙市人民政府",
        f"{BUREAU}{TITLE}-丙市人民政府网",
        f"{BUREAU}{TITLE} - 文 号:发布日期: 2021-01-29",
        f"首页 > 政务公开 > 年报 > {BUREAU}{TITLE}",
        f"您的位置：首页»年报»{BUREAU}{TITLE}",
        f"标 题: {BUREAU}{TITLE}",
        f"名称 | {BUREAU}{TITLE} | 文号 | |",
        f"{BUREAU} | {TITLE}",
    ],
)
def test_a_title_is_found_between_separators(own: Own, line: str) -> None:
    assert own(f"丙市网\n{line}\n正文。\n") == [(BUREAU, 2020)]


@pytest.mark.parametrize(
    "text",
    [
        f"{BUREAU}政府信息公开\n工作年度报告\n（2020年）",
        f"{BUREAU}政府信息公开工作年度报告\n（2020年度）",
        f"2020年度\n{BUREAU}\n政府信息公开工作年度报告",
        f"江干区市场监\n督管理局{TITLE}",
        f"江干区\n市场监督管理局{TITLE}",
    ],
)
def test_a_title_may_go_on_in_the_next_rows(own: Own, text: str) -> None:
    assert own(text) == [(BUREAU, 2020)]


@pytest.mark.parametrize(
    ("above", "agency"),
    [
        ("首页", "区统计局"),
        ("丙市人民政府", "区统计局"),
        ("丙市人民政府门户网站", "区统计局"),
        ("区县动态", "区统计局"),
        ("丙市各区动态", "丁市统计局"),
        ("丙市", "丁市统计局"),
    ],
)
def test_a_heading_above_a_title_is_no_part_of_it(own: Own, above: str, agency: str) -> None:
    assert own(f"{above}\n{agency}{TITLE}\n") == [(agency, 2020)]


@pytest.mark.parametrize(
    "menu",
    [
        "政府信息公开年报\n2024年\n2023年",
        "2024年\n2023年\n政府信息公开年报",
        "政府信息公开年报\n2024",
        "2024\n政府信息公开年报",
        "首页 > 政府信息公开年报 > 2024年 2023年",
        "首页 > 丙市财政局政府信息公开年报 > 正文",
    ],
)
def test_years_to_choose_from_are_no_title(own: Own, menu: str) -> None:
    assert own(f"{menu}\n正文。\n") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{BUREAU}2022年政府信息公开年报\n2023-01-15\n{BUREAU}2021年政府信息公开年报\n2022-01-12\n",
        f"{BUREAU}2022年政府信息公开年报 | {BUREAU}2021年政府信息公开年报 |\n",
        f"甲局{TITLE}\n乙局{TITLE}\n丙局{TITLE}\n",
        f"上一篇：{BUREAU}2019年政府信息公开年报\n",
        f"下一条:{BUREAU}2021年政府信息公开年报\n",
        f"上一篇：\n{BUREAU}2019年政府信息公开年报\n",
        f"相关链接\n{BUREAU}2019年政府信息公开年报\n",
        f"规章 | 1 | 0 | 1 |\n信息内容 | 1 |\n{BUREAU}2019年政府信息公开年报\n",
    ],
)
def test_titles_of_other_reports_are_not_the_documents_own(own: Own, text: str) -> None:
    assert own(text) == []
    assert own(f"{BUREAU}{TITLE}\n正文。\n{text}") == [(BUREAU, 2020)]


@pytest.mark.parametrize(
    "table",
    [
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
        "信 息 内 容 | 本年新 | 本年新 |",
        "信息内容",
        "本年制发件数 | 本年废止件数 | 现行有效件数 |",
        "规章 | 1 | 0 | 3 |",
        "规章\n1\n0\n3",
        "规范性档案 | / | 0 | 3 |",
        "行政许可 | 5 |",
    ],
)
def test_the_tables_begin_with_a_header_or_a_line_with_a_value(
    document: Callable[[str], Document], form: Form, table: str
) -> None:
    text = f"行政许可 | 行政处罚 |\n行政强制\n规章制度 | 3 |\n{table}\n正文。\n"
    assert first_table_row(document(text).rows, form) == 3


@pytest.mark.parametrize("text", ["规章 | |", "行政许可\n行政处罚", "信息内容公开3条。", "规章"])
def test_without_a_value_no_table_begins(
    document: Callable[[str], Document], form: Form, text: str
) -> None:
    rows = document(f"{text}\n").rows
    assert first_table_row(rows, form) == len(rows)
