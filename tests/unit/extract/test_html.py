import pytest

from extract.document import Cell, Document, Row, UnreadableFileError
from extract.readers.html import read


def rows(page: str) -> tuple[Row, ...]:
    return read(page.encode()).rows


def printed(page: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows(page)]


def cell(content: str) -> str:
    """How a table shows a cell of this content."""
    ((_, text),) = printed(f"<table><tr><td>规章</td><td>{content}</td></tr></table>")
    return text


# --- tables ---

SPANS = """<p>前</p>
<table>
  <tr><td rowspan="2">信息</td><td colspan="2">本年</td><td rowspan="3">总计</td></tr>
  <tr><td>制发</td><td>&nbsp;</td></tr>
  <tr><td>规章</td><td>4</td><td></td></tr>
</table>
<table><tr><th>甲</th><th>5</th></tr></table>"""


def test_a_table_is_a_grid_in_which_spans_stand_once() -> None:
    found = [[(c.text, c.column) for c in row.cells] for row in rows(SPANS)]
    assert found == [
        [("前", 1)],
        [("信息", 1), ("本年", 2), ("总计", 4)],
        [("制发", 2), ("", 3)],
        [("规章", 1), ("4", 2), ("", 3)],
        [("甲", 1), ("5", 2)],
    ]
    assert [(row.layout, row.bordered, row.grid) for row in rows(SPANS)] == [
        ("line_cells", False, None),
        *[("html_table", True, 1)] * 3,
        ("html_table", True, 2),
    ]


def test_each_cell_has_a_place_to_find_it_again() -> None:
    assert rows(SPANS)[2].cells == (
        Cell("制发", 3, 2, "table 1, row 2, column 2"),
        Cell("", 3, 3, "table 1, row 2, column 3"),
    )


@pytest.mark.parametrize(
    ("span", "column_after"),
    [
        ('colspan="3"', 4),
        ("colspan=0", 2),
        ('colspan="-2"', 2),
        ('colspan="x"', 2),
        ('colspan=" 2px"', 3),
        ('colspan="99999"', 1001),
    ],
)
def test_column_spans_are_read_as_browsers_do(span: str, column_after: int) -> None:
    (row,) = rows(f"<table><tr><td {span}>甲<td>5</table>")
    assert [c.column for c in row.cells] == [1, column_after]


@pytest.mark.parametrize(
    ("span", "columns"),
    [
        ("rowspan=2", [2, 1, 1]),
        ("rowspan=0", [2, 2, 1]),
        ("rowspan=999999999999", [2, 2, 1]),
        ("rowspan=x", [1, 1, 1]),
    ],
)
def test_row_spans_end_with_their_part_of_the_table(span: str, columns: list[int]) -> None:
    page = (
        f"<table><tbody><tr><td {span}>甲<td>1<tr><td>2<td>2<tr><td>3<td>3"
        "<tbody><tr><td>4<td>4</table>"
    )
    assert [row.cells[0].column for row in rows(page)[1:]] == columns


def test_only_tables_without_another_inside_are_grids() -> None:
    page = (
        "<table><tr><td>菜单</td><td><p>前</p><table><tr><td>规章</td><td>5</td></tr></table>"
        "<p>后</p></td></tr></table>"
    )
    assert [(row.text, row.grid) for row in rows(page)] == [
        ("菜单", None),
        ("前", None),
        ("规章 5", 1),
        ("后", None),
    ]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<table><tr><td>{}</td></tr></table>", id="one-cell-a-row"),
        pytest.param("<table><tr><td>菜单</td><td>{}</td></tr></table>", id="long-cell"),
    ],
)
def test_tables_that_only_lay_out_prose_are_paragraphs(page: str) -> None:
    prose = ["一、总体情况", "本年办理申请。" * 50, "二、主动公开"]
    found = rows(page.format("".join(f"<p>{text}</p>" for text in prose)))
    assert [row.text for row in found][-3:] == prose
    assert all(row.is_paragraph for row in found)


def test_a_sentence_across_a_table_is_a_paragraph_among_its_rows() -> None:
    page = "<table><tr><td colspan=2>一、概述<p>已公开。<tr><td>规章<td>5</table>"
    assert [(row.text, row.is_paragraph) for row in rows(page)] == [
        ("一、概述", True),
        ("已公开。", True),
        ("规章 5", False),
    ]


