from collections.abc import Callable

import pytest

from extract.document import Document
from extract.metadata import Statement, in_file_name, settled, statements

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
        pytest.param(f"{BUREAU}2020年政府信息公开工作年\n\n度报告\n", id="parted-inside-a-word"),
        pytest.param("江干区市场监\n督管理局2020 年政府信息公开工作年度报告\n", id="in-the-agency"),
        pytest.param(f"{BUREAU}2020年\n政府信息公开\n工作年度报告\n", id="three-lines"),
        pytest.param("江干区市场\n监督管理局2020年政府信\n息公开工作年度报告\n", id="anywhere"),
    ],
)
def test_a_title_may_be_printed_over_several_lines(said: Said, text: str) -> None:
    assert said(text) == [
        ("report_year", "title", "2020", 1),
        ("agency", "title", BUREAU, 1),
        ("title", "title", f"{BUREAU}2020年政府信息公开工作年度报告", 1),
    ]


def test_the_line_above_a_title_without_agency_may_be_the_agency(said: Said) -> None:
    assert said(f"网站首页>>公开\n{BUREAU}\n\n2020年\n政府信息公开工作年度报告\n") == [
        ("report_year", "title", "2020", 4),
        ("agency", "line_above_title", BUREAU, 2),
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
        pytest.param(f"见{BUREAU}2020年政府信息公开工作年度报告。", id="sentence"),
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
        ("来源: 本站  |   发布日期: 2021-01-15 17:55   ", "发布日期", "2021-01-15"),
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
        ("本报告由甲县经济开发区管委会结合统计数据编制。", "甲县经济开发区管委会"),
        (
            "本报告由石桥镇人民政府根据《条例》和上级通知（甲政办〔2021〕3号）编制。",
            "石桥镇人民政府",
        ),
        ("本报告由石桥镇人民政府党政办公室编制。", "石桥镇人民政府"),
        ("根据上级要求，由甲县教育局编制本报告。", "甲县教育局"),
        ("本报告由甲旗白音苏木党政综合办公室编制。", "甲旗白音苏木"),
    ],
)
def test_prose_may_name_the_agency(said: Said, sentence: str, agency: str) -> None:
    assert said(f"一、总体情况\n{sentence}\n") == [("agency", "prose", agency, 2)]


@pytest.mark.parametrize(
    ("whom", "agency"),
    [
        ("盐池县人民政府办公室", "盐池县人民政府"),
        (BUREAU, BUREAU),
        ("甲县经济开发区管委会办公室", "甲县经济开发区管委会"),
        ("甲县残联办公室", "甲县残联"),
        ("甲县石桥乡办公室", "甲县石桥乡"),
        ("甲县石桥镇政府办公室", "甲县石桥镇政府"),
        ("永中街道办事处党政办", "永中街道办事处"),
    ],
)
def test_whom_to_ask_is_a_source_of_its_own(said: Said, whom: str, agency: str) -> None:
    assert said(f"如有疑问，请联系：{whom}（电话：0）。\n") == [("agency", "contact", agency, 1)]
    assert said(f"如有疑问，请与{whom}联系（电话：0）。\n") == [("agency", "contact", agency, 1)]


@pytest.mark.parametrize(
    ("sentence", "agency", "year"),
    [
        ("根据规定，现公布石桥镇2020年政府信息公开工作年度报告。", "石桥镇", "2020"),
        ("特向社会公布2020年度甲县财政局政府信息公开年报。", "甲县财政局", "2020"),
        ("现将县供销社2020政府信息公开工作年度报告公布如下：", "县供销社", "2020"),
        ("现发布《甲省2020年政府信息公开工作年度报告》。", "甲省", "2020"),
        ("现公布甲市统计局政府信息公开工作2020年度报告。", "甲市统计局", "2020"),
        (
            "根据条例，编制甲市玉山乡2020年政府信息公开工作年度报告，数据如下。",
            "甲市玉山乡",
            "2020",
        ),
        ("现公布甲市供销合作社信息公开工作年度报告。", "甲市供销合作社", None),
        ("现公布我局2020年政府信息公开工作年度报告。", None, "2020"),
    ],
)
def test_a_sentence_may_announce_the_title(
    said: Said, sentence: str, agency: str | None, year: str | None
) -> None:
    found = {s[0]: s[2] for s in said(f"{sentence}\n") if s[1] == "prose"}
    assert (found.get("agency"), found.get("report_year")) == (agency, year)


