"""Whatever surrounds a report, its agency and year are those it was printed with, or unknown."""

from hypothesis import given
from hypothesis import strategies as st

from extract.metadata import settled, statements
from extract.readers.text import read

PLACES = ["柳北区", "本溪市", "全州县", "乾县", "阿拉善盟", "盐池县", "永中街道", "石桥镇"]
BODIES = [
    "市场监督管理局",
    "人民政府办公室",
    "科委",
    "人社局",
    "残疾人联合会",
    "图书馆",
    "公安局东城分局",
]
AGENCIES = st.builds("{}{}".format, st.sampled_from(PLACES), st.sampled_from(BODIES))
YEARS = st.integers(2019, 2026)
SHAPES = [
    "{agency}{year}年政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开年度报告",
    "{agency} {year} 年政务公开工作报告（文字版）",
    "{agency}{year}年信息公开工作年报",
    "关于{agency}{year}年度政府信息公开工作的年度报告",
    "关于印发《{agency}{year}年政府信息公开工作年度报告》的通知",
    "{agency}政府信息公开{year}年度报告",
    "{agency}政府信息公开工作年度报告（{year}年）",
    "{agency}{year}年政府信息公开工作年度报告-丙市人民政府",
    "丙市人民政府网 > 年报 > {agency}{year}年政府信息公开工作年度报告",
    "{agency}（本级）{year}年政府資訊公開工作年度報告",
    "{agency}{year}年\n政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开工作年\n\n度报告",
    "{agency}\n{year}年政府信息公开工作年度报告",
    "{agency}\n{year}年\n政府信息公开工作年度报告",
    "{year}年政府信息公开工作年度报告",
    "名称 | {agency}{year}年政府信息公开工作年度报告 | 文号 | |",
    "",
]
FURNITURE = [
    "网站首页",
    "丙市人民政府门户网站",
    "政府信息公开指南",
    "政府信息公开年报",
    "2024年\n2023年\n2022年",
    "2020",
    "发布日期：{next}-01-19 14:36:15",
    "索引号 | 0001/{next}-00012 | 成文日期 | {next}年1月18日",
    "（{next}年1 月 26日）",
    "来源：本站 浏览次数：2021",
    "今天是2026年5月3日",
    "{before}年工作中存在的问题已整改。",
    "{agency}2018年政府信息公开工作年度报告\n{agency}2023年政府信息公开工作年度报告",
    "{other}{year}年政府信息公开年报\n丁县财政局{year}年政府信息公开年报\n"
    "戊县教育局{before}年政府信息公开年报",
    "上一篇：{other}{before}年政府信息公开工作年度报告",
    "相关链接\n{other}{before}年政府信息公开工作年度报告",
    "{before}年3月，发布{before}年政府信息公开工作年度报告。",
    "依据国办公开办函〔2021〕30号文件编制。",
    "根据条例，现公布{agency}{year}年政府信息公开工作年度报告。",
    "本报告由{agency}编制，可在“丙市人民政府”门户网站下载。",
    "如有疑问，请与{agency}办公室联系。",
    "{before}年1月，按时编制{before}年政府信息公开工作年度报告。",
]
BODY = "一、总体情况\n{year}年，我局公开信息12条。\n第二十条第（一）项 |\n规章 | 1 | 0 | 2 |\n"
END = [
    "{agency}\n{next}年1月15日",
    "下一篇：{other}{next}年政府信息公开工作年度报告",
    "{other}{before}年政府信息公开工作年度报告 [{year}-01-12]",
    "主办单位：丙市人民政府办公室",
    "六、其他需要报告的事项\n无",
]


@given(
    agency=AGENCIES,
    year=YEARS,
    shapes=st.lists(st.sampled_from(SHAPES), min_size=1, max_size=2),
    before=st.lists(st.sampled_from(FURNITURE), max_size=4),
    between=st.lists(st.sampled_from(FURNITURE), max_size=3),
    after=st.lists(st.sampled_from(END), max_size=3),
    other=AGENCIES,
)
def test_no_other_agency_or_year_is_read(  # noqa: PLR0917
    agency: str,
    year: int,
    shapes: list[str],
    before: list[str],
    between: list[str],
    after: list[str],
    other: str,
) -> None:
    text = "\n".join([*before, *shapes, *between, BODY, *after]).format(
        agency=agency, year=year, before=year - 1, next=year + 1, other=other
    )
    said = statements(read(text.encode()))
    assert settled(said, "report_year") in (str(year), None)
    assert settled(said, "agency") in (agency, None)


@given(agency=AGENCIES, year=YEARS, shape=st.sampled_from(SHAPES[:16]))
def test_a_title_alone_gives_agency_and_year(agency: str, year: int, shape: str) -> None:
    said = statements(read(shape.format(agency=agency, year=year).encode()))
    assert settled(said, "report_year") == str(year)
    assert settled(said, "agency") == agency