def test_a_caption_stands_before_its_table() -> None:
    page = "<table><caption>表二</caption><tr><td>规章<td>5</table>"
    assert printed(page) == [["表二"], ["规章", "5"]]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<table><tr><td>规章<td>4<td>2<tr><td>总计<td>1</table>", id="unclosed"),
        pytest.param(
            "<tr><td>规章</td><td>4</td><td>2</td></tr><tr><td>总计</td><td>1</td></tr>",
            id="rows-alone",
        ),
        pytest.param("规章</p><td>规章<td>4<td>2<tr><td>总计<td>1</table>", id="cut-at-its-start"),
    ],
)
def test_parts_of_a_table_are_read_as_cells(page: str) -> None:
    assert printed(page)[-2:] == [["规章", "4", "2"], ["总计", "1"]]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("<tr>" + "<td colspan=1000>" * 99, id="columns"),
        pytest.param("<tr><td rowspan=9999 colspan=900>" + "<tr><td>1<td>2" * 9999, id="cells"),
    ],
)
def test_a_table_too_large_for_any_form_is_refused(table: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        rows(f"<table>{table}")
    assert refusal.value.reason_code == "table_too_large"


# --- the text of cells ---


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("12<br>3", "12\n3", id="breaks-part"),
        pytest.param("<p>12</p><p>3</p>", "12\n3", id="paragraphs-part"),
        pytest.param("<div>12</div>3", "12\n3", id="blocks-part"),
        pytest.param("<span>1</span><span>2</span>", "12", id="spans-do-not-part"),
        pytest.param("1<wbr>2<!-- 9 -->3", "123", id="comments-do-not-part"),
        pytest.param('<span style="display: block">1</span>2', "1\n2", id="styled-as-block"),
        pytest.param('<i style="display:inline-block">1</i>2', "1 2", id="styled-as-box"),
        pytest.param('<div style="display:flex"><i>1</i><i>2</i></div>', "1\n2", id="side-by-side"),
        pytest.param('<a href="/">1</a><a href="/">2</a>', "1 2", id="links-stand-apart"),
        pytest.param('1<a name="OLE_LINK1"></a>2', "12", id="anchors-do-not"),
        pytest.param("\n      规\n  章 \t", "规 章", id="source-blanks-collapse"),
        pytest.param("&nbsp;", "", id="no-break-space-is-a-blank"),
        pytest.param("<p><span><o:p>&nbsp;</o:p></span></p>", "", id="blank-of-word"),
        pytest.param("<![if !supportEmptyParas]>&nbsp;<![endif]>", "", id="conditional-comment"),
        pytest.param("&#8203;1&zwj;2&shy;", "12", id="invisible-characters"),
        pytest.param("<p>&nbsp;</p><p>7</p>", "7", id="blank-line-above"),
        pytest.param("12<sup>1</sup>", "12", id="raised-note"),
        pytest.param("<p><sup>35</sup></p>", "35", id="raised-number-alone"),
        pytest.param("12<sup>[<a href=#n>1</a>]</sup>", "12", id="raised-link"),
        pytest.param("12<sub>2</sub>", "12", id="lowered-note"),
        pytest.param("万<sup>元</sup>", "万元", id="raised-letter"),
        pytest.param(
            '12<span style="font-size:8px; vertical-align : Super">1</span>',
            "12",
            id="raised-by-style",
        ),
        pytest.param('12<font style="vertical-align:sub">1</font>', "12", id="lowered-by-style"),
        pytest.param(
            '<p><span style="vertical-align:super">35</span></p>', "35", id="raised-style-alone"
        ),
        pytest.param(
            '<s>1<b style="vertical-align:super">2</b></s>3', "1\u0336 3", id="raised-and-struck"
        ),
        pytest.param(
            'A<div style="vertical-align:super">12</div>', "A\n12", id="blocks-are-not-raised"
        ),
        pytest.param('1<b style="vertical-align:middle">2</b>', "12", id="aligned-otherwise"),
        pytest.param("7<script>8</script><style>9</style>", "7", id="scripts"),
        pytest.param('7<span style="display : none">8</span>', "7", id="not-displayed"),
        pytest.param("7<span hidden>8</span><noscript>9</noscript>", "7", id="hidden"),
        pytest.param('7<span style="visibility:hidden">8</span>', "7", id="not-visible"),
        pytest.param('7<b style="visibility:hidden">8</b>9', "7 9", id="not-visible-in-between"),
        pytest.param('7<span style="mso-hide:all">8</span>', "7", id="hidden-in-word"),
        pytest.param('7<b style="display:none!important;display:block">8</b>', "7", id="important"),
        pytest.param('<b style="display:none;display:inline">7</b>8', "78", id="the-last-counts"),
        pytest.param('7<b style="font-size:0">8</b>9', "79", id="of-no-size"),
        pytest.param('7<b style="font-size:0.0pt"><i>8</i></b>', "7", id="of-no-size-within"),
        pytest.param(
            '<div style="font-size:0px">1<b style="font-size:9px">7</b></div>', "7", id="own-size"
        ),
        pytest.param('<div style="font-size:0"><p>7</p></div>', "7", id="size-of-a-block"),
        pytest.param('7<b style="font-size:0.9em">8</b>', "78", id="of-small-size"),
        pytest.param("<ruby>12<rp>(</rp><rt>3</rt><rp>)</rp></ruby>", "12", id="ruby"),
        pytest.param("7<canvas>8</canvas><video>9</video>", "7", id="in-place-of-pictures"),
        pytest.param("1<xmp>2</xmp>", "1\n2", id="examples-part"),
        pytest.param("<s>1</s>2", "1\u0336 2", id="struck-out"),
        pytest.param('<b style="text-decoration:line-through">1</b>', "1\u0336", id="struck-style"),
        pytest.param("<s><p>1</p></s>", "1\u0336", id="struck-block"),
        pytest.param('1<i style="float:right">2</i>', "1 2", id="floats-stand-apart"),
        pytest.param('1<i style="position: absolute">2</i>', "1 2", id="placed-elsewhere"),
        pytest.param('1<i style="margin-left:2em">2</i>', "1 2", id="margins-part"),
        pytest.param('1<i style="padding-left:0">2</i>', "12", id="no-padding"),
        pytest.param('1<i style="vertical-align:4px">2</i>', "1 2", id="raised-by-length"),
        pytest.param('1<i style="vertical-align:0px">2</i>', "12", id="raised-by-nothing"),
        pytest.param('1<i style="color: #FFF">2</i>', "1 2", id="maybe-white-on-white"),
        pytest.param("1<font color=#FFFFFF>2</font>", "1 2", id="maybe-white-by-tag"),
        pytest.param("1<font color=red>2</font>", "12", id="red"),
        pytest.param('<b style="color:white">12</b>', "12", id="all-white"),
        pytest.param('1<i style="opacity:0">2</i>', "1 2", id="transparent"),
        pytest.param('1<i style="opacity:0.8">2</i>', "12", id="almost-opaque"),
        pytest.param('1<i style="font-size:1px">2</i>', "1 2", id="of-almost-no-size"),
        pytest.param('1<i style="font-size:12px">2</i>', "12", id="of-some-size"),
        pytest.param('<img src="1.png">', "\ufffc", id="picture-is-no-blank"),
        pytest.param('<img src="1.png">7', "7", id="picture-beside-text"),
        pytest.param('<input value="12"><input type="hidden" value="3">', "12", id="input"),
        pytest.param('<input value=1><input TYPE="Hidden" value=2>', "1", id="hidden-input"),
        pytest.param("&lt;5&gt;", "<5>", id="references"),
        pytest.param("１２&#x0;", "１２\ufffd", id="zero-byte-by-reference"),
    ],
)
def test_a_cell_shows_its_text(content: str, text: str) -> None:
    assert cell(content) == text


