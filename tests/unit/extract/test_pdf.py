import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.document import Document, UnreadableFileError
from extract.limits import Limits
from extract.readers.pdf import read

FONT = "STSong-Light"  # of Acrobat's own: needs no font file
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Draw = Callable[[Canvas], None]
XS, YS = (50, 150, 210, 270), (700, 680, 660)
TEXTS = [["规章", "1", ""], ["行政许可", "20", "3"]]


def pdf(*pages: Draw, size: tuple[int, int] = (600, 800), encrypt: str | None = None) -> bytes:
    """A PDF with a page for each function; coordinates in points from the bottom left."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=size, encrypt=encrypt)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def printed(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.rows]


def columns(document: Document) -> list[list[int]]:
    return [[cell.column for cell in row.cells] for row in document.rows]


def write(canvas: Canvas, xs: tuple, ys: tuple, texts: list[list[str]]) -> None:
    """Print a text in each cell between xs (rising) and ys (falling)."""
    for row, y in zip(texts, ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            canvas.drawString(x + 4, y - 14, text)


def strokes(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])


def strokes_of_one_path(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    path = canvas.beginPath()
    for y in ys:
        path.moveTo(xs[0], y)
        path.lineTo(xs[-1], y)
    for x in xs:
        path.moveTo(x, ys[0])
        path.lineTo(x, ys[-1])
    canvas.drawPath(path)


def bars(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    """Thin filled rectangles, a piece for each side of each cell."""
    for y in ys:
        for left, right in pairwise(xs):
            canvas.rect(left, y, right - left, 0.5, stroke=0, fill=1)
    for x in xs:
        for top, bottom in pairwise(ys):
            canvas.rect(x, bottom, 0.5, top - bottom, stroke=0, fill=1)


def boxes(canvas: Canvas, xs: tuple, ys: tuple, apart: float = 0) -> None:
    """A rectangle for each cell."""
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            canvas.rect(left, bottom, right - left - apart, top - bottom - apart)


def boxes_apart(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    boxes(canvas, xs, ys, apart=2)


def double_lines(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    strokes(canvas, xs, ys)
    strokes(canvas, tuple(x + 1.5 for x in xs), tuple(y + 1.5 for y in ys))


def dots(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    for y in ys:
        for x in range(xs[0], xs[-1], 2):
            canvas.rect(x, y, 1, 1, stroke=0, fill=1)
    for x in xs:
        for y in range(ys[-1], ys[0], 2):
            canvas.rect(x, y, 1, 1, stroke=0, fill=1)


def open_sides(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs[1:-1]:
        canvas.line(x, ys[0], x, ys[-1])


def shaded(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(xs[0], ys[1], xs[-1] - xs[0], ys[0] - ys[1], stroke=0, fill=1)
    canvas.setFillGray(0)
    strokes(canvas, xs, ys)


def in_a_form(canvas: Canvas, xs: tuple, ys: tuple) -> None:
    """Drawn at half size at the origin and placed with a matrix."""
    canvas.beginForm("rules")
    strokes(canvas, tuple(x / 2 - 20 for x in xs), tuple(y / 2 - 300 for y in ys))
    canvas.endForm()
    canvas.saveState()
    canvas.translate(40, 600)
    canvas.scale(2, 2)
    canvas.doForm("rules")
    canvas.restoreState()


def table(
    texts: list[list[str]], rules: Callable = strokes, xs: tuple = XS, ys: tuple = YS
) -> Draw:
    def draw(canvas: Canvas) -> None:
        rules(canvas, xs, ys)
        canvas.setFont(FONT, 10)
        write(canvas, xs, ys, texts)

    return draw


@pytest.mark.parametrize(
    "rules",
    [
        strokes,
        strokes_of_one_path,
        bars,
        boxes,
        boxes_apart,
        double_lines,
        dots,
        open_sides,
        shaded,
        in_a_form,
    ],
)
def test_a_ruled_table_is_a_grid_however_its_rules_are_drawn(rules: Callable) -> None:
    document = read(pdf(table(TEXTS, rules)))

    assert printed(document) == TEXTS
    assert columns(document) == [[1, 2, 3], [1, 2, 3]]
    assert [(row.layout, row.bordered, row.grid) for row in document.rows] == [
        ("pdf_table", True, 1),
        ("pdf_table", True, 1),
    ]
    assert document.media_type == "application/pdf"
    assert not document.notes


def test_a_cell_says_its_row_and_its_box_from_the_top_left_corner_of_the_page() -> None:
    document = read(pdf(lambda canvas: None, table(TEXTS)))

    place = [(cell.line, cell.place) for row in document.rows for cell in row.cells]
    assert place[0] == (1, "page 2, box 50 100 150 120")
    assert place[5] == (2, "page 2, box 210 120 270 140")


def test_a_merged_cell_stands_once_in_its_first_row_and_column() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 640, 200, 60)  # 甲 over three rows, 乙 over two columns
        for x, top in ((100, 700), (150, 680), (200, 680)):
            canvas.line(x, top, x, 640)
        for y in (680, 660):
            canvas.line(100, y, 250, y)
        canvas.drawString(60, 666, "甲")
        canvas.drawString(160, 686, "乙")
        write(canvas, (100, 150, 200), (680, 660), [["丙", "1", "2"], ["丁", "", "4"]])

    document = read(pdf(draw))

    assert printed(document) == [["甲", "乙"], ["丙", "1", "2"], ["丁", "", "4"]]
    assert columns(document) == [[1, 2], [2, 3, 4], [2, 3, 4]]
    assert document.rows[0].cells[0].place == "page 1, box 50 100 100 160"


def test_the_space_beside_a_shorter_row_is_no_cell() -> None:
    def draw(canvas: Canvas) -> None:
        boxes(canvas, (50, 150, 210, 270), (700, 680))
        boxes(canvas, (50, 150), (680, 660))
        write(canvas, XS, YS, [["规章", "1", ""], ["注"]])

    assert printed(read(pdf(draw))) == [["规章", "1", ""], ["注"]]


def test_lines_of_a_ruled_cell_are_parted_by_line_feeds() -> None:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, XS, (700, 660))
        canvas.drawString(54, 686, "行政规范性")
        canvas.drawString(54, 672, "文件")

    assert printed(read(pdf(draw))) == [["行政规范性\n文件", "", ""]]


@pytest.mark.parametrize(
    ("width", "texts", "text"),
    [
        pytest.param(30, ["1139", "8889"], "11398889", id="wrapped-number"),
        pytest.param(30, ["1139", "88"], "113988", id="last-line-shorter"),
        pytest.param(30, ["1139", "8889", "12"], "1139888912", id="three-lines"),
        pytest.param(25, ["11", "888"], "11\n888", id="first-line-shorter-than-the-next"),
        pytest.param(90, ["1139", "8889"], "1139\n8889", id="room-for-another-digit"),
        pytest.param(24, ["0", "0"], "0\n0", id="no-number-begins-with-zero"),
        pytest.param(30, ["1139", "万元"], "1139\n万元", id="not-digits-only"),
    ],
)
def test_only_a_number_wrapped_by_its_cell_is_made_whole(
    width: int, texts: list[str], text: str
) -> None:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, (50, 150, 150 + width), (700, 650))
        for line, part in enumerate(texts):
            canvas.drawString(153, 686 - 14 * line, part)

    assert read(pdf(draw)).rows[0].cells[1].text == text


def test_digits_that_a_blank_parts_are_not_joined() -> None:
    texts = [["规章", "1 2", "3 4"], ["行政许可", "20", "3"]]
    assert printed(read(pdf(table(texts)))) == texts


@pytest.mark.parametrize(
    ("texts", "text"), [("10053", "10053"), ("1 2", "1 2"), (["12", "34"], "12 34")]
)
def test_a_number_beside_a_column_of_characters_keeps_its_digits_together(
    texts: str | list[str], text: str
) -> None:
    def draw(canvas: Canvas) -> None:  # the page looks to pdfium as if its lines ran down
        strokes(canvas, (50, 70, 150), (790, 100))
        for line in range(60):
            canvas.drawString(53, 776 - 11 * line, "规")
        x = 80.0
        for part in texts:
            canvas.drawString(x, 400, part)
            x += canvas.stringWidth(part, FONT, 10) + (3 if len(part) > 1 else 0)

    assert printed(read(pdf(draw))) == [["规" * 60, text]]


@pytest.mark.parametrize(("size", "rise"), [(6, 0), (8, 2), (10, 2)])
def test_the_mark_of_a_footnote_is_no_digit_of_the_number(size: int, rise: int) -> None:
    def draw(canvas: Canvas) -> None:
        table([["规章", "", ""], ["行政许可", "20", "3"]])(canvas)
        text = canvas.beginText(154, 686)
        text.textOut("12")
        text.setFont(FONT, size)
        text.setRise(rise)
        text.textOut("3")
        canvas.drawText(text)

    assert read(pdf(draw)).rows[0].cells[1].text == "12 3"


@pytest.mark.parametrize(
    ("x", "expected"),
    [(154, "1 35 8"), (156, "1 3 5 8"), (158, "13 58"), (163.3, "1538")],
)
def test_numbers_printed_over_each_other_are_not_joined(x: float, expected: str) -> None:
    def draw(canvas: Canvas) -> None:
        table([["规章", "15", ""], ["行政许可", "20", "3"]])(canvas)
        canvas.drawString(x, YS[0] - 14, "38")

    assert printed(read(pdf(draw))) == [["规章", expected, ""], ["行政许可", "20", "3"]]


def test_a_number_too_long_for_its_cell_stays_whole_and_in_it() -> None:
    xs = (50, 150, 180, 210)
    texts = [["规章", "113988891", ""], ["行政许可", "20", "3"]]
    assert printed(read(pdf(table(texts, xs=xs)))) == texts


def test_full_cells_side_by_side_keep_their_own_digits() -> None:
    wall, half_gap = 172, 0.5  # too near for pdfium to tell the numbers apart

    def draw(canvas: Canvas) -> None:
        strokes(canvas, (50, 150, wall, 194), (700, 680))
        canvas.drawRightString(wall - half_gap, 686, "2345")
        canvas.drawString(wall + half_gap, 686, "6789")

    assert printed(read(pdf(draw))) == [["", "2345", "6789"]]


@pytest.mark.parametrize("degrees", [90, -90])
def test_turned_text_in_a_cell_reads_in_its_own_direction(degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, (50, 80, 300), (700, 600))
        canvas.drawString(100, 650, "本表其余文字都是横排的，所以页面不转")
        canvas.translate(65, 650)
        canvas.rotate(degrees)
        canvas.drawCentredString(0, 0, "办理结果12")

    label = read(pdf(draw)).rows[0].cells[0].text
    assert label.replace("\n", "") == "办理结果12"


def watermark(text: str, degrees: float = 45) -> Draw:
    """A text in large type across the table, of which digits fall into cells."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont(FONT, 40)
        canvas.translate(240, 670)
        canvas.rotate(degrees)
        canvas.drawCentredString(0, -14, text)
        canvas.restoreState()

    return draw


