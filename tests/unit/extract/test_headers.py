from collections.abc import Callable

import pytest

from extract.document import Cell
from extract.form import Form
from extract.headers import column_headers, in_one_row, other_columns
from tests.unit.extract.printed import APPLICANTS, OUTCOMES, grids, one_a_line, piped

Header = Callable[..., tuple[Cell, ...]]

ROW = piped("一、本年新收政府信息公开申请数量", *"1234567")


@pytest.fixture
def header(grouped: Callable, form: Form) -> Header:
    """The header over the first row of values, of Table 3 if not said otherwise."""
    return lambda printed, table_no=3: column_headers(grouped(printed)[0], form).get(table_no, ())


@pytest.mark.parametrize(
    ("printed", "texts"),
    [
        pytest.param(piped("申请人情况", *APPLICANTS), APPLICANTS, id="row"),
        pytest.param(one_a_line("申请人情况", *APPLICANTS), APPLICANTS, id="one-a-line"),
        pytest.param(piped(*APPLICANTS[:4]), APPLICANTS[:4], id="most-of-them"),
        pytest.param(piped(*APPLICANTS[:3]), [], id="less-than-half"),
        pytest.param(piped(*APPLICANTS[:2]) * 2, [], id="less-than-half-twice"),
        pytest.param(piped(*APPLICANTS) * 2, APPLICANTS, id="printed-twice"),
        pytest.param(
            piped("自然人", "法人或其他组织", "总计") + piped(*APPLICANTS[1:6]),
            ["自然人", "法人或其他组织", "总计", *APPLICANTS[1:6]],
            id="with-one-that-spans-columns",
        ),
        pytest.param(
            "自然人 商业企业 科研机构 其他\n",
            ["自然人", "商业企业", "科研机构", "其他"],
            id="parted-by-blanks",
        ),
        pytest.param(
            "自然人 商业 企业 科研机构 其他\n",
            ["自然人", "商业企业", "科研机构", "其他"],
            id="parted-by-blanks-inside-a-word",
        ),
        pytest.param("自然人 商业企业 科研机构 其他 等\n", [], id="a-sentence"),
        pytest.param(
            "项目 公民 法人或其他组织 总计\n商业企业 科研机构 法律服务机构 其他\n",
            ["法人或其他组织", "总计", "商业企业", "科研机构", "法律服务机构", "其他"],
            id="parted-by-blanks-and-half-of-it-other-words",
        ),
        pytest.param(
            "本年 申请 来自 法人或其他组织 总计\n商业企业 科研机构 法律服务机构 其他\n",
            ["商业企业", "科研机构", "法律服务机构", "其他"],
            id="below-a-sentence",
        ),
        pytest.param("", [], id="none"),
    ],
)
def test_the_header_is_made_of_texts_that_name_most_columns(
    header: Header, printed: str, texts: list[str]
) -> None:
    assert [cell.text for cell in header(printed + ROW)] == texts


def test_words_parted_by_blanks_are_counted_from_the_left(header: Header) -> None:
    named = header(" ".join(["申请人情况", *APPLICANTS]) + "\n" + ROW)
    assert [(cell.text, cell.line, cell.column) for cell in named] == [
        (text, 1, column) for column, text in enumerate(APPLICANTS, 2)
    ]


def test_in_a_grid_each_header_keeps_its_column(header: Header) -> None:
    grid = [["", None, *APPLICANTS], ["", "（一）予以公开", *"1234567"]]
    assert [cell.column for cell in header(grids(grid))] == list(range(3, 10))


def test_each_table_has_its_own_header(header: Header) -> None:
    row = piped("行政复议", *"12345")
    assert [cell.text for cell in header(piped(*OUTCOMES) + row, 4)] == OUTCOMES
    assert header(piped(*OUTCOMES) + row, 3) == ()


def test_a_row_without_its_own_label_below_has_no_header(header: Header) -> None:
    row = piped(*"12345")
    assert header(" ".join(OUTCOMES) + "\n" + row, 4) == ()
    assert len(header(" ".join(OUTCOMES) + "\n行政复议 | " + row, 4)) == 5


@pytest.mark.parametrize(
    ("rows", "in_order"),
    [
        pytest.param([["自然人", "商业企业"]], "自然人 商业企业", id="one-row"),
        pytest.param(
            [["自然人", "法人或其他组织", "总计", "备注"], ["商业企业", "其他"]],
            "自然人 商业企业 其他 总计 备注",
            id="below-what-spans-them",
        ),
        pytest.param(
            [["申请人情况", "备注"], ["上年", "自然人", "法人或其他组织", "总计"], ["商业企业"]],
            "上年 自然人 商业企业 总计 备注",
            id="below-what-spans-all",
        ),
        pytest.param(
            [["法人或其他组织", "总计"], ["企业"]], "总计 企业", id="not-known-what-is-below"
        ),
    ],
)
def test_a_header_of_several_rows_is_put_into_one(
    form: Form, rows: list[list[str]], in_order: str
) -> None:
    cells = [
        Cell(text, line, column)
        for line, row in enumerate(rows, 1)
        for column, text in enumerate(row, 1)
    ]
    assert [cell.text for cell in in_one_row(cells, 3, form)] == in_order.split()


@pytest.mark.parametrize(
    ("texts", "own", "others"),
    [
        pytest.param("上年 本年 备注 同比增减", ("decisions",), "上年 备注 同比增减", id="words"),
        pytest.param("2020年 2021年", ("decisions",), "2020年", id="the-first-of-two-years"),
        pytest.param("2021年", ("decisions",), "", id="one-year"),
        pytest.param(
            "上年项目数 本年增减数 备注",
            ("items_last_year", "items_change", "decisions"),
            "备注",
            id="a-form-with-columns-of-last-year",
        ),
        pytest.param(
            "2019年项目数 2020年增减",
            ("items_last_year", "items_change"),
            "",
            id="a-form-with-a-column-of-each-year",
        ),
        pytest.param("上年结转政府信息", ("decisions",), "", id="a-piece-of-a-label"),
        pytest.param("与上年相比本机关主动公开的数量有所上升", ("decisions",), "", id="a-sentence"),
    ],
)
def test_headers_of_other_columns_are_told_from_the_forms(
    form: Form, texts: str, own: tuple[str, ...], others: str
) -> None:
    cells = [Cell(text, 1, column) for column, text in enumerate(texts.split(), 1)]
    assert [cell.text for cell in other_columns(cells, own, 2, form)] == others.split()