def test_cells_are_not_raised() -> None:
    page = '<table><tr><td>甲</td><td style="vertical-align:super">5</td></tr></table>'
    assert printed(page) == [["甲", "5"]]


def test_a_cell_that_is_not_displayed_takes_no_column() -> None:
    page = '<table><tr><td>甲<td style="display:none">9<td>5</table>'
    assert [(c.text, c.column) for c in rows(page)[0].cells] == [("甲", 1), ("5", 2)]


def test_a_cell_that_is_not_visible_keeps_its_column() -> None:
    page = '<table><tr><td>甲<td style="visibility:hidden">9<td>5</table>'
    assert [(c.text, c.column) for c in rows(page)[0].cells] == [("甲", 1), ("", 2), ("5", 3)]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>甲<td style='text-decoration:line-through'>5</table>",
        "<table><tr style='text-decoration:line-through'><td>甲<td>5</table>",
        "<del><table><tr><td>甲<td>5</table></del>",
    ],
)
def test_what_is_struck_out_around_a_number_strikes_it(page: str) -> None:
    assert rows(page)[0].cells[1].text == "5\u0336"


def test_the_head_of_a_table_stands_above_and_its_foot_below() -> None:
    page = (
        "<table><tfoot><tr><td>总计<td>3<tbody><tr><td>甲<td>1<tbody><tr><td>乙<td>2"
        "<thead><tr><td>项<td>数<thead><tr><td>丙<td>0</table>"
    )
    assert [row[0] for row in printed(page)] == ["项", "甲", "乙", "丙", "总计"]