@pytest.mark.parametrize("text", ["柳北区教育局2023年", "2024-01-20", "2"])
@pytest.mark.parametrize("degrees", [45, -45, 12, 60, 150, 260])
def test_a_slanted_watermark_is_in_no_cell_and_is_noted(text: str, degrees: float) -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        watermark(text, degrees)(canvas)

    document = read(pdf(draw))

    assert printed(document) == TEXTS
    (note,) = document.notes
    assert note.code == "slanted_characters"
    assert f"Page 1 has {len(text)} characters" in note.sentence


def test_more_slanted_characters_than_others_do_not_turn_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        watermark("柳北区教育局2023年12月31日", 60)(canvas)
        watermark("柳北区教育局2023年12月31日", 60)(canvas)

    assert printed(read(pdf(draw))) == TEXTS


@pytest.mark.parametrize("degrees", [0, 90])
def test_oblique_type_and_a_page_scanned_a_little_askew_are_not_slanted(degrees: int) -> None:
    def oblique(canvas: Canvas) -> None:
        canvas.translate(300 if degrees else 0, 0)
        canvas.rotate(degrees + 1)
        canvas.transform(1, 0, 0.33, 1, 0, 0)  # as fonts without italics are made to lean
        canvas.drawString(50, 100, "共12件")

    document = read(pdf(oblique))

    assert printed(document) == [["共12件"]]
    assert not document.notes


