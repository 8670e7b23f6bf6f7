import pytest

from extract.numerals import is_page_number, is_value


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u3000", "\t\n"])
def test_a_blank_is_a_value(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("0", id="zero"),
        pytest.param("11398889", id="large"),
        pytest.param("7730.28", id="decimals"),
        pytest.param("1,234", id="thousands"),
        pytest.param("６５", id="full-width"),
        pytest.param("１，２３４", id="full-width-thousands"),
        pytest.param(" 5 ", id="outer-blanks"),
        pytest.param("\xa05", id="no-break-space"),
        pytest.param("-71", id="minus"),
        pytest.param("－71", id="full-width-minus"),
        pytest.param("+2", id="plus"),
        pytest.param("＋2", id="full-width-plus"),
        pytest.param("减71", id="jian"),
        pytest.param("加89", id="jia"),
        pytest.param("增10", id="zeng"),
        pytest.param("增加5", id="zengjia"),
        pytest.param("减少3", id="jianshao"),
        pytest.param("增加 5", id="blank-after-the-sign"),
        pytest.param("+-5", id="doubled-sign"),
        pytest.param("124宗", id="unit"),
        pytest.param("3人次", id="longer-unit"),
        pytest.param("16 件", id="blank-before-the-unit"),
        pytest.param("-76宗", id="sign-and-unit"),
        pytest.param("152790元", id="yuan"),
        pytest.param("1276.55万元", id="ten-thousand-yuan"),
        pytest.param("86万", id="ten-thousand"),
        pytest.param("22（其中修订 16 件）", id="note"),
        pytest.param("22(其中修订16件)", id="half-width-note"),
        pytest.param("22件 （含修订）", id="unit-and-note"),
    ],
)
def test_a_numeral_with_its_signs_units_and_notes_is_a_value(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["1 2", "12\u30003", "1 \n 2", "1.2.3", "1,2,"])
def test_digits_that_make_no_number_are_a_value_all_the_same(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    "text", ["/", "／", "-", "－", "--", "—", "——", "–", "不适用", "无", "無", " 无 "]
)
def test_a_mark_for_not_applicable_is_a_value(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("规章", id="label"),
        pytest.param("1.属于国家秘密", id="label-with-ordinal"),
        pytest.param("规章000", id="run-together"),
        pytest.param("0规章", id="run-together-the-other-way"),
        pytest.param("2020年", id="year"),
        pytest.param("2021-01-26", id="date"),
        pytest.param("- 3 -", id="page-number-between-dashes"),
        pytest.param("第3页", id="page-number-in-words"),
        pytest.param("约5", id="about"),
        pytest.param("5起", id="unit-not-in-the-catalogue"),
        pytest.param("行政许可信息55项", id="number-in-prose"),
        pytest.param("全年公开信息131条。", id="sentence"),
        pytest.param("无。", id="sentence-of-one-word"),
        pytest.param("减", id="sign-alone"),
        pytest.param("件", id="unit-alone"),
        pytest.param("一", id="chinese-numeral"),
        pytest.param("---", id="markdown-rule"),
        pytest.param("5（未封口", id="note-that-does-not-end"),
    ],
)
def test_text_is_no_value(text: str) -> None:
    assert not is_value(text)


def test_text_that_never_becomes_a_number_is_told_at_once() -> None:
    assert not is_value("增加" * 200 + "x")  # with signs read in two ways, it would take for ever


@pytest.mark.parametrize("text", ["1-2", "12②", "3：4", "0.5.", "12,", "（123）", "2/"])
def test_digits_among_punctuation_are_a_value_that_cannot_be_read(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["―", "*", "×", "√", "△", "**", " ○ ", "−", "~"])
def test_a_stray_sign_is_a_value_that_cannot_be_read(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    "text", ["***", "、", "。", "，", "：", "；", "（）", "“”", "《", "|", "( )", "* *"]
)
def test_punctuation_of_a_text_is_no_value(text: str) -> None:
    assert not is_value(text)


@pytest.mark.parametrize(
    "text", ["3.", "3、", "３．", "3 .", "（2）", "(2)", "2）", "12、", "（12）"]
)
def test_an_ordinal_is_no_value(text: str) -> None:
    assert not is_value(text)


PAGE_NUMBERS = [
    "- 3 -",
    "-3-",
    "—12—",
    "―3―",
    "· 3 ·",
    "第3页",
    "第 3 页 共 5 页",
    "3/10",
    "３ / 10",
]


@pytest.mark.parametrize("text", PAGE_NUMBERS)
def test_a_page_number_is_told_and_is_no_value(text: str) -> None:
    assert is_page_number(text)
    assert not is_value(text)


@pytest.mark.parametrize(
    "text", ["", "3", "-3", "3-", "/", "第三页", "3/", "- -", "第3页前", "1-3"]
)
def test_what_may_be_something_else_is_no_page_number(text: str) -> None:
    assert not is_page_number(text)