# --- sheets ---

OF_CLASS_X = "<td>1<b class=x>2</b>3"
SHOWN, HIDDEN, DOUBTFUL = "123", "13", "1 2 3"


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (".x{display:none}", HIDDEN),
        ("<!-- /* Word */ .x\n{ DISPLAY : None } -->", HIDDEN),
        ("b{mso-hide:all}", HIDDEN),
        (".x{font-size:0pt}", HIDDEN),
        (".x{vertical-align:super;font-size:8px}", HIDDEN),
        (".x{visibility:hidden}", "1 3"),
        (".x{text-decoration:underline line-through}", "12\u03363"),
        ("@charset 'utf-8';@import url(a.css);.x{display:none}", HIDDEN),
        ("@media screen{.x{display:none}}", HIDDEN),
        ("@media print{.y{color:red} .x{display:none}}", SHOWN),
        ("@media (max-width:600px){.x{display:none}}", SHOWN),
        ("@media print{.y{color:red}} .x{display:none}", HIDDEN),
        ("/* .x{display:none} */", SHOWN),
        (".x:hover{display:none}", SHOWN),
        (".y{display:none}", SHOWN),
        (".x::before{display:none} .{display:none} {} }} x,,y{display:none}", SHOWN),
        (".x::before{display:none} .x{display:none}", HIDDEN),
        (".x{display:none} td .x{display:inline}", DOUBTFUL),
        (".x{vertical-align:super} b{vertical-align:baseline}", DOUBTFUL),
        (".x{text-decoration:line-through} b{text-decoration:none}", "12\u03363"),
        (".x{display:none!important} td .x{display:inline}", HIDDEN),
        (".x{display:none", HIDDEN),
    ],
)
def test_what_a_sheet_hides_or_strikes_out_is_no_part_of_a_number(sheet: str, text: str) -> None:
    assert printed(f"<style>{sheet}</style><table><tr><td>甲{OF_CLASS_X}</table>") == [["甲", text]]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("<style media=print>.x{display:none}</style>", SHOWN),
        ("<style media='screen, print'>.x{display:none}</style>", HIDDEN),
        ("<noscript><style>.x{display:none}</style></noscript>", SHOWN),
        ("<style>.x{color:red}</style><style>.x{display:none}</style>", HIDDEN),
    ],
)
def test_only_sheets_for_screens_count(style: str, text: str) -> None:
    assert printed(f"{style}<table><tr><td>甲{OF_CLASS_X}</table>") == [["甲", text]]


def test_the_elements_own_style_counts_before_the_sheets() -> None:
    sheet = "<style>.x{display:none}</style>"
    page = f"{sheet}<table><tr><td>甲<td class=x style=display:block>5</table>"
    assert printed(page) == [["甲", "5"]]


def test_rows_and_cells_hidden_by_a_sheet_take_no_place() -> None:
    page = (
        "<style>.x{display:none}</style><table><tr class=x><td>甲<td>4<td>4"
        "<tr><td>甲<td class=x><p>9</p><td>5</table>"
    )
    assert printed(page) == [["甲", "5"]]