@pytest.mark.parametrize(
    "sentence",
    [
        "1月，按时编制2019年政府信息公开工作年度报告。",
        "2月，发布甲县财政局2019年政府信息公开工作年度报告。",
        "现将《甲县政府信息公开工作年度报告制度》印发。",
    ],
)
def test_a_report_mentioned_is_not_announced(said: Said, sentence: str) -> None:
    assert said(f"{sentence}\n") == []


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("2020年，甲县财政局认真落实条例。", "甲县财政局"),
        ("2020年甲市生态环境局乙区分局在区政府领导下开展工作。", "甲市生态环境局乙区分局"),
        ("2020年，在甲县财政局指导下，我镇公开信息3条。", None),
        ("2020年，甲县高度重视公开工作。", None),
    ],
)
def test_the_overview_names_the_agency_less_surely(
    said: Said, sentence: str, agency: str | None
) -> None:
    found = [s[1:3] for s in said(f"一、总体情况\n{sentence}\n") if s[0] == "agency"]
    assert found == ([("overview", agency)] if agency else [])


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


# --- what counts less than a title ---


def test_a_title_without_a_year_names_the_agency_by_a_source_of_its_own(said: Said) -> None:
    assert said(f"{BUREAU}政府信息公开工作年度报告\n统计期限自2020年1月1日起。\n") == [
        ("agency", "title_without_year", BUREAU, 1),
        ("title", "title_without_year", f"{BUREAU}政府信息公开工作年度报告", 1),
        ("report_year", "prose", "2020", 2),
    ]


def test_the_line_below_a_title_without_agency_may_be_the_agency(said: Said) -> None:
    title = "2020年政府信息公开工作年度报告"
    assert said(f"{title}\n{BUREAU}\n二〇二一年一月十八日\n") == [
        ("report_year", "title", "2020", 1),
        ("agency", "line_below_title", BUREAU, 2),
        ("title", "title", BUREAU + title, 1),
        ("published_date", "line_by_title", "2021-01-18", 3),
    ]


def test_the_day_may_stand_between_a_title_and_its_agency(said: Said) -> None:
    text = f"2020年政府信息公开工作年度报告\n（2021年1月18日）\n{BUREAU}\n"
    assert ("agency", "line_below_title", BUREAU, 3) in said(text)


def test_titles_in_a_list_name_no_year(said: Said) -> None:
    text = f"{BUREAU}2021年政府信息公开年报\n{BUREAU}2020年政府信息公开年报\n"
    assert {s[:3] for s in said(text) if s[0] != "title"} == {
        ("report_year", "title_in_list", "2021"),
        ("report_year", "title_in_list", "2020"),
        ("agency", "titles_of_one_agency", BUREAU),
    }


def test_titles_of_several_agencies_name_none(said: Said) -> None:
    text = "甲县财政局2021年政府信息公开年报\n甲县教育局2020年政府信息公开年报\n"
    assert {s[1] for s in said(text)} == {"title_in_list"}


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("索引号 | A01/2021-00012 | 发布机构 | 甲县财政局 |", ("index_number", "A01/2021-00012")),
        ("索 引 号：11330104MB1/2021-3 主题分类：", ("index_number", "11330104MB1/2021-3")),
        ("信息索引号:K24-B/2021-0126", ("index_number", "K24-B/2021-0126")),
        ("名称\t年报\t索引号\t0123456789", ("index_number", "0123456789")),
        ("发文字号：甲财〔2021〕3号 成文日期：", ("document_number", "甲财〔2021〕3号")),
        ("文 号: 甲政办函 [2021] 12 号", ("document_number", "甲政办函[2021]12号")),
        ("文件编号 | 甲财〔2021〕3号 |", ("document_number", "甲财〔2021〕3号")),
    ],
)
def test_header_fields_name_index_and_document_number(
    said: Said, line: str, statement: tuple[str, str]
) -> None:
    field, value = statement
    assert [s[:3] for s in said(f"{line}\n") if s[0] == field] == [(field, "header_field", value)]