def test_a_picture_of_text_under_a_slanted_watermark_has_no_text() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read(pdf(watermark("柳北区教育局2023年")))
    assert raised.value.reason_code == "no_text_layer"


def test_stacked_characters_read_from_the_top() -> None:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, (50, 80, 300), (700, 600))
        for line, character in enumerate("结果维持"):
            canvas.drawString(60, 686 - 14 * line, character)

    assert printed(read(pdf(draw))) == [["结果维持", ""]]


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("declared", [0, 90])
def test_a_page_printed_sideways_is_read_upright(degrees: int, declared: int) -> None:
    corner = {90: (800, 0), 180: (600, 800), 270: (0, 600)}[degrees]
    is_landscape = (degrees == 180) == (declared == 90)  # reportlab turns the size it is given
    size = (800, 600) if is_landscape else (600, 800)

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(declared)
        canvas.translate(*corner)
        canvas.rotate(degrees)
        table(TEXTS)(canvas)

    document = read(pdf(draw, size=size))

    assert printed(document) == TEXTS
    assert document.rows[0].cells[0].place == "page 1, box 50 100 150 120"


def test_a_table_goes_on_over_a_page_break_with_its_columns() -> None:
    xs, below = (50, 100, 200, 260), (700, 680, 660)

    def first(canvas: Canvas) -> None:
        strokes(canvas, xs, (80, 60))
        write(canvas, xs, (80,), [["办理", "予以公开", "1"]])
        canvas.drawString(290, 30, "-2-")

    def second(canvas: Canvas) -> None:  # the merged first cell has no rule inside
        canvas.rect(50, 660, 210, 40)
        canvas.line(100, 700, 100, 660)
        canvas.line(200, 700, 200, 660)
        canvas.line(100, 680, 260, 680)
        write(canvas, xs, below, [["结果", "部分公开", "2"], ["", "不予公开", "3"]])

    document = read(pdf(first, second))

    assert printed(document) == [
        ["办理", "予以公开", "1"],
        ["-2-"],
        ["结果", "部分公开", "2"],
        ["不予公开", "3"],
    ]
    assert columns(document) == [[1, 2, 3], [1], [1, 2, 3], [2, 3]]
    assert [row.grid for row in document.rows] == [1, None, 1, 1]
    assert [row.line for row in document.rows] == [1, 2, 3, 4]
    assert document.rows[1].is_paragraph