def test_parts_of_a_page_that_a_sheet_hides_are_read_as_scripts_may_show_them() -> None:
    page = (
        "<style>body, .x{display:none}</style><div class=x><table><tr><td>甲<td>5</table></div>"
        "<div class=x><p>乙</p></div><p class=x>丙</p>"
    )
    assert printed(page) == [["甲", "5"], ["乙"]]


# --- paragraphs ---


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>甲</p><p>乙<p>丙", ["甲", "乙", "丙"]),
        ("甲<br>乙<br/><br>丙", ["甲", "乙", "丙"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<p>甲</p><p>&nbsp;</p><p> </p><p></p><p>乙</p>", ["甲", "", "乙"]),
        ("<ul><li><a href=1>2019年</a></li><li>2020年</li></ul>", ["2019年", "2020年"]),
        ("<select><option>2019<option>2020</select>", ["2019", "2020"]),
        ("<nav><a href=1>甲</a><a href=2>乙</a></nav>", ["甲 乙"]),
        ("<pre>规章 | 1\n总计 | 2</pre>", ["规章 | 1", "总计 | 2"]),
        ("<p>甲<img src=x></p><p><img src=y></p>", ["甲"]),
        ("<frameset><frame src=a.html></frameset>", []),
    ],
)
def test_what_is_in_no_table_is_a_paragraph_a_line(page: str, lines: list[str]) -> None:
    found = rows(page)
    assert [row.text for row in found] == lines
    assert all(row.is_paragraph for row in found)
    assert [row.line for row in found] == list(range(1, len(lines) + 1))


def test_titles_and_what_the_page_says_of_itself_come_first() -> None:
    page = (
        "<html><head><title>年度报告_石桥区</title>"
        '<meta name="ArticleTitle" content="石桥区教育局2020年年度报告">'
        '<meta name="PubDate" content="2021-01-19 14:36">'
        '<meta name="ContentSource" content="区教育局"><meta name="SiteName" content="石桥区">'
        '<meta name="keywords" content="年报"></head>'
        "<body><title>年报</title><p>文</p></body></html>"
    )
    assert [row.text for row in rows(page)] == [
        "年度报告_石桥区",
        "石桥区教育局2020年年度报告",
        "PubDate: 2021-01-19 14:36",
        "ContentSource: 区教育局",
        "年报",
        "文",
    ]


def test_pictures_in_cells_are_noted_with_the_first() -> None:
    picture = "<td><img src=1.png></td>"
    page = (
        f"<p><img src=0.png></p><table><tr><td>规章</td><td>1<img src=2.png></td></tr>"
        f"<tr><td>总计</td>{picture}</tr><tr>{picture}<td></td></tr></table>"
    )
    (note,) = read(page.encode()).notes
    assert (note.code, note.line) == ("picture_in_cell", 2)
    assert "no text: 2, the first in table 1, row 2, column 2;" in note.sentence


def test_pictures_outside_of_cells_are_not_noted_as_in_cells() -> None:
    assert read("<p>甲<img src=x></p><p><img src=y></p>".encode()).notes == ()


# --- tables made of div ---


def test_boxes_in_rows_are_a_table() -> None:
    page = (
        "<p>前</p><div class=table><div><div>一项</div></div>"
        "<div><div>规章</div><div><span>4</span></div><div></div></div>"
        "<div><div>总计</div><div>1</div><div>&nbsp;</div></div></div><p>后</p>"
    )
    assert printed(page) == [["前"], ["一项"], ["规章", "4", ""], ["总计", "1", ""], ["后"]]
    assert [(r.layout, r.bordered, r.grid) for r in rows(page)[1:4]] == [
        ("html_divs", True, None)
    ] * 3
    assert rows(page)[2].cells[1] == Cell("4", 3, 2, "table 1, row 2, column 2")


