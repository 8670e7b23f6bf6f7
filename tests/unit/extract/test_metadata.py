from collections.abc import Callable

import pytest

from extract.document import Document
from extract.metadata import in_file_name, statements

Said = Callable[[str], list[tuple[str, str, str, int]]]


@pytest.fixture
def said(document: Callable[[str], Document]) -> Said:
    return lambda text: [
        (s.field, s.source, s.value, s.source_line) for s in statements(document(text))
    ]


BUREAU = "江干区市场监督管理局"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        pytest.param("{}2020年政府信息公开工作年度报告", "2020", id="the-usual"),
        pytest.param("2020年{}政府信息公开工作年度报告", "2020", id="year-first"),
        pytest.param("2020年度{}政府信息公开工作报告", "2020", id="year-first-with-niandu"),
        pytest.param("{}2021年政府信息公开年度报告", "2021", id="without-gongzuo"),
        pytest.param("{}2021年政府信息公开工作报告", "2021", id="without-niandu"),
        pytest.param("{}2021年信息公开工作年度报告", "2021", id="without-zhengfu"),
        pytest.param("{}2021年政务公开工作年度报告", "2021", id="zhengwu"),
        pytest.param("{}2021年度政务公开工作报告", "2021", id="zhengwu-with-niandu"),
        pytest.param("{}2021年度政府信息公开年度报告", "2021", id="niandu-twice"),
        pytest.param("{}2021年政府信息公开年度工作报告", "2021", id="niandu-before-gongzuo"),
        pytest.param("{}2021年政府信息公开工作年报", "2021", id="nianbao"),
        pytest.param("关于{}2021年政府信息公开工作年度报告", "2021", id="guanyu"),
        pytest.param("{}2021年政府信息公开工作年度报告(文字版)", "2021", id="note"),
    ],
)
@pytest.mark.parametrize("agency", [BUREAU, "国家税务总局五指山市税务局", "宿迁市"])
def test_a_title_names_agency_and_year(said: Said, title: str, year: str, agency: str) -> None:
    printed = title.format(agency)
    assert said(f"\n{printed}\n正文。\n") == [
        ("report_year", "title", year, 2),
        ("agency", "title", agency, 2),
        ("title", "title", printed, 2),
    ]


@pytest.mark.parametrize(
    "title",
    [
        f"{BUREAU} 2020 年政府信息公开 工作年度报告(图解)",
        f"{BUREAU}２０２０年政府信息公开工作年度报告（图解）",
        f"  {BUREAU}\t2020年政府信息公开工作年度报告（图解）",
    ],
    ids=["blanks", "full-width", "tab"],
)
def test_blanks_and_widths_of_a_title_do_not_count(said: Said, title: str) -> None:
    assert said(f"{title}\n") == [
        ("report_year", "title", "2020", 1),
        ("agency", "title", BUREAU, 1),
        ("title", "title", f"{BUREAU}2020年政府信息公开工作年度报告(图解)", 1),
    ]


def test_a_title_without_agency_names_the_year_alone(said: Said) -> None:
    assert said("2020年政府信息公开工作年度报告\n") == [
        ("report_year", "title", "2020", 1),
        ("title", "title", "2020年政府信息公开工作年度报告", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{BUREAU}2020年\n政府信息公开工作年度报告\n", id="parted-after-the-year"),
        pytest.param(f"{BUREAU}\n2020年政府信息公开工作年度报告\n", id="parted-after-the-agency"),
        pytest.param(f"{BUREAU}2020年政府信息公开工作年\n\n度报告\n", id="parted-inside-a-word"),
        pytest.param("江干区市场监\n督管理局2020 年政府信息公开工作年度报告\n", id="in-the-agency"),
    ],
)
def test_a_title_may_be_printed_over_two_lines(said: Said, text: str) -> None:
    assert said(text) == [
        ("report_year", "title", "2020", 1),
        ("agency", "title", BUREAU, 1),
        ("title", "title", f"{BUREAU}2020年政府信息公开工作年度报告", 1),
    ]