def test_a_table_with_other_columns_is_another_grid() -> None:
    document = read(pdf(table(TEXTS), table(TEXTS, xs=(50, 120, 210, 270))))
    assert [row.grid for row in document.rows] == [1, 1, 2, 2]


def lines_at(canvas: Canvas, found: dict[int, list[tuple[int, str]]]) -> None:
    """Print texts, by the y of their line and with their x."""
    for y, texts in found.items():
        for x, text in texts:
            canvas.drawString(x, y, text)


# The rows of both stand 20 points apart, the lines of a cell 12.
WRAPPED_NUMBER = {
    700: [(50, "信息内容"), (150, "制发件数"), (210, "现行件数")],
    680: [(210, "7649")],
    668: [(50, "规章"), (150, "289"), (210, "3")],
    648: [(50, "行政许可"), (150, "20"), (210, "30")],
}
WRAPPED_LABEL = {
    700: [(50, "规章"), (150, "1"), (210, "2")],
    680: [(50, "行政规范"), (150, "9435")],
    668: [(50, "性文件"), (150, "7"), (210, "577")],
    648: [(50, "行政许可"), (150, "20"), (210, "30")],
}


@pytest.mark.parametrize(
    ("found", "texts"),
    [
        pytest.param(
            WRAPPED_NUMBER,
            [["规章", "289", "7649\n3"], ["行政许可", "20", "30"]],
            id="number-above-its-row",
        ),
        pytest.param(
            WRAPPED_LABEL,
            [["行政规范\n性文件", "9435\n7", "577"], ["行政许可", "20", "30"]],
            id="number-and-label",
        ),
        pytest.param(
            {
                700: [(50, "规章"), (150, "1"), (210, "2")],
                680: [(150, "77")],
                674: [(50, "行政许可"), (210, "8")],
                668: [(150, "99")],
                648: [(50, "行政强制"), (150, "3"), (210, "4")],
            },
            [["行政许可", "77\n99", "8"], ["行政强制", "3", "4"]],
            id="label-in-the-middle",
        ),
        pytest.param(
            {
                700: [(50, "规章"), (150, "1"), (210, "2")],
                680: [(150, "减少")],
                668: [(50, "行政许可"), (150, "12"), (210, "8")],
                648: [(50, "行政强制"), (150, "3"), (210, "4")],
            },
            [["行政许可", "减少\n12", "8"], ["行政强制", "3", "4"]],
            id="sign",
        ),
        pytest.param(
            {
                700: [(50, "规章"), (150, "1"), (210, "2")],
                680: [(50, "行政许可（指2")],
                668: [(50, "020年，含")],
                656: [(50, "行政处罚）"), (150, "12"), (210, "8")],
                636: [(50, "行政强制"), (150, "3"), (210, "4")],
            },
            [["行政许可（指2\n020年，含\n行政处罚）", "12", "8"], ["行政强制", "3", "4"]],
            id="label-with-a-digit-that-ends-in-another",
        ),
    ],
)
def test_lines_nearer_than_rows_are_one_row(
    found: dict[int, list[tuple[int, str]]], texts: list[list[str]]
) -> None:
    assert printed(read(pdf(lambda canvas: lines_at(canvas, found))))[-2:] == texts


@pytest.mark.parametrize(
    "piece",
    [[(210, "7649")], [(150, "10"), (210, "20")], [(50, "续"), (210, "7649")], [(210, "减少")]],
)
def test_where_rows_stand_as_near_as_lines_a_line_of_fewer_numbers_is_no_row(piece: list) -> None:
    found = {
        700: [(50, "规章"), (110, "5"), (150, "1"), (210, "2")],
        686: piece,
        672: [(50, "行政许可"), (110, "6"), (150, "289"), (210, "3")],
    }
    document = read(pdf(lambda canvas: lines_at(canvas, found)))

    texts = [text for row in printed(document) for text in row]
    assert not {"2", "3", "7649", "减少"} & set(texts)
    assert {"5\n6"} & set(texts) or {"5", "6"} <= set(texts)


def test_rows_as_near_as_lines_are_rows_if_they_are_whole() -> None:
    rows = [["规章", "1", "2"], ["行政许可", "5", "6"], ["行政强制", "7", "8"]]
    draw = pdf(lambda canvas: write(canvas, (50, 200, 300), (700, 687, 674), rows))
    assert printed(read(draw)) == rows