@pytest.mark.parametrize(
    "line",
    [
        "索引号：",
        "索引号：无",
        "索引号： 主题分类：政务公开",
        "文号：无",
        "文号： 发布日期：",
        "字号：大 中 小",
        "按照国办公开办函〔2021〕30号的格式编写。",
    ],
)
def test_a_field_left_empty_says_nothing(said: Said, line: str) -> None:
    assert said(f"{line}\n") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发布机构 | 甲县财政局 | 公开日期 | 2021-01-19 |", {("agency", "甲县财政局")}),
        ("发布机构\t甲县财政局\t公开日期\t", {("agency", "甲县财政局")}),
        ("发布机构：\n甲县财政局", {("agency", "甲县财政局")}),
        ("發佈機構：甲縣財政局", {("agency", "甲县财政局")}),
        ("信息来源：甲县财政局 浏览次数：3", {("agency", "甲县财政局")}),
        ("发布日期：20210119", {("published_date", "2021-01-19")}),
        ("发布日期：\n2021-01-19", {("published_date", "2021-01-19")}),
        ("发布日期：\n• 2021年01月19日", {("published_date", "2021-01-19")}),
        ("成文日期 2021-01-18 发布日期 2021-01-19", {("published_date", "2021-01-19")}),
        ("更新日期:2021-01-19 信息来源:", {("published_date", "2021-01-19")}),
        ("索引号 a01/2021-00011 发文字号", {("index_number", "a01/2021-00011")}),
        ("发布机构：國家中醫(yī)藥管理局甲县局", {("agency", "国家中医药管理局甲县局")}),
        ("发布机构：乾(qián)县中医(yī)药管理局", {("agency", "乾县中医药管理局")}),
        ("发布机构 甲县财政局 公文时效 有效", {("agency", "甲县财政局")}),
        ("索引號: | 00259/2016-31 | 文號: |", {("index_number", "00259/2016-31")}),
        ("成文日期：二〇二二年一月十八日", {("published_date", "2022-01-18")}),
        ("成文日期：二○二一年十二月三十日", {("published_date", "2021-12-30")}),
        ("印发日期：二零二一年十月二十一日", {("published_date", "2021-10-21")}),
    ],
)
def test_fields_are_found_in_every_form(said: Said, text: str, found: set) -> None:
    assert found <= {(s[0], s[2]) for s in said(f"{text}\n")}


@pytest.mark.parametrize(
    ("named", "says", "source"),
    [
        ("来源：甲县人民政府", "2020年，我局认真贯彻。", "site"),
        ("发布机构：甲县人民政府", "2020年，我镇认真贯彻。", "site"),
        ("来源：甲县东风镇人民政府", "2020年，我镇认真贯彻。", "origin"),
        ("来源：甲县人民政府", "2020年，我县各部门认真贯彻，我局也认真贯彻。", "origin"),
        ("来源：甲县人民政府", "2020年，全县认真贯彻。", "origin"),
        ("来源：甲县人民政府办公室", "2020年，我局认真贯彻。", "origin"),
    ],
)
def test_a_government_above_the_report_of_a_body_is_that_of_the_site(
    said: Said, named: str, says: str, source: str
) -> None:
    agencies = [s[1] for s in said(f"{named}\n一、总体情况\n{says}\n") if s[0] == "agency"]
    assert agencies == [source]


def test_the_line_above_a_title_is_no_agency_where_it_names_the_site(said: Said) -> None:
    text = "甲县人民政府\n2020年政府信息公开工作年度报告\n一、总体情况\n2020年，我{}认真贯彻。\n"
    assert not [s for s in said(text.format("局")) if s[0] == "agency"]
    assert [s[1] for s in said(text.format("县")) if s[0] == "agency"] == ["line_above_title"]


def test_the_origin_of_a_page_is_a_source_of_its_own(said: Said) -> None:
    assert said("来源：甲县财政局\n") == [("agency", "origin", "甲县财政局", 1)]


def test_fields_below_the_tables_count_only_where_none_stands_above(said: Said) -> None:
    table, below = "信息内容 | 本年制发件数 |\n", "发布日期：2023-02-02\n发布机构：乙局\n"
    found = said(f"发布日期：2021-01-19\n{table}{below}")
    assert [s[2] for s in found] == ["2021-01-19", "乙局"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("（2024年3 月 26日）", "2024-03-26"),
        ("2022年01月30日 15:52", "2022-01-30"),
        ("2022-01-30 15:52:01", "2022-01-30"),
        ("• (2024年01月31日)", "2024-01-31"),
    ],
)
def test_a_day_without_a_label_may_stand_above_the_tables(said: Said, line: str, day: str) -> None:
    assert said(f"{line}\n正文。\n") == [("published_date", "line_by_title", day, 1)]


def test_a_day_with_its_time_may_begin_the_row_below_the_title(said: Said) -> None:
    row = "2021-01-16 16:28   浏览量: 3"
    day = ("published_date", "line_by_title", "2021-01-16", 2)
    assert day in said(f"{BUREAU}2020年政府信息公开工作年度报告\n{row}\n")
    assert said(f"通知公告\n{row}\n") == []