@pytest.mark.parametrize(
    "row",
    [
        "<div><div>规章</div><div>4</div></div>",
        '<div style="display:flex"><span>规章</span><span>4</span></div>',
        '<p style="display: table-row"><b style="display: table-cell">规章</b>'
        '<b style="display:table-cell">4</b></p>',
    ],
)
def test_boxes_of_as_many_columns_are_a_grid(row: str) -> None:
    found = rows(f"<section>{row}\n{row}</section>")
    assert [(r.text, r.layout, r.grid) for r in found] == [("规章 4", "html_divs", 1)] * 2


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div><p>甲</p><p>乙</p></div><div><p>丙</p><p>丁</p></div>", id="paragraphs"),
        pytest.param("<div><div>甲。</div><div>乙</div></div>" * 2, id="sentences"),
        pytest.param("<div><div>甲</div><div>乙</div></div><div>丙</div>", id="one-row"),
        pytest.param("<div>甲<div>乙</div><div>丙</div></div>" * 2, id="text-beside-boxes"),
        pytest.param("<ul><li>甲</li><li>乙</li></ul>" * 2, id="menus"),
    ],
)
def test_other_blocks_are_no_table(page: str) -> None:
    assert all(row.is_paragraph for row in rows(f"<div>{page}</div>"))


def test_a_table_between_rows_of_boxes_stays_a_table() -> None:
    boxes = "<div><div>首页</div><div>年报</div></div>"
    page = f"<div>{boxes}<div><table><tr><td>规章<td>5</table></div>{boxes}</div>"
    assert [row.layout for row in rows(page)] == ["html_divs", "html_table", "html_divs"]


# --- the file ---


def test_a_page_saved_from_word_is_read() -> None:
    mark = "<span lang=EN-US style='font-family:\"Times New Roman\"'>{}</span>"
    number = "".join(map(mark.format, "1234"))
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<style><!-- p.MsoNormal {margin:0cm} --></style></head><body>"
        f"<table class=MsoNormalTable><tr><td><p class=MsoNormal>{mark.format('规')}"
        f"{mark.format('章')}<o:p></o:p></p></td><td><p class=MsoNormal>{number}</p></td>"
        f"<td><p class=MsoNormal>{mark.format('<o:p>&nbsp;</o:p>')}</p></td></tr></table></body>"
    )
    assert printed(page) == [["规章", "1234", ""]]


def in_encoding(encoding: str, declared: str) -> Document:
    text = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    return read((text + "<p>石桥区教育局的规章和朱镕基</p>").encode(encoding))


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_page_is_read_in_the_encoding_it_is_in(encoding: str, declared: str) -> None:
    document = in_encoding(encoding, declared)
    assert [row.text for row in document.rows] == ["石桥区教育局的规章和朱镕基"]
    assert (document.encoding, document.media_type) == (encoding, "text/html")


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("<meta charset=gb2312>", "gb18030"),
        ('<?xml version="1.0" encoding="big5"?>', "big5hkscs"),
        ("<meta content='text/html; charset = \"Big5\"'>", "big5hkscs"),
    ],
)
def test_what_the_page_declares_decides_between_equal_readings(
    declaration: str, encoding: str
) -> None:
    assert read(declaration.encode() + b"<p>\xb0\xa1</p>").encoding == encoding


def test_damage_is_noted() -> None:
    document = read("<p>规章</p>".encode() + b"<p>1\xff2</p>")
    assert [row.text for row in document.rows] == ["规章", "1\ufffd2"]
    assert [note.code for note in document.notes] == ["bytes_not_decoded"]


@pytest.mark.parametrize(
    ("page", "is_cut"),
    [
        ("<table><tr><td>规章<td>12</table>", False),
        ("<table><tr><td>规章<td>12", True),
        ("<table><tr><td>规章<td>12</td>", True),
        ("<table><tr><td>规章<td>12</t", True),
        ("<table><tr><td>规章<td>12</table><p>共1", True),
        ("<p>共12</p>\n", False),
        ("<html><body><table><tr><td>规章<td>12</html>\n", False),
    ],
)
def test_a_page_that_stops_in_a_tag_a_text_or_a_table_is_known_as_cut(
    page: str, is_cut: bool
) -> None:
    assert read(page.encode()).is_cut is is_cut


@pytest.mark.parametrize("tag", ["span", "font", "sup", "p", "s", "a href=x"])
def test_elements_nested_beyond_what_python_can_call_are_read(tag: str) -> None:
    assert "甲" in rows(f"<{tag}>" * 20_000 + "甲")[-1].text


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "blockquote"])
def test_blocks_nested_too_deeply_to_be_read_in_time_are_refused(tag: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        rows(f"<{tag}>" * 100_000)
    assert refusal.value.reason_code == "nested_too_deeply"