def test_a_label_that_spans_rows_does_not_join_them() -> None:
    found = {
        700: [(80, "予以公开"), (150, "1"), (210, "2")],
        692: [(50, "办理")],
        684: [(80, "部分公开"), (150, "3"), (210, "4")],
        680: [(50, "结果")],
        668: [(80, "不予公开"), (150, "5"), (210, "6")],
        652: [(80, "无法提供"), (150, "7"), (210, "8")],
        636: [(80, "其他")],
        624: [(80, "处理"), (150, "9"), (210, "1")],
    }
    rows = printed(read(pdf(lambda canvas: lines_at(canvas, found))))
    assert [row[-3:] for row in rows] == [
        ["予以公开", "1", "2"],
        ["部分公开", "3", "4"],
        ["不予公开", "5", "6"],
        ["无法提供", "7", "8"],
        ["其他\n处理", "9", "1"],
    ]


def test_a_header_that_wraps_is_one_row_where_no_numbers_show_how_rows_stand() -> None:
    found = {
        700: [(50, "法律服"), (150, "社会公"), (210, "商业")],
        688: [(50, "务机构"), (150, "益组织"), (210, "企业")],
    }
    header = [["法律服\n务机构", "社会公\n益组织", "商业\n企业"]]
    assert printed(read(pdf(lambda canvas: lines_at(canvas, found)))) == header


def test_a_page_full_of_numbers_is_read_in_a_moment_and_as_no_row_of_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        for y in range(40, 3000, 10):
            for x in range(10, 2990, 30):
                canvas.drawString(x, y, "1")

    start = process_time()
    document = read(pdf(draw, size=(3000, 3000)))

    assert process_time() - start < 10
    assert [len(row.cells) for row in document.rows] == [1]


def test_a_heading_of_several_columns_is_a_cell_of_its_own() -> None:
    found = {
        700: [(50, "自然"), (150, "法人或其他组织")],
        688: [(50, "人"), (150, "企业"), (190, "机构")],
        668: [(50, "1"), (150, "2"), (190, "3")],
        648: [(50, "4"), (150, "5"), (190, "6")],
    }
    header, *rows = printed(read(pdf(lambda canvas: lines_at(canvas, found))))

    assert header == ["自然\n人", "企业", "法人或其他组织", "机构"]
    assert rows == [["1", "2", "3"], ["4", "5", "6"]]


def level(*ys: int, left: int = 50) -> Draw:
    def draw(canvas: Canvas) -> None:
        for y in ys:
            canvas.line(left, y, 270, y)

    return draw


def test_between_two_rules_all_text_is_of_one_row() -> None:
    def draw(canvas: Canvas) -> None:
        level(715, 680, 645)(canvas)
        lines_at(
            canvas,
            {
                702: [(150, "4,596,2")],
                690: [(50, "规章"), (150, "74"), (210, "8")],
                668: [(50, "行政规范性"), (150, "1"), (210, "2")],
                652: [(50, "文件")],
            },
        )

    document = read(pdf(draw))

    assert printed(document) == [["规章", "4,596,2\n74", "8"], ["行政规范性\n文件", "1", "2"]]
    assert {(row.layout, row.bordered) for row in document.rows} == {("pdf_words", False)}


def test_a_number_right_beside_a_label_stays_in_its_column() -> None:
    def draw(canvas: Canvas) -> None:
        level(715, 680)(canvas)
        lines_at(
            canvas,
            {
                702: [(50, "部分公开"), (126, "488"), (180, "7")],
                690: [(50, "不计其他情形）"), (126, "5")],
            },
        )

    assert printed(read(pdf(draw))) == [["部分公开\n不计其他情形）", "488\n5", "7"]]


def test_a_cell_beside_rules_that_end_before_it_spans_their_rows() -> None:
    def draw(canvas: Canvas) -> None:
        level(720, 660)(canvas)
        level(700, 680, left=90)(canvas)
        write(
            canvas,
            (90, 150, 210),
            (720, 700, 680),
            [["甲", "1", "2"], ["乙", "3", "4"], ["丙", "5", "6"]],
        )
        canvas.drawString(54, 688, "办理")

    assert printed(read(pdf(draw))) == [
        ["办理", "甲", "1", "2"],
        ["乙", "3", "4"],
        ["丙", "5", "6"],
    ]


def test_the_cells_of_a_header_that_spans_rows_come_from_left_to_right() -> None:
    def draw(canvas: Canvas) -> None:
        level(720, 680, 660)(canvas)
        canvas.line(130, 700, 200, 700)
        lines_at(
            canvas,
            {
                706: [(150, "组织")],
                696: [(54, "自然人"), (214, "总计")],
                686: [(134, "企业"), (174, "机构")],
                666: [(54, "1"), (134, "2"), (174, "3"), (214, "4")],
            },
        )

    assert printed(read(pdf(draw)))[1] == ["1", "2", "3", "4"]
    header = printed(read(pdf(draw)))[0]
    assert [text for text in header if text != "组织"] == ["自然人", "企业", "机构", "总计"]