@pytest.mark.parametrize(
    "line", ["今天是2024年5月3日", "2024年5月3日 星期五", "会议于2021年1月5日开"]
)
def test_another_day_is_no_day_of_publication(said: Said, line: str) -> None:
    assert said(f"{line}\n正文。\n") == []


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (f"{BUREAU}\n2021年1月15日", [("2021-01-15", 3), (BUREAU, 3)]),
        (f"{BUREAU}二〇二一年一月十五日", [("2021-01-15", 2), (BUREAU, 2)]),
        ("无。\n2021年1月15日", [("2021-01-15", 3)]),
        (f"{BUREAU}\n2021年1月", [(BUREAU, 3)]),
        ("截至\n2021年1月", []),
        (f"{BUREAU}\n2021年1月35日", []),
        ("相关文章\n2021-01-15", []),
        ("我局已于2021年1月15日", []),
    ],
)
def test_a_signature_names_agency_and_day(said: Said, end: str, found: list) -> None:
    text = f"信息内容 | 本年制发件数 |\n{end}\n"
    assert [(s[2], s[3]) for s in said(text)] == found
    assert {s[1] for s in said(text)} <= {"signature"}


def test_signatures_below_the_first_are_of_other_reports(said: Said) -> None:
    text = f"信息内容 | 本年制发件数 |\n{BUREAU}\n2021年1月15日\n相关信息\n乙县财政局2020年3月5日\n"
    assert [s[2] for s in said(text)] == ["2021-01-15", BUREAU]


@pytest.mark.parametrize(
    "covered",
    ["2022年1月1日至2022年12月31日", "2022-01-01 至 2022-12-31", "2022年1月1日—12月31日"],
)
def test_what_a_report_covers_is_no_day_of_publication(said: Said, covered: str) -> None:
    assert not [s for s in said(f"时间：{covered}\n") if s[0] == "published_date"]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("本报告数据统计期限自2020年1月1日起至2020年12月31日止。", "2020"),
        ("所列数据的统计时段为2020年全年。", "2020"),
        ("2020年1月1日至12月31日，共发布信息3条。", "2020"),
        ("统计期限自20201月1日起至202012月31日止。", "2020"),
        ("现公布我局2020年度政府信息公开工作年度报告。", "2020"),
        ("由永中街道编制的2020年度政府信息公开年度报告。", "2020"),
        ("统计期限自 2020\n年1月1日起。", "2020"),
    ],
)
def test_sentences_may_name_the_year(said: Said, sentence: str, year: str) -> None:
    assert {s[2] for s in said(f"{sentence}\n") if s[0] == "report_year"} == {year}


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年3月，发布2020年政府信息公开工作年度报告。",
        "统计时间为2021年1月1日。",
        "2021年1月1日至2021年6月30日，共发布信息3条。",
        "2019年1月1日至2020年12月31日，共发布信息3条。",
        "2024年工作中存在的问题已整改。",
        "（抓取于2024年5月1日）",
    ],
)
def test_other_sentences_name_no_year(said: Said, sentence: str) -> None:
    assert [s for s in said(f"{sentence}\n") if s[0] == "report_year"] == []


def test_the_overview_names_the_year_less_surely(said: Said) -> None:
    text = (
        "2018年，我局迁址。\n一、总体情况\n2020年，我局公开信息3条。2019年3月，更新目录。\n"
        "2024 年工作中存在的问题已整改。\n2021年，我局将增加人手。\n"
        "二、主动公开政府信息情况\n2022年，我局新制定文件。\n"
    )
    assert said(text) == [("report_year", "overview", "2020", 3)]


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("依据条例规定，由永中街道编制。", "永中街道"),
        ("根据条例要求，甲县财政局编制本报告。", "甲县财政局"),
        ("现公布甲县财政局2020年度报告。", "甲县财政局"),
        ("本报告由甲县供销合作社联合社组织编写。", "甲县供销合作社联合社"),
        ("由区统计局编制。", "区统计局"),
    ],
)
def test_more_sentences_that_name_the_agency(said: Said, sentence: str, agency: str) -> None:
    assert said(f"{sentence}\n")[0][:3] == ("agency", "prose", agency)


@pytest.mark.parametrize(
    "sentence",
    [
        "由局办公室编制。",
        "由国务院办公厅编制。",
        "由我局编制。",
        "由本机关编制。",
        "由各乡镇编制。",
    ],
)
def test_no_agency_is_made_of_words_any_agency_uses(said: Said, sentence: str) -> None:
    assert said(f"{sentence}\n") == []


@pytest.mark.parametrize(
    "sentence",
    [f"现有“{BUREAU}”微博。", f"通过微信公众号“{BUREAU}”公开。", f"“{BUREAU}”政务微信发布3条。"],
)
def test_a_name_in_quotes_is_perhaps_that_of_its_own_account(said: Said, sentence: str) -> None:
    assert said(f"{sentence}\n") == [("agency", "account_name", BUREAU, 1)]