def test_the_line_above_a_title_without_agency_may_be_the_agency(said: Said) -> None:
    assert said(f"网站首页>>公开\n{BUREAU}\n\n2020年\n政府信息公开工作年度报告\n") == [
        ("report_year", "title", "2020", 4),
        ("agency", "title", BUREAU, 2),
        ("title", "title", f"{BUREAU}2020年政府信息公开工作年度报告", 4),
    ]


@pytest.mark.parametrize("above", ["发布日期:2021-01-26", "2020", "首页 > 公开", "我们的新闻。"])
def test_a_line_above_that_is_no_agency_is_left_alone(said: Said, above: str) -> None:
    text = f"{above}\n2020年政府信息公开工作年度报告\n"
    assert [s for s in said(text) if s[1] == "title"] == [
        ("report_year", "title", "2020", 2),
        ("title", "title", "2020年政府信息公开工作年度报告", 2),
    ]


def test_a_line_of_furniture_above_a_title_is_no_part_of_the_agency(said: Said) -> None:
    text = f"首页\n{BUREAU}2020年政府信息公开工作年度报告\n"
    assert [s[2] for s in said(text) if s[0] == "agency"] == [BUREAU]


def test_of_two_titles_both_are_stated(said: Said) -> None:
    title = f"{BUREAU}2020年政府信息公开工作年度报告"
    text = f"{title}\n浏览次数:\n市监局2020年政府信息公开工作年度报告\n"
    second = "市监局2020年政府信息公开工作年度报告"
    assert [s[2] for s in said(text)] == ["2020", BUREAU, title, "2020", "市监局", second]


@pytest.mark.parametrize("name", ["打印本页", "我局", "本机关", "全区"])
def test_what_is_no_name_of_an_agency_is_not_taken_for_one(said: Said, name: str) -> None:
    title = "2020年政府信息公开工作年度报告"
    for text in (f"{name}{title}\n", f"{name}\n{title}\n"):
        assert [s for s in said(text) if s[0] == "agency"] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"现将{BUREAU}2020年政府信息公开工作年度报告公布如下。", id="sentence"),
        pytest.param(f"《{BUREAU}2020年政府信息公开工作年度报告》", id="quoted"),
        pytest.param(f"{BUREAU}2020年工作报告", id="another-report"),
        pytest.param(f"{BUREAU}2020年政府信息公开工作年度报告编制说明", id="about-the-report"),
        pytest.param(f"{BUREAU}20年政府信息公开工作年度报告", id="year-of-two-digits"),
        pytest.param(f"{BUREAU}1998年政府信息公开工作年度报告", id="last-century"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_not_the_title_alone_is_no_title(said: Said, text: str) -> None:
    assert said(f"{text}\n正文。\n") == []


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("发文机关:五指山市政府办 成文日期", "五指山市政府办"),
        ("发布机构：江干区市场监督管理局", BUREAU),
        ("- 发布机关 : 盐池县人民政府", "盐池县人民政府"),
        ("公开主体：柳北区工业和信息化局 | 浏览:1 |", "柳北区工业和信息化局"),
    ],
)
def test_header_fields_name_the_agency(said: Said, line: str, agency: str) -> None:
    assert said(f"\n\n{line}\n") == [("agency", "header_field", agency, 3)]


@pytest.mark.parametrize(
    "line",
    [
        "发布机构：",
        "发布机构：系统管理员",
        "发布机构：江干区政府网站管理员",
        "来源：江干区市场监督管理局",
        "发文机关:2021-01-01",
    ],
)
def test_a_header_field_without_an_agency_says_nothing(said: Said, line: str) -> None:
    assert said(f"{line}\n") == []


@pytest.mark.parametrize(
    ("line", "source", "day"),
    [
        ("- 发布日期:2021-01-26 09:35", "发布日期", "2021-01-26"),
        ("发布时间：2022年01月30日 15:52", "发布时间", "2022-01-30"),
        ("公开日期: 2024年3 月 26日", "公开日期", "2024-03-26"),
        ("公开时间:2021/1/5", "公开时间", "2021-01-05"),
        ("成文日期：2022.1.29", "成文日期", "2022-01-29"),
        ("来源: 柳北区工信局  |   发布日期: 2021-01-15 17:55   ", "发布日期", "2021-01-15"),
        ("名称\t发布日期：\t2021-01-26", "发布日期", "2021-01-26"),
    ],
)
def test_header_fields_name_the_date(said: Said, line: str, source: str, day: str) -> None:
    assert said(f"{line}\n") == [("published_date", source, day, 1)]


