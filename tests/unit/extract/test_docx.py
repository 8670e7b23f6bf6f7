import io
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from itertools import product

import docx as python_docx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.document import Document, Note, UnreadableFileError
from extract.limits import Limits
from extract.readers.docx import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

NOT_STRUCK_OUT = '<w:strike w:val="0"/>'
RAISED_BY_HAND = '<w:position w:val="6"/>'
LOWERED_BY_HAND = '<w:position w:val="-6"/>'
MOVED_A_LITTLE = '<w:position w:val="3"/>'
WHITE = '<w:color w:val="FFFFFF"/>'
NOT_HIDDEN = '<w:vanish w:val="0"/>'


def package(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def document_part(body: str) -> str:
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def word_file(body: str, numbering: str = "", styles: str = "") -> bytes:
    parts = {"word/document.xml": document_part(body)}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    return package(parts)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def raised(text: str, position: str = "superscript") -> str:
    return run(text, f'<w:vertAlign w:val="{position}"/>')


def paragraph(*texts: str) -> str:
    return f"<w:p>{''.join(run(text) for text in texts)}</w:p>"


def cell(content: str = "", properties: str = "") -> str:
    blocks = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def controlled(content: str) -> str:
    return (
        "<w:sdt><w:sdtPr><w:alias w:val='9'/></w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def text_box(content: str) -> str:
    """A text box as Word stores it: for new versions, and once more for old ones."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def texts(body: str, numbering: str = "") -> list[list[str]]:
    return [[c.text for c in r.cells] for r in read(word_file(body, numbering)).rows]


def grid(body: str) -> list[list[tuple[int, str]]]:
    """The cells of every row with their columns."""
    return [[(c.column, c.text) for c in r.cells] for r in read(word_file(body)).rows]


def refused(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        read(content)
    return refusal.value


# --- rows, cells and where they are ---


def test_rows_and_paragraphs_are_numbered_together_and_say_what_they_are() -> None:
    body = (
        paragraph("甲")
        + table(row(cell("规章"), cell("1")), row(cell("共"), cell("2")))
        + paragraph("乙")
    )
    document = read(word_file(body))
    assert [(r.line, r.layout, r.bordered, r.grid, r.is_paragraph) for r in document.rows] == [
        (1, "line_cells", False, None, True),
        (2, "docx_table", True, 1, False),
        (3, "docx_table", True, 1, False),
        (4, "line_cells", False, None, True),
    ]
    assert [(c.text, c.line, c.column, c.place) for r in document.rows for c in r.cells] == [
        ("甲", 1, 1, None),
        ("规章", 2, 1, "table 1, row 1, column 1"),
        ("1", 2, 2, "table 1, row 1, column 2"),
        ("共", 3, 1, "table 1, row 2, column 1"),
        ("2", 3, 2, "table 1, row 2, column 2"),
        ("乙", 4, 1, None),
    ]
    assert document.media_type.endswith("wordprocessingml.document")
    assert (document.encoding, document.is_cut, document.notes) == (None, False, ())


def test_every_table_has_a_number_of_its_own() -> None:
    body = table(row(cell("甲"), cell("1"))) + table(row(cell("乙"), cell("2")))
    document = read(word_file(body))
    assert [r.grid for r in document.rows] == [1, 2]
    assert document.rows[1].cells[1].place == "table 2, row 1, column 2"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [row(cell("甲", '<w:gridSpan w:val="3"/>'), cell("1"))],
            [[(1, "甲"), (4, "1")]],
            id="a-span-takes-its-columns",
        ),
        pytest.param(
            [row(cell("甲"), cell("1"), properties='<w:gridBefore w:val="2"/>')],
            [[(3, "甲"), (4, "1")]],
            id="columns-left-out-before-a-row",
        ),
        pytest.param(
            [row(cell("甲"), cell(""), cell("3"))],
            [[(1, "甲"), (2, ""), (3, "3")]],
            id="a-blank-cell-is-kept",
        ),
        pytest.param(
            [
                row(cell("甲", '<w:vMerge w:val="restart"/>'), cell("1")),
                row(cell("", "<w:vMerge/>"), cell("2")),
                row(cell("", '<w:vMerge w:val="continue"/>'), cell("3")),
                row(cell("", '<w:vMerge w:val="restart"/>'), cell("4")),
            ],
            [[(1, "甲"), (2, "1")], [(2, "2")], [(2, "3")], [(1, ""), (2, "4")]],
            id="a-cell-over-rows-stands-in-the-first",
        ),
        pytest.param(
            [
                row(cell("甲"), cell("1")),
                row(cell("", "<w:vMerge/>"), cell("2", "<w:vMerge/>")),
                row(cell("", "<w:vMerge/>"), cell("3")),
            ],
            [[(1, "甲"), (2, "1")], [(1, ""), (2, "2")], [(2, "3")]],
            id="a-merge-that-continues-nothing-begins",
        ),
        pytest.param(
            [
                row(cell("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), cell("1")),
                row(cell("", '<w:gridSpan w:val="2"/><w:vMerge/>'), cell("2")),
                row(cell("乙"), cell("", "<w:vMerge/>"), cell("3")),
            ],
            [[(1, "甲"), (3, "1")], [(3, "2")], [(1, "乙"), (2, ""), (3, "3")]],
            id="merges-go-by-column-of-the-grid",
        ),
        pytest.param(
            [row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("1"))],
            [[(1, "甲"), (3, "1")]],
            id="merged-across-the-old-way",
        ),
        pytest.param(
            [row(cell("甲", '<w:gridSpan w:val="99999999999"/>'), cell("1"))],
            [[(1, "甲"), (2, "1")]],
            id="a-span-beyond-all-reason-is-none",
        ),
        pytest.param(
            [
                row(cell("甲"), cell("1")),
                row(cell("乙"), cell("2"), properties="<w:del/>"),
                row(cell("丙"), cell("3"), properties="<w:ins/>"),
            ],
            [[(1, "甲"), (2, "1")], [(1, "丙"), (2, "3")]],
            id="a-deleted-row",
        ),
        pytest.param(
            [row(cell("甲"), cell("", "<w:cellDel/>"), cell("1"))],
            [[(1, "甲"), (3, "1")]],
            id="a-deleted-column",
        ),
    ],
)
def test_cells_stand_at_their_columns(
    rows: list[str], expected: list[list[tuple[int, str]]]
) -> None:
    assert grid(table(*rows)) == expected


def test_a_row_that_merged_cells_cover_keeps_its_number_in_the_place() -> None:
    below = row(cell("", "<w:vMerge/>"), cell("", "<w:vMerge/>"))
    restart = '<w:vMerge w:val="restart"/>'
    document = read(
        word_file(table(row(cell("甲", restart), cell("乙", restart)), below, row(cell("丙"))))
    )
    assert [(r.line, r.cells[0].place) for r in document.rows] == [
        (1, "table 1, row 1, column 1"),
        (2, "table 1, row 3, column 1"),
    ]


# --- texts ---


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(paragraph("行政", "许可"), "行政许可", id="runs"),
        pytest.param(paragraph("12") + paragraph("3"), "12\n3", id="paragraphs-part"),
        pytest.param("<w:p><w:r><w:t>12</w:t><w:br/><w:t>3</w:t></w:r></w:p>", "12\n3", id="br"),
        pytest.param("<w:p><w:r><w:t>12</w:t><w:cr/><w:t>3</w:t></w:r></w:p>", "12\n3", id="cr"),
        pytest.param("<w:p><w:r><w:t>12</w:t><w:tab/><w:t>3</w:t></w:r></w:p>", "12 3", id="tab"),
        pytest.param("<w:p><w:r><w:t>12\n3</w:t></w:r></w:p>", "12 3", id="line-end-in-the-xml"),
        pytest.param(
            "<w:p><w:r><w:noBreakHyphen/><w:t>71</w:t></w:r></w:p>", "-71", id="no-break-hyphen"
        ),
        pytest.param("<w:p><w:r><w:softHyphen/><w:t>71</w:t></w:r></w:p>", "71", id="soft-hyphen"),
        pytest.param(paragraph("1\u200b2"), "12", id="zero-width-space"),
        pytest.param(paragraph("\xa0"), "", id="no-break-space"),
        pytest.param(paragraph("") + paragraph(" 1 ") + paragraph(""), "1", id="blank-paragraphs"),
        pytest.param("<w:p/>", "", id="empty"),
        pytest.param("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr></w:p>", "", id="tab-stops"),
        pytest.param(paragraph("R&amp;D&lt;3"), "R&D<3", id="entities"),
        pytest.param("<w:p><w:r><w:t>1<!-- 9 -->2</w:t></w:r></w:p>", "12", id="comment-in-xml"),
        pytest.param(controlled(paragraph("1")), "1", id="controlled-paragraph"),
        pytest.param(f"<w:p>{controlled(run('1'))}</w:p>", "1", id="controlled-run"),
        pytest.param(f"<w:p><w:hyperlink>{run('1')}</w:hyperlink></w:p>", "1", id="link"),
        pytest.param(
            f"<w:p><w:smartTag><w:smartTagPr/><w:smartTag>{run('1')}</w:smartTag></w:smartTag>"
            f"{run('2')}</w:p>",
            "12",
            id="smart-tags",
        ),
        pytest.param(
            f"<w:p>{run('1')}<w:ins>{run('2')}</w:ins>"
            "<w:del><w:r><w:delText>3</w:delText></w:r></w:del></w:p>",
            "12",
            id="inserted-and-deleted",
        ),
        pytest.param(
            f"<w:p><w:ins><w:del>{run('3')}</w:del></w:ins>{run('1')}</w:p>",
            "1",
            id="inserted-then-deleted",
        ),
        pytest.param(
            f"<w:p><w:moveFrom>{run('1')}</w:moveFrom><w:moveTo>{run('2')}</w:moveTo></w:p>",
            "2",
            id="moved",
        ),
        pytest.param(f"<w:p>{run('1', '<w:vanish/>')}{run('2')}</w:p>", "2", id="hidden"),
        pytest.param(f"<w:p>{run('1', NOT_HIDDEN)}</w:p>", "1", id="not-hidden"),
        pytest.param(
            f"<w:p>{run('8 3', '<w:strike/>')}{run('19')}</w:p>",
            "8\u0336 3\u033619",
            id="struck-out",
        ),
        pytest.param(f"<w:p>{run('8', '<w:dstrike/>')}</w:p>", "8\u0336", id="struck-out-twice"),
        pytest.param(f"<w:p>{run('8', NOT_STRUCK_OUT)}</w:p>", "8", id="not-struck-out"),
        pytest.param(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
            "<w:r><w:instrText>=SUM(LEFT) 9</w:instrText></w:r>"
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('5')}"
            "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            "5",
            id="result-of-a-field",
        ),
        pytest.param(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>IF</w:instrText>"
            "<w:fldChar w:fldCharType='begin'/><w:instrText>REF a</w:instrText>"
            "<w:fldChar w:fldCharType='separate'/><w:t>7</w:t><w:fldChar w:fldCharType='end'/>"
            "<w:fldChar w:fldCharType='separate'/><w:t>5</w:t><w:fldChar w:fldCharType='end'/>"
            "<w:t>宗</w:t></w:r></w:p>",
            "5宗",
            id="field-in-the-code-of-a-field",
        ),
        pytest.param(
            f"<w:p><w:fldSimple w:instr='PAGE'>{run('5')}</w:fldSimple></w:p>", "5", id="fldSimple"
        ),
        pytest.param(
            f"<w:p>{run('5')}<w:r><w:footnoteReference w:id='2'/></w:r>"
            "<w:r><w:commentReference w:id='1'/></w:r></w:p>",
            "5",
            id="footnote-and-comment",
        ),
        pytest.param(
            f"<w:p>{run('12')}{raised('[1]')}</w:p>",
            "12",
            id="raised-mark-of-a-note",
        ),
        pytest.param(
            f"<w:p>{raised('12')}</w:p>",
            "12",
            id="all-raised-is-no-mark",
        ),
        pytest.param(
            f"<w:p>{run('12')}{raised('注')}</w:p>",
            "12注",
            id="raised-words-are-kept",
        ),
        pytest.param(
            f"<w:p>{run('12')}{raised('3', 'subscript')}</w:p>",
            "12",
            id="lowered-mark-of-a-note",
        ),
        pytest.param(f"<w:p>{run('12')}{raised('3', 'baseline')}</w:p>", "123", id="on-the-line"),
        pytest.param(
            f"<w:p>{run('12')}{run('3', RAISED_BY_HAND)}</w:p>", "12", id="raised-by-hand"
        ),
        pytest.param(f"<w:p>{run('12', RAISED_BY_HAND)}</w:p>", "12", id="all-raised-by-hand"),
        pytest.param(
            f"<w:p>{run('12')}{run('3', LOWERED_BY_HAND)}</w:p>", "12", id="lowered-by-hand"
        ),
        pytest.param(f"<w:p>{run('12')}{run('3', WHITE)}</w:p>", "12 3", id="white-beside-black"),
        pytest.param(f"<w:p>{run('规', WHITE)}{run('章', WHITE)}</w:p>", "规章", id="all-white"),
        pytest.param(
            f"<w:p>{run('减')}{run('12', MOVED_A_LITTLE)}</w:p>", "减12", id="moved-to-align-types"
        ),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>gui</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>规</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "规",
            id="reading-over-a-character",
        ),
        pytest.param('<w:p><w:r><w:sym w:char="2460"/></w:r></w:p>', "①", id="symbol"),
        pytest.param('<w:p><w:r><w:sym w:char="D800"/></w:r></w:p>', "\ufffc", id="half-a-symbol"),
        pytest.param(
            f"<w:p>{run('1')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>"
            "</w:p>",
            "1\ufffc",
            id="a-formula-is-not-understood",
        ),
    ],
)
def test_a_cell_reads_as_it_is_printed(content: str, text: str) -> None:
    assert texts(table(row(cell("甲"), cell(content)))) == [["甲", text]]


def style(name: str, properties: str = "", parent: str = "") -> str:
    return (
        f'<w:style w:type="character" w:styleId="{name}"><w:basedOn w:val="{parent}"/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


STYLES = (
    style("mark", '<w:vertAlign w:val="superscript"/>')
    + style("below", '<w:vertAlign w:val="subscript"/>')
    + style("red", '<w:color w:val="FF0000"/>', parent="bold")
    + style("bold", "<w:b/>", parent="mark")
    + style("plain", '<w:vertAlign w:val="baseline"/>', parent="mark")
    + style("one", parent="two")
    + style("two", parent="one")
)


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:rStyle w:val="mark"/>', "12"),
        ('<w:rStyle w:val="below"/>', "12"),
        ('<w:rStyle w:val="red"/>', "12"),
        ('<w:rStyle w:val="plain"/>', "123"),
        ('<w:rStyle w:val="one"/>', "123"),
        ('<w:rStyle w:val="unknown"/>', "123"),
        ('<w:rStyle w:val="mark"/><w:vertAlign w:val="baseline"/>', "123"),
        ('<w:rStyle w:val="plain"/><w:vertAlign w:val="superscript"/>', "12"),
    ],
)
def test_a_mark_of_a_note_may_be_raised_by_its_style(properties: str, text: str) -> None:
    content = f"<w:p>{run('12')}{run('3', properties)}</w:p>"
    document = read(word_file(table(row(cell("甲"), cell(content))), styles=STYLES))
    assert document.rows[0].cells[1].text == text


@pytest.mark.parametrize(
    ("mention", "said", "text"),
    [
        ("rStyle", "<w:strike/>", "8\u033619"),
        ("rStyle", "<w:dstrike/>", "8\u033619"),
        ("rStyle", "<w:vanish/>", "19"),
        ("rStyle", NOT_HIDDEN, "819"),
        ("rStyle", RAISED_BY_HAND, "19"),
        ("pStyle", "<w:strike/>", "8\u03361\u03369\u0336"),
        ("pStyle", "<w:vanish/>", ""),
        ("pStyle", '<w:vertAlign w:val="superscript"/>', "819"),
    ],
)
def test_text_looks_as_its_style_says(mention: str, said: str, text: str) -> None:
    styles = style("below", parent="above") + style("above", said)
    mentioned = f"<w:{mention} w:val='below'/>"
    if mention == "rStyle":
        content = f"<w:p>{run('8', mentioned)}{run('19')}</w:p>"
    else:
        plain = "<w:r><w:t>19</w:t></w:r>"
        content = f"<w:p><w:pPr>{mentioned}</w:pPr>{run('8')}{plain}</w:p>"
    document = read(word_file(table(row(cell("甲"), cell(content))), styles=styles))
    assert document.rows[0].cells[1].text == text


PLAIN = '<w:rStyle w:val="plain"/>'


def test_a_run_has_the_first_say_then_its_style_then_that_of_the_paragraph() -> None:
    styles = style("struck", "<w:strike/>") + style("plain", NOT_STRUCK_OUT)
    content = (
        "<w:p><w:pPr><w:pStyle w:val='struck'/></w:pPr>"
        f"{run('1', NOT_STRUCK_OUT)}{run('2', PLAIN)}{run('3')}</w:p>"
    )
    document = read(word_file(table(row(cell("甲"), cell(content))), styles=styles))
    assert document.rows[0].cells[1].text == "123\u0336"


def mark(kind: str, content: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{content}</w:fldChar></w:r>'


def field(*codes: str, result: str | None = None, data: str = "") -> str:
    """A field as Word stores it; its code may lie in several runs, its result be left out."""
    code = "".join(
        code if code.startswith("<") else f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        for code in codes
    )
    shown = "" if result is None else mark("separate") + result
    return mark("begin", data) + code + shown + mark("end")


LIST = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="0"/><w:listEntry w:val="7"/>'
    "</w:ddList></w:ffData>"
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(field(" FORMDROPDOWN ", data=LIST), "\ufffc", id="list"),
        pytest.param(field(" FORMDROPDOWN ", result="", data=LIST), "\ufffc", id="empty-result"),
        pytest.param(field(" FORM", "DROPDOWN "), "\ufffc", id="code-in-two-runs"),
        pytest.param(field("eq \\o\\ac(○,5)"), "\ufffc", id="character-in-a-circle"),
        pytest.param(field("EQ \\f(1,", field("REF a", result=run("2"))), "\ufffc", id="nested"),
        pytest.param(run("1") + field("EQ \\s\\up(2)"), "1\ufffc", id="beside-text"),
        pytest.param(field("SYMBOL 53"), "\ufffc", id="symbol"),
        pytest.param(field("MACROBUTTON NoMacro 5"), "\ufffc", id="button"),
        pytest.param(field("EQ 5", result=run("5")), "5", id="with-a-result"),
        pytest.param(field("EQ 5", result=field("EQ 5")), "\ufffc", id="shown-by-a-field-inside"),
        pytest.param(field("IF", field("EQ 5"), result=run("5")), "5", id="in-the-code-of-another"),
        pytest.param(run("5") + field(' XE "规章" '), "5", id="entry-of-an-index"),
        pytest.param(field("MERGEFIELD EQ", result=""), "", id="nothing-to-show"),
        pytest.param(field("=SUM(LEFT)"), "", id="never-worked-out"),
        pytest.param(mark("end") + run("5"), "5", id="end-of-another-paragraph"),
    ],
)
def test_a_field_that_shows_itself_is_no_blank(content: str, text: str) -> None:
    assert texts(table(row(cell("甲"), cell(f"<w:p>{content}</w:p>")))) == [["甲", text]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph("") + paragraph(" ") + paragraph("甲"), ["甲"], id="layout"),
        pytest.param(paragraph("甲") + paragraph("\xa0"), ["甲", ""], id="no-break-space"),
        pytest.param(paragraph("甲") + paragraph("\u2007"), ["甲", ""], id="figure-space"),
        pytest.param(
            "<w:p><w:r><w:t>规章</w:t><w:br/><w:t>1</w:t><w:br/><w:br/></w:r></w:p>",
            ["规章", "1"],
            id="line-breaks-part-rows",
        ),
        pytest.param(controlled(paragraph("甲")) + paragraph("乙"), ["甲", "乙"], id="controlled"),
        pytest.param(
            f"<w:customXml>{controlled(controlled(paragraph('甲')))}</w:customXml>",
            ["甲"],
            id="controls-in-controls",
        ),
    ],
)
def test_paragraphs_are_rows_of_one_cell(body: str, expected: list[str]) -> None:
    assert texts(body) == [[text] for text in expected]


def test_tables_rows_and_cells_inside_content_controls_are_read() -> None:
    of_cell = row(cell("甲"), controlled(cell("1")))
    of_row = controlled(row(cell("乙"), cell("2")))
    assert texts(controlled(table(of_cell, of_row))) == [["甲", "1"], ["乙", "2"]]


def test_headers_and_footers_are_not_read() -> None:
    document = python_docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "2"
    file = io.BytesIO()
    document.save(file)
    assert [r.text for r in read(file.getvalue()).rows] == ["正文"]


# --- text boxes and pictures ---


def test_a_text_box_is_read_once_after_the_paragraph_it_is_anchored_in() -> None:
    box = text_box(paragraph("盒") + table(row(cell("规章"), cell("1"))))
    body = f"<w:p>{run('甲')}{box}{run('乙')}</w:p>" + paragraph("丙")
    assert texts(body) == [["甲乙"], ["盒"], ["规章", "1"], ["丙"]]


def test_a_text_box_for_old_versions_alone_is_read() -> None:
    box = (
        f"<w:pict><v:textbox><w:txbxContent>{paragraph('盒')}</w:txbxContent></v:textbox></w:pict>"
    )
    assert texts(f"<w:p><w:r>{box}</w:r></w:p>") == [["盒"]]


def test_what_is_stored_twice_in_what_is_stored_twice_is_read_once() -> None:
    alternatives = (
        f"<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{text_box(paragraph('旧'))}"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(f"<w:p>{alternatives}{text_box(paragraph('新'))}</w:p>") == [["新"]]


def test_text_boxes_in_text_boxes_are_read_once() -> None:
    inner = f"<w:p>{run('内')}{text_box(paragraph('里'))}</w:p>"
    assert texts(f"<w:p>{text_box(inner)}{text_box(paragraph('外'))}</w:p>") == [
        ["内"],
        ["里"],
        ["外"],
    ]


@pytest.mark.parametrize("change", ["del", "moveFrom"])
def test_a_text_box_taken_away_is_not_read(change: str) -> None:
    body = f"<w:p>{run('甲')}<w:{change}>{text_box(paragraph('盒'))}</w:{change}></w:p>"
    assert texts(body) == [["甲"]]


def test_text_boxes_do_not_cut_the_table_they_are_anchored_in() -> None:
    anchor = f"<w:p>{run('甲')}{text_box(paragraph('盒'))}</w:p>"
    body = table(row(cell(anchor), cell("1")), row(cell("乙"), cell("2"))) + paragraph("丙")
    assert texts(body) == [["甲", "1"], ["乙", "2"], ["盒"], ["丙"]]


@pytest.mark.parametrize("picture", ["<w:drawing/>", "<w:pict/>", "<w:object/>"])
def test_a_cell_with_a_picture_alone_is_not_blank(picture: str) -> None:
    content = f"<w:p><w:r>{picture}</w:r></w:p>"
    document = read(word_file(table(row(cell("甲"), cell(content), cell("")))))
    assert [c.text for c in document.rows[0].cells] == ["甲", "\ufffc", ""]
    (note,) = document.notes
    assert isinstance(note, Note)
    assert (note.code, note.line) == ("picture_in_cell", 1)
    assert "table 1, row 1, column 2" in note.sentence


def test_a_formula_that_is_a_paragraph_is_no_cell_to_note() -> None:
    document = read(word_file("<w:p><m:oMath/></w:p>" + table(row(cell("甲"), cell("1")))))
    assert [r.text for r in document.rows] == ["\ufffc", "甲 1"]
    assert document.notes == ()


def test_a_picture_beside_text_changes_nothing() -> None:
    content = f"<w:p>{run('1')}<w:r><w:drawing/></w:r></w:p>"
    document = read(word_file(table(row(cell("甲"), cell(content)))))
    assert document.rows[0].cells[1].text == "1"
    assert document.notes == ()


# --- tables that are there for the layout ---


def test_a_table_in_a_cell_is_a_grid_and_the_row_around_it_is_not() -> None:
    inner = table(row(cell("规章"), cell("1")))
    outer = table(
        row(cell("题"), cell("年")),
        row(cell(paragraph("前") + inner + paragraph("后")), cell("")),
    )
    document = read(word_file(outer))
    assert [([c.text for c in r.cells], r.layout, r.grid) for r in document.rows] == [
        (["题", "年"], "docx_table", 1),
        (["前"], "line_cells", None),
        (["规章", "1"], "docx_table", 2),
        (["后"], "line_cells", None),
        ([""], "line_cells", None),
    ]


def test_a_table_of_one_column_is_read_as_paragraphs_with_its_blanks() -> None:
    body = table(row(cell("规章")), row(cell("")), row(cell(paragraph("1") + paragraph("2"))))
    document = read(word_file(body))
    assert [r.text for r in document.rows] == ["规章", "", "1", "2"]
    assert all(r.layout == "line_cells" and r.is_paragraph for r in document.rows)


def test_prose_in_a_frame_is_read_as_paragraphs() -> None:
    prose = "本机关认真做好公开工作，" * 26
    rows = row(cell("规章"), cell("1")), row(cell("概述"), cell(prose)), row(cell("说明。"))
    document = read(word_file(table(*rows)))
    assert [(r.text, r.is_paragraph) for r in document.rows] == [
        ("规章 1", False),
        ("概述", True),
        (prose, True),
        ("说明。", True),
    ]


# --- ordinals of lists ---


def level(text: str, number_format: str, number: int = 0, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(*levels: str, name: str = "7", lists: Sequence[str] = ("1",)) -> str:
    items = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{name}"/></w:num>' for number in lists
    )
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>{items}'


def item(text: str, number: str = "1", level_no: int = 0, more: str = "") -> str:
    properties = f'<w:ilvl w:val="{level_no}"/><w:numId w:val="{number}"/>'
    return f"<w:p><w:pPr><w:numPr>{properties}</w:numPr>{more}</w:pPr>{run(text)}</w:p>"


@pytest.mark.parametrize(
    ("text", "number_format", "printed"),
    [
        ("%1.", "decimal", ["1. 甲", "2. 甲", "10. 甲", "11. 甲", "20. 甲", "21. 甲"]),
        (
            "（%1）",
            "chineseCounting",
            ["（一） 甲", "（二） 甲", "（十） 甲", "（十一） 甲", "（二十） 甲", "（二十一） 甲"],
        ),
        (
            "%1、",
            "japaneseCounting",
            ["一、 甲", "二、 甲", "十、 甲", "十一、 甲", "二十、 甲", "二十一、 甲"],
        ),
        ("%1", "decimalEnclosedCircle", ["甲"] * 6),
        ("", "bullet", ["甲"] * 6),
        ("%1.%2", "decimal", ["甲"] * 6),
    ],
)
def test_ordinals_of_lists_are_restored_where_they_are_simple(
    text: str, number_format: str, printed: list[str]
) -> None:
    read_back = texts(item("甲") * 21, definition(level(text, number_format)))
    assert [read_back[at - 1] for at in (1, 2, 10, 11, 20, 21)] == [[line] for line in printed]


def test_deeper_levels_start_anew_and_levels_of_one_list_count_on() -> None:
    numbering = definition(level("%1、", "chineseCounting"), level("%2.", "decimal", 1))
    body = (
        item("甲") + item("子", level_no=1) + item("丑", level_no=1) + paragraph("文")
        + item("乙") + item("寅", level_no=1)
    )  # fmt: skip
    assert [line for (line,) in texts(body, numbering)] == [
        "一、 甲", "1. 子", "2. 丑", "文", "二、 乙", "1. 寅"
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_unless_told_to_start_again() -> None:
    again = (
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbering = definition(level("%1.", "decimal"), lists=["1", "2"]) + again
    body = item("甲") + item("乙", "2") + item("丙", "3") + item("丁", "3")
    assert [line for (line,) in texts(body, numbering)] == ["1. 甲", "2. 乙", "1. 丙", "2. 丁"]


def test_a_style_may_bring_the_ordinal_and_a_paragraph_refuse_it() -> None:
    numbering = definition(level("%1、", "chineseCounting", more='<w:pStyle w:val="2"/>'))
    styled = '<w:pStyle w:val="2"/>'
    body = (
        f"<w:p><w:pPr>{styled}</w:pPr>{run('甲')}</w:p>"
        f'<w:p><w:pPr>{styled}<w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>{run("乙")}</w:p>'
        f"<w:p><w:pPr>{styled}</w:pPr>{run('丙')}</w:p>"
    )
    assert [line for (line,) in texts(body, numbering)] == ["一、 甲", "乙", "二、 丙"]


def test_a_paragraph_taken_back_is_not_counted() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"
    )
    body = item("甲") + deleted + item("丙")
    assert texts(body, definition(level("%1.", "decimal"))) == [["1. 甲"], ["2. 丙"]]


def test_the_digits_of_an_ordinal_are_never_joined_to_a_number() -> None:
    body = table(row(cell("甲"), cell(item("253"))))
    assert texts(body, definition(level("%1.", "decimal"))) == [["甲", "1. 253"]]


# --- producers and packages ---


def test_strict_open_xml_is_read() -> None:
    part = document_part(
        paragraph("甲") + table(row(cell("乙", '<w:gridSpan w:val="2"/>'), cell("1")))
    )
    document = read(package({"word/document.xml": part.replace(W, STRICT)}))
    assert [[(c.column, c.text) for c in r.cells] for r in document.rows] == [
        [(1, "甲")],
        [(1, "乙"), (3, "1")],
    ]


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml"])
def test_the_main_part_is_the_one_the_package_names(target: str) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/core-properties" Target="docProps/core.xml"/>'
        '<Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/officeDocument" Target="{target}"/></Relationships>'
    )
    parts = {"_rels/.rels": relations, "word/document2.xml": document_part(paragraph("甲"))}
    assert read(package(parts)).rows[0].text == "甲"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_xml_may_be_in_any_encoding_of_unicode(encoding: str) -> None:
    part = document_part(paragraph("甲")).removeprefix(DECLARATION).encode(encoding)
    assert read(package({"word/document.xml": part})).rows[0].text == "甲"


def test_the_names_of_parts_may_be_in_any_case() -> None:
    assert read(package({"Word/Document.xml": document_part(paragraph("甲"))})).rows


# --- files that cannot be read ---


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04", id="no-archive"),
        pytest.param(package({"a.txt": "a"}), id="no-document"),
        pytest.param(package({"word/document.xml": ""}), id="empty-part"),
        pytest.param(package({"word/document.xml": "<w:document"}), id="cut-xml"),
        pytest.param(package({"word/document.xml": "<a><body/></a>"}), id="other-xml"),
        pytest.param(
            package({"word/document.xml": document_part("")}, zipfile.ZIP_LZMA), id="other-packing"
        ),
        pytest.param(
            package({"word/document.xml": document_part(paragraph("规章" * 99))})[:200], id="cut"
        ),
    ],
)
def test_a_broken_file_is_refused(content: bytes) -> None:
    refusal = refused(content)
    assert refusal.reason_code == "broken_file"
    assert ".docx" in refusal.reason


def test_damaged_bytes_are_noticed() -> None:
    content = package({"word/document.xml": document_part(paragraph("规章1"))}, zipfile.ZIP_STORED)
    assert refused(content.replace("规章1".encode(), "规章7".encode())).reason_code == "broken_file"


@pytest.mark.parametrize(
    "entity",
    ['"9"', 'SYSTEM "file:///etc/hostname"', '"&amp;b;&amp;b;"'],
    ids=["text", "file", "b"],
)
def test_a_file_that_declares_entities_is_refused(entity: str) -> None:
    part = document_part(paragraph("1&a;")).replace(
        "<w:document", f'<!DOCTYPE a [<!ENTITY b "9"><!ENTITY a {entity}>]><w:document', 1
    )
    assert refused(package({"word/document.xml": part})).reason_code == "broken_file"


def test_a_part_that_unpacks_without_bound_is_refused_early() -> None:
    content = package({"word/document.xml": b" " * (4 * Limits().text_bytes)})
    tracemalloc.start()
    assert refused(content).reason_code == "file_too_large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * Limits().text_bytes


def test_a_file_with_a_password_is_refused_as_such() -> None:
    content = bytearray(word_file(paragraph("甲")))
    content[6] |= 1  # of the local file header and of the directory: encrypted
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content)).reason_code == "encrypted_file"


@pytest.mark.parametrize("inclusion", ["altChunk", "subDoc"])
def test_a_file_whose_text_lies_elsewhere_is_refused(inclusion: str) -> None:
    refusal = refused(word_file(paragraph("甲") + f"<w:{inclusion}/>"))
    assert refusal.reason_code == "unsupported_format"
    assert "save it again" in refusal.reason


@pytest.mark.parametrize("body", ["", "<w:p><w:r><w:drawing/></w:r></w:p>"])
def test_a_file_without_text_is_refused(body: str) -> None:
    assert refused(word_file(body)).reason_code == "no_text_layer"


def test_text_boxes_and_tables_may_nest_as_deep_as_xml_allows() -> None:
    nested = paragraph("甲")
    for _ in range(40):
        nested = table(row(cell(nested), cell("")))
    boxes = paragraph("乙")
    for _ in range(60):
        boxes = f"<w:p><w:r><w:txbxContent>{boxes}</w:txbxContent></w:r></w:p>"
    read_back = [r.text for r in read(word_file(nested + boxes)).rows]
    assert [text for text in read_back if text] == ["甲", "乙"]


# --- whatever the grid, whatever the bytes ---


@st.composite
def merged_grids(draw: st.DrawFn) -> list[list[tuple[int, int, int, str]]]:
    """Tables as rows of cells: column, rows spanned, columns spanned, text."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    free = set(product(range(height), range(width)))
    rows = []
    for at in range(height):
        rows.append([])
        for column in range(width):
            if (at, column) not in free:
                continue
            down = draw(st.integers(1, height - at))
            across = draw(st.integers(1, width - column))
            while not {(at, column + right) for right in range(across)} <= free:
                across -= 1
            area = set(product(range(at, at + down), range(column, column + across)))
            free -= area
            text = draw(st.sampled_from(["", "0", "12", "规章", "（一）予以\n公开", "/"]))
            rows[at].append((column + 1, down, across, text))
    return rows


def _as_python_docx_writes(rows: list[list[tuple[int, int, int, str]]]) -> bytes:
    document = python_docx.Document()
    width = max(column + across - 1 for of_row in rows for column, _, across, _ in of_row)
    written = document.add_table(len(rows), width)
    for at, of_row in enumerate(rows):
        for column, down, across, text in of_row:
            corner = written.cell(at + down - 1, column + across - 2)
            written.cell(at, column - 1).merge(corner).text = text
    document.add_paragraph("完")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@settings(max_examples=60, deadline=None)
@given(merged_grids())
def test_merged_cells_come_back_where_they_were(
    rows: list[list[tuple[int, int, int, str]]],
) -> None:
    assume(any(len(list(_covering(rows, at))) > 1 for at in range(len(rows))))
    read_back = read(_as_python_docx_writes(rows)).rows
    expected = [[(column, text) for column, _, _, text in of_row] for of_row in rows if of_row]
    assert [[(c.column, c.text) for c in r.cells] for r in read_back] == [*expected, [(1, "完")]]


def _covering(rows: list[list[tuple[int, int, int, str]]], at: int) -> Iterator[int]:
    """The columns at which cells begin that stand in a row or reach down into it."""
    for above, of_row in enumerate(rows[: at + 1]):
        yield from (column for column, down, _, _ in of_row if above + down > at)


def _reads_or_refuses(content: bytes) -> None:
    try:
        assert isinstance(read(content), Document)
    except UnreadableFileError as refusal:
        assert refusal.reason


SAMPLE = word_file(
    paragraph("一、总体情况") + table(row(cell("规章"), cell("1")), row(cell("乙"), cell("2"))),
    definition(level("%1.", "decimal")),
)
SAMPLE_XML = document_part(
    item("甲") + table(row(cell("规章", '<w:vMerge w:val="restart"/>'), cell("1")))
)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(SAMPLE)), st.integers(0, len(SAMPLE)))
def test_any_bytes_are_read_or_refused(noise: bytes, start: int, end: int) -> None:
    _reads_or_refuses(b"PK\x03\x04" + noise)
    _reads_or_refuses(SAMPLE[:start] + noise + SAMPLE[end:])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='<>/"=w:tcprPvMege0 \n', max_size=30), st.integers(0, len(SAMPLE_XML)))
def test_any_xml_is_read_or_refused(noise: str, at: int) -> None:
    part = SAMPLE_XML[:at] + noise + SAMPLE_XML[at:]
    _reads_or_refuses(package({"word/document.xml": part, "word/numbering.xml": part}))