def test_a_table_with_rules_at_head_and_foot_only_keeps_its_rows() -> None:
    rows = [[label, str(number), "0"] for number, label in enumerate("甲乙丙丁戊")]

    def draw(canvas: Canvas) -> None:
        level(720, 600)(canvas)
        write(canvas, (50, 150, 210), tuple(range(716, 600, -20)), rows)

    assert printed(read(pdf(draw))) == rows


def test_a_closing_mark_that_hangs_over_a_rule_stays_with_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, (50, 100, 160), (700, 680))
        canvas.drawString(56, 686, "规章（注）")
        canvas.drawString(120, 686, "56")

    assert printed(read(pdf(draw))) == [["规章（注）", "56"]]


def part(top: int, texts: list[list[str]], xs: tuple = (50, 90, 150, 210)) -> Draw:
    """A row of a ruled table whose first cell is as wide as three ideographs."""

    def draw(canvas: Canvas) -> None:
        strokes(canvas, xs, (top, top - 20 * len(texts)))
        for y in range(top - 20, top - 20 * len(texts), -20):
            canvas.line(xs[0], y, xs[-1], y)
        write(canvas, xs, tuple(range(top, top - 20 * len(texts), -20)), texts)

    return draw


SPLIT = [
    pytest.param(["3.危及", "7", "8"], ["安全", "", ""], ["3.危及\n安全", "7", "8"], id="label"),
    pytest.param(["危及三", "", ""], ["安全", "7", "8"], ["危及三\n安全", "7", "8"], id="values"),
    pytest.param(["危及三", "7", ""], ["安全", "", "8"], ["危及三\n安全", "7", "8"], id="both"),
    pytest.param(["甲", "429433421", "8"], ["", "9", ""], ["甲", "429433421\n9", "8"], id="number"),
    pytest.param(
        ["危及三", "429433421", "8"],
        ["安全", "9", ""],
        ["危及三\n安全", "429433421\n9", "8"],
        id="label-and-number",
    ),
    pytest.param(
        ["危及三", "429433421", "-29433456"],
        ["安全", "9", "12"],
        ["危及三\n安全", "429433421\n9", "-29433456\n12"],
        id="label-and-all-numbers",
    ),
    pytest.param(
        ["甲", "4294", "8"], ["", "9", "1"], ["甲", "4294\n9", "8\n1"], id="numbers-under-no-label"
    ),
]
WHOLE = [
    pytest.param(["危及三", "7", "8"], ["安全", "", "9"], id="values-in-one-column"),
    pytest.param(["甲", "7", "8"], ["乙", "", ""], id="label-with-room-for-more"),
    pytest.param(["信息内", "本年", "上年"], ["安全", "7", "8"], id="header"),
    pytest.param(["危及三", "", ""], ["安全", "", ""], id="no-values"),
    pytest.param(["危及三", "11051109999", ""], ["勾稽", "申请人", ""], id="header-under-a-number"),
    pytest.param(["危及三", "42943342", "8"], ["安全", "9", ""], id="number-with-room-for-a-digit"),
    pytest.param(["危及三", "429433421", "8"], ["安全", "1", "9"], id="one-number-with-room"),
    pytest.param(["危及三", "429433421", ""], ["安全", "4294334219", ""], id="longer-number-below"),
    pytest.param(["危及三", "000000000", ""], ["安全", "0", ""], id="no-number-begins-with-zero"),
    pytest.param(["甲", "429433421", "8"], ["乙", "9", ""], id="label-with-room-over-a-number"),
    pytest.param(["", "1", "2"], ["", "7", "8"], id="no-labels"),
    pytest.param(["甲", "本年", "上年"], ["", "7", "8"], id="numbers-under-a-header"),
]


@pytest.mark.parametrize(("above", "below", "text"), SPLIT)
@pytest.mark.parametrize("header", [[], [["信息", "本年", "上年"]]])
def test_a_row_that_a_page_end_splits_is_one(
    above: list[str], below: list[str], text: list[str], header: list[list[str]]
) -> None:
    end = [["国家秘", "0", "1"]]
    document = read(pdf(part(160, [*header, above]), part(700, [*header, below, *end])))

    assert printed(document) == [*header, text, *header, *end]
    assert [row.line for row in document.rows] == [*range(1, len(document.rows) + 1)]
    assert {cell.line for cell in document.rows[len(header)].cells} == {len(header) + 1}
    for cell in document.rows[len(header)].cells:
        if "\n" in cell.text:
            assert "page 1" in cell.place
            assert "page 2" in cell.place


@pytest.mark.parametrize(("above", "below"), WHOLE)
def test_rows_on_two_pages_that_may_be_whole_stay_two(above: list[str], below: list[str]) -> None:
    document = read(pdf(part(160, [above]), part(700, [below])))
    assert printed(document) == [above, below]