def test_each_date_of_a_line_is_told_with_its_name(said: Said) -> None:
    assert said("成文日期:2022-01-29 17:18 文号: 发布日期: 2022-01-30\n") == [
        ("published_date", "成文日期", "2022-01-29", 1),
        ("published_date", "发布日期", "2022-01-30", 1),
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("发布日期:2021-02-30", id="no-such-day"),
        pytest.param("发布日期:0000-01-01", id="no-such-year"),
        pytest.param("发布日期:202011日", id="digits-lost"),
        pytest.param("抓取日期:2021-01-26", id="another-date"),
        pytest.param("2021年1月15日", id="without-a-name"),
    ],
)
def test_what_is_no_date_says_nothing(said: Said, line: str) -> None:
    assert said(f"{line}\n") == []


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("本报告由柳北区工业和信息化局编制。", "柳北区工业和信息化局"),
        ("如有疑问，请与盐池县人民政府办公室联系。", "盐池县人民政府"),
        ("如有疑问，请与江干区市场监督管理局联系（电话：0）。", BUREAU),
        ("现有“江干区市场监督管理局”微博。", BUREAU),
    ],
)
def test_prose_may_name_the_agency(said: Said, sentence: str, agency: str) -> None:
    assert said(f"一、总体情况\n{sentence}\n") == [("agency", "prose", agency, 2)]


@pytest.mark.parametrize(
    "sentence",
    ["以上数据的统计期限为2020年1月1日至12月31日止。", "统计期限自 2020 年 1 月 1 日起。"],
)
def test_prose_may_name_the_year(said: Said, sentence: str) -> None:
    assert said(f"{sentence}\n") == [("report_year", "prose", "2020", 1)]


@pytest.mark.parametrize(
    "sentence",
    ["2020年，共发布信息131条。", "2024 年工作中存在问题", "由第三方编制。", "“一网通办”平台"],
)
def test_other_prose_says_nothing(said: Said, sentence: str) -> None:
    assert said(f"{sentence}\n") == []


def test_a_report_may_say_several_things_in_several_places(said: Said) -> None:
    text = (
        "- 发文机关:五指山市政府办 成文日期:2022-01-29\n五指山市人民政府办公室2021年政府信息公开\n"
        "工作年度报告\n本报告由五指山市人民政府办公室编制，统计期限自2021年1月1日起。\n"
    )
    assert said(text) == [
        ("report_year", "title", "2021", 2),
        ("agency", "title", "五指山市人民政府办公室", 2),
        ("title", "title", "五指山市人民政府办公室2021年政府信息公开工作年度报告", 2),
        ("agency", "header_field", "五指山市政府办", 1),
        ("published_date", "成文日期", "2022-01-29", 1),
        ("agency", "prose", "五指山市人民政府办公室", 4),
        ("report_year", "prose", "2021", 4),
    ]


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (f"浙江/{BUREAU}2020年政府信息公开工作年度报告.txt", (BUREAU, 2020)),
        (f"2020年度{BUREAU}政府信息公开工作年度报告.md", (BUREAU, 2020)),
        (f"{BUREAU} 2020 年政府信息公开工作年度报告（文字版）.txt", (BUREAU, 2020)),
        ("2020年政府信息公开工作年度报告.txt", (None, 2020)),
        (f"{BUREAU}2020年政府信息公开工作年度报告/正文.txt", (None, None)),
        ("jianggan_market_supervision_2020.txt", (None, None)),
        ("001_92d244c9ede656a3.txt", (None, None)),
    ],
)
def test_a_file_name_may_be_a_title(path: str, named: tuple[str | None, int | None]) -> None:
    assert in_file_name(path) == named