def test_the_account_of_a_government_is_not_known_to_be_its_own(said: Said) -> None:
    assert said("通过“琼海市人民政府”微信公众号公开。\n") == []


@pytest.mark.parametrize(
    ("header", "agency"),
    [
        ("发布机构：三亚市教育局", "三亚市教育局"),
        ("发布机构：三亚市人民政府办公室", "三亚市人民政府"),
        ("发布机构：三亚市政府办", "三亚市人民政府"),
        ("索引号：A/2022-1", "三亚市人民政府"),
    ],
)
def test_a_government_above_the_report_of_one_of_its_bodies_is_the_site(
    said: Said, header: str, agency: str
) -> None:
    printed = f"三亚市人民政府\n2022年政府信息公开工作年度报告\n{header}\n"
    first = next(s for s in said(printed) if s[0] == "agency")
    assert first[2] == agency


def test_a_site_named_in_quotes_is_no_account(said: Said) -> None:
    assert said("可在“甲县人民政府”门户网站下载，微博未开通。\n") == []


def test_title_and_prose_that_contradict_each_other_are_both_stated(said: Said) -> None:
    text = f"{BUREAU}2021年政府信息公开年报\n统计期限自2020年1月1日起。\n"
    assert [(s[1], s[2]) for s in said(text) if s[0] == "report_year"] == [
        ("title", "2021"),
        ("prose", "2020"),
    ]


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (f"001_{BUREAU}.txt", (BUREAU, None)),
        (f"{BUREAU}.docx", (BUREAU, None)),
        (f"{BUREAU}2020年政府信息公开年报.docx", (BUREAU, 2020)),
        (f"003_{BUREAU}2020年政府信息公开工作年度报告.pdf", (BUREAU, 2020)),
        (f"12. {BUREAU}2020年年报.pdf", (BUREAU, 2020)),
        (f"{BUREAU}2020年度报告.pdf", (BUREAU, 2020)),
        (f"20210119_{BUREAU}.html", (BUREAU, None)),
        (f"{BUREAU}2021.txt", (None, None)),
        ("首页.html", (None, None)),
        ("2020年.txt", (None, None)),
        ("000_666131b17749549c.txt", (None, None)),
    ],
)
def test_a_file_name_may_be_less_than_a_title(path: str, named: tuple) -> None:
    assert in_file_name(path) == named


# --- which statement counts: the cases of the unit tests of int_report_identities ---


@pytest.mark.parametrize(
    ("field", "said_by", "value"),
    [
        ("agency", [("header_field", "甲市甲局"), ("title", "甲局")], "甲局"),
        ("agency", [("prose", "别局"), ("file_name", "丙局")], "丙局"),
        ("agency", [("prose", "丁局"), ("prose", "丁局"), ("prose", "戊局")], "丁局"),
        ("agency", [("prose", "丁局"), ("prose", "戊局")], None),
        ("report_year", [("title", "2020"), ("title", "2021"), ("prose", "2020")], "2020"),
        ("report_year", [("title", "2021"), ("prose", "2020"), ("prose", "2020")], "2021"),
        (
            "agency",
            [("title", "甲县人社局"), ("title", "甲县人力资源和社会保障局"), ("title", "人社局")],
            "甲县人力资源和社会保障局",
        ),
        ("report_year", [("title_in_list", "2022")], None),
        ("agency", [("titles_of_one_agency", "丙局")], "丙局"),
        ("agency", [("title", "甲县"), ("title", "甲县财政局")], None),
        ("title", [("title", "甲局年报"), ("title", "甲县甲局年报")], None),
        ("agency", [], None),
    ],
)
def test_the_best_source_settles_a_field(
    field: str, said_by: list[tuple[str, str]], value: str | None
) -> None:
    others = [Statement("index_number", "header_field", "甲局", 9)]
    said = [Statement(field, source, stated, 1) for source, stated in said_by]
    assert settled([*others, *said], field) == value


def test_a_heading_without_its_ordinal_opens_the_overview(said: Said) -> None:
    year = ("report_year", "overview", "2020", 2)
    assert said("概述\n2020年，我局公开信息3条。\n") == [year]
    assert said("一、工作开展情况\n2020年，我局公开信息3条。\n") == [year]
    assert said("工作开展情况\n2020年，我局公开信息3条。\n") == []
    assert said("一、概述\n其他需要报告的事项\n2020年，我局公开信息3条。\n") == []