def test_rows_of_columns_as_narrow_as_a_digit_stay_two() -> None:
    xs, above, below = (50, 90, 112, 134), ["危及三", "1", "2"], ["安全部", "3", "4"]
    document = read(pdf(part(160, [above], xs), part(700, [below], xs)))
    assert printed(document) == [above, below]


def test_rows_of_two_tables_on_one_page_stay_two() -> None:
    above, below = ["危及三", "7", "8"], ["安全", "", ""]

    def draw(canvas: Canvas) -> None:
        part(700, [above])(canvas)
        part(600, [below])(canvas)

    assert printed(read(pdf(draw))) == [above, below]


def test_tables_and_paragraphs_come_in_the_order_of_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 600, "三、后文")
        table(TEXTS)(canvas)
        canvas.drawString(50, 750, "二、标题")

    assert printed(read(pdf(draw))) == [["二、标题"], *TEXTS, ["三、后文"]]


def test_a_table_inside_a_frame_is_a_table_and_the_frame_is_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 500, 500, 280)
        canvas.drawString(30, 750, "框内的说明")
        table(TEXTS)(canvas)

    assert printed(read(pdf(draw))) == [["框内的说明"], *TEXTS]


def test_an_underlined_word_does_not_divide_a_cell() -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        canvas.line(50, 683, 90, 683)

    assert printed(read(pdf(draw))) == TEXTS


def test_words_in_columns_without_rules_are_cells_counted_in_their_row() -> None:
    rows = [["信息内容", "本年制发件数", "总计"], ["规章", "1", "2"], ["许可", "5"]]
    document = read(pdf(lambda canvas: write(canvas, (50, 200, 300), YS, rows)))

    assert printed(document) == rows
    assert columns(document) == [[1, 2, 3], [1, 2, 3], [1, 2]]
    assert {(row.layout, row.bordered, row.grid) for row in document.rows} == {
        ("pdf_words", False, None)
    }


def test_blanks_do_not_part_running_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "共公开 12 条，　其中 3 条")

    (row,) = read(pdf(draw)).rows
    assert row.text == "共公开 12 条， 其中 3 条"
    assert row.layout == "line_cells"
    assert row.is_paragraph


def test_full_lines_of_a_paragraph_are_joined_and_digits_stay_parted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "一" * 46 + "共12")
        canvas.drawString(50, 685, "34条，" + "二" * 46)
        canvas.drawString(50, 670, "完。")
        canvas.drawString(70, 655, "另起一段")

    text = "一" * 46 + "共12\n34条，" + "二" * 46 + "完。"
    assert printed(read(pdf(draw))) == [[text], ["另起一段"]]


def test_short_lines_are_paragraphs_of_their_own() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "六、其他需要报告的事项")
        canvas.drawString(50, 685, "无")

    assert printed(read(pdf(draw))) == [["六、其他需要报告的事项"], ["无"]]


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="only Linux counts what is read")
def test_no_font_of_the_machine_is_read() -> None:
    def bytes_read() -> int:
        return int(Path("/proc/self/io").read_text().split()[1])

    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "六、其他需要报告的事项")

    content = pdf(draw)
    before = bytes_read()
    read(content)
    assert bytes_read() - before < 50_000  # a font has millions


def test_type_printed_twice_to_look_bold_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(50 + shift, 700, "共55件")

    assert printed(read(pdf(draw))) == [["共55件"]]


def test_a_minus_sign_at_the_end_of_a_line_is_kept() -> None:
    texts = [["规章", "-71", "word-"], ["next", "-", "2-"]]
    assert printed(read(pdf(table(texts)))) == texts


@pytest.mark.parametrize("is_drawn", [True, False])
def test_what_is_filled_into_a_form_field_is_read(is_drawn: bool) -> None:
    def draw(canvas: Canvas) -> None:
        table([["规章", "", ""], ["行政许可", "20", "3"]])(canvas)
        canvas.acroForm.textfield(value="12", x=155, y=683, width=40, height=14, fontSize=9)

    content = pdf(draw) if is_drawn else pdf(draw).replace(b"/AP ", b"/no ")
    assert printed(read(content)) == [["规章", "12", ""], ["行政许可", "20", "3"]]


def test_what_is_typed_on_a_finished_page_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        table([["规章", "", ""], ["行政许可", "20", "3"]])(canvas)
        canvas.beginForm("typed", upperx=40, uppery=14)
        canvas.setFont(FONT, 10)
        canvas.drawString(2, 3, "12")
        canvas.endForm()
        typed = pdfdoc.PDFObjectReference(pdfdoc.xObjectName("typed"))
        note = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("FreeText"),
            "Rect": pdfdoc.PDFArray([155, 683, 195, 697]),
            "AP": pdfdoc.PDFDictionary({"N": typed}),
        }
        canvas._addAnnotation(pdfdoc.PDFDictionary(note))

    assert printed(read(pdf(draw))) == [["规章", "12", ""], ["行政许可", "20", "3"]]


@pytest.mark.parametrize("rise", [2.5, 3.5])
@pytest.mark.parametrize(
    ("number", "start", "end", "expected"),
    [
        ("8319", 154, 163.2, "8\u03363\u033619"),
        ("8", 154, 158.6, "8\u0336"),
        ("83", 150, 210, "8\u03363\u0336"),
        ("规83", 154, 164, "规83"),
    ],
)
def test_a_number_with_a_line_through_it_is_struck_out(
    number: str, start: float, end: float, expected: str, rise: float
) -> None:
    def draw(canvas: Canvas) -> None:
        table([["规章", number, "1"], ["行政许可", "20", "3"]])(canvas)
        canvas.setLineWidth(0.5)
        canvas.line(start, YS[0] - 14 + rise, end, YS[0] - 14 + rise)

    assert printed(read(pdf(draw))) == [["规章", expected, "1"], ["行政许可", "20", "3"]]


@pytest.mark.parametrize("rise", [-1, 0, 8, 9])
def test_a_line_under_or_over_a_number_does_not_strike_it_out(rise: int) -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        canvas.line(154, YS[0] - 14 + rise, 160, YS[0] - 14 + rise)

    assert printed(read(pdf(draw))) == TEXTS


def test_a_rule_through_the_digits_of_a_watermark_is_still_of_the_table() -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        canvas.setFont(FONT, 60)
        canvas.drawString(240, 665, "1")

    assert columns(read(pdf(draw))) == [[1, 2, 3], [1, 2, 3]]


def test_what_is_cut_off_from_a_page_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        canvas.drawString(20, 690, "外")
        canvas.drawString(290, 690, "44")
        canvas.drawString(154, 720, "55")
        canvas.setCropBox((45, 100, 280, 715))

    assert printed(read(pdf(draw))) == TEXTS


def test_text_laid_over_a_scan_is_read_and_noted() -> None:
    def draw(canvas: Canvas) -> None:
        strokes(canvas, XS, YS)
        for row, y in zip(TEXTS, YS, strict=False):
            for word, x in zip(row, XS, strict=False):
                text = canvas.beginText(x + 4, y - 14)
                text.setTextRenderMode(3)
                text.textOut(word)
                canvas.drawText(text)

    document = read(pdf(table(TEXTS), draw))

    assert printed(document) == TEXTS * 2
    (note,) = document.notes
    assert note.code == "text_not_drawn"
    assert "Page 2" in note.sentence


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(pdf(table(TEXTS), encrypt="secret"), "encrypted_file", id="encrypted"),
        pytest.param(b"%PDF-1.4\n" + bytes(range(256)) * 8, "broken_file", id="broken"),
        pytest.param(pdf(table(TEXTS))[:-300], "broken_file", id="cut"),
        pytest.param(
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R/Size 3>>\n%%EOF",
            "broken_file",
            id="no-pages",
        ),
        pytest.param(pdf(lambda canvas: strokes(canvas, XS, YS)), "no_text_layer", id="no-text"),
        pytest.param(
            pdf(*[lambda canvas: canvas.drawString(50, 700, "页")] * (Limits().pages + 1)),
            "too_many_pages",
            id="too-many-pages",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read(content)
    assert raised.value.reason_code == code


def test_a_page_without_text_is_noted() -> None:
    document = read(pdf(table(TEXTS), lambda canvas: strokes(canvas, XS, YS)))

    assert printed(document) == TEXTS
    (note,) = document.notes
    assert note.code == "page_without_text"
    assert "Page 2" in note.sentence


def test_a_drawing_of_very_many_lines_is_no_table_and_is_noted() -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        strokes(canvas, tuple(range(0, 9000, 9)), (600, 0))

    document = read(pdf(draw, size=(9000, 800)))

    assert printed(document) == [["规章", "1"], ["行政许可", "20", "3"]]
    assert not any(row.bordered for row in document.rows)
    assert [note.code for note in document.notes] == ["page_with_drawing"]


def without_meaning(content: bytes) -> bytes:
    """The same glyphs, of a character set that nobody knows."""
    return content.replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(XYZ)")


def test_characters_the_file_gives_no_meaning_are_marked_and_noted() -> None:
    def draw(canvas: Canvas) -> None:
        table(TEXTS)(canvas)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(234, 686, "12")

    document = read(without_meaning(pdf(draw)))

    assert printed(document) == [["��", "�", "12"], ["����", "��", "�"]]
    (note,) = document.notes
    assert note.code == "unmapped_characters"
    assert "Page 1 has 10 characters" in note.sentence


def test_a_file_without_any_meaning_has_no_text() -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read(without_meaning(pdf(table(TEXTS))))
    assert raised.value.reason_code == "no_text_layer"
