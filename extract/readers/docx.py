"""Word files: the XML of WordprocessingML (ISO/IEC 29500) as Word would print it.

python-docx passes over content controls, text boxes and tracked changes, so the XML is read.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from extract.document import Cell, Document, Row, UnreadableFileError
from extract.limits import limits
from extract.readers.common import (
    OBJECT,
    Allowance,
    is_paragraph,
    is_prose,
    object_notes,
    paragraph,
    struck_out,
)
from extract.readers.docx_numbering import Numbering, W, int_of, number_at, value_at
from extract.readers.docx_styles import (
    CHARACTER_STYLE,
    PARAGRAPH_STYLE,
    TELLING,
    write_out_styles,
)
from extract.readers.encoding import without_invisible

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Word's "Strict Open XML" says the same under another namespace.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError
)  # fmt: skip

PARAGRAPH, RUN, TEXT, SYMBOL = W + "p", W + "r", W + "t", W + "sym"
TABLE, TABLE_ROW, TABLE_CELL = W + "tbl", W + "tr", W + "tc"
TEXT_BOX, FIELD_MARK, FIELD_CODE = W + "txbxContent", W + "fldChar", W + "instrText"
# Word draws these fields itself: a number in a circle, what is chosen from a list.
DRAWN_FIELD = re.compile(
    r"\s*(?:EQ|FORMDROPDOWN|FORMCHECKBOX|SYMBOL|MACROBUTTON|GOTOBUTTON)\b", re.IGNORECASE
)
CHARACTERS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    # A formula may stack its digits: 1/2 is not 12.
    MATH + "oMath": OBJECT,
    MATH + "oMathPara": OBJECT,
}
TAKEN_AWAY = [W + "del", W + "moveFrom"]
WRAPPERS = [
    *(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink")),
    *(W + name for name in ("ins", "moveTo", "dir", "bdo", "fldSimple", "ruby", "rubyBase")),
    *(MC + name for name in ("AlternateContent", "Choice", "Fallback")),
]
# Parts of the text that lie in other files, which Word reads when it opens this one.
INCLUSIONS = [W + "altChunk", W + "subDoc"]
PICTURES = [W + "drawing", W + "pict", W + "object"]
# What a cell says that is merged with the one before it; otherwise, restart.
CONTINUE = "continue"
STRIKES = (W + "strike", W + "dstrike")
OFF_THE_LINE = {"superscript", "subscript"}
# In half points. Word raises or lowers by as much unless told otherwise; less aligns two types.
RAISED = 6
WHITE = "FFFFFF"
NOTE_MARK = re.compile(r"[\d①-⑳*\[\]()〔〕（）［］\s]*")


def read(content: bytes) -> Document:
    """Read the body of a Word file: tables as grids, all else as paragraphs.

    Tracked changes are read as accepted, hidden text and comments not at all. Headers and
    footers are left out. A text box follows the paragraph or table it is anchored in.

    Raises:
        UnreadableFileError: the file is broken, encrypted or too large, keeps its text
            elsewhere or has none.
    """
    package = _Package(content)
    name = package.main_part()
    document = package.read(name)
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise _broken("it has no document part")
    if next(body.iter(*INCLUSIONS), None) is not None:
        raise UnreadableFileError(
            "unsupported_format",
            "The Word file takes its text from a file embedded in it; "
            "open it in Word or WPS and save it again as .docx.",
        )
    _keep_what_is_printed(body)
    folder = posixpath.dirname(name)
    if next(body.iter(CHARACTER_STYLE, PARAGRAPH_STYLE), None) is not None:
        write_out_styles(body, package.read(posixpath.join(folder, "styles.xml"), TELLING))
    reading = _Reading(Numbering(package.read(posixpath.join(folder, "numbering.xml"))))
    reading.read_blocks(body)
    if not any(row.text for row in reading.rows):
        raise UnreadableFileError(
            "no_text_layer",
            "The Word file has no text, at most pictures of it; supply it as text.",
        )
    notes = tuple(object_notes(reading.rows))
    return Document(MEDIA_TYPE, encoding=None, rows=tuple(reading.rows), notes=notes)


def _broken(detail: str) -> UnreadableFileError:
    return UnreadableFileError(
        "broken_file",
        f"The Word file is broken or cut off ({detail}); fetch it again, "
        "or open it in Word or WPS and save it again as .docx.",
    )


class _Package:
    """The parts of an Office file: XML files in a zip archive."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except BROKEN_ZIP as error:
            raise _broken(str(error)) from None
        self._bytes_left = limits().text_bytes
        self._parts = {info.filename.lower(): info for info in self._archive.infolist()}

    def main_part(self) -> str:
        """The name of the part that holds the text; some producers call it document2.xml."""
        relationships = self.read("_rels/.rels")
        for relationship in () if relationships is None else relationships:
            if relationship.get("Type", "").endswith("/officeDocument"):
                return relationship.get("Target", "").lstrip("/")
        return "word/document.xml"

    def read(self, name: str, telling: Sequence[bytes] = (b"",)) -> etree._Element | None:
        """Parse a part; None if the file has none of this name, or nothing telling in it."""
        info = self._parts.get(name.lower())
        if info is None:
            return None
        content = self._unpack(info)
        if not any(word in content for word in telling):
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content.replace(STRICT, W[1:-1].encode()), parser)
        except etree.XMLSyntaxError as error:
            if "Excessive depth" in error.msg:  # libxml2 stops at 256, its tree being walked deep
                raise UnreadableFileError(
                    "nested_too_deeply",
                    "The Word file nests its elements more than 256 deep, which no report does; "
                    "save the report alone as .docx.",
                ) from None
            raise _broken(f"{name}: {error.msg}") from None
        if root.getroottree().docinfo.doctype:
            raise _broken(f"{name} declares a document type")
        return root

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise UnreadableFileError(
                "encrypted_file",
                "The Word file is protected with a password; save it without one.",
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _broken(f"{info.filename} is packed in a way Word does not use")
        try:
            with self._archive.open(info) as part:
                # what the archive says of its size may lie
                content = part.read(self._bytes_left + 1)
        except BROKEN_ZIP as error:
            raise _broken(str(error)) from None
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            raise UnreadableFileError(
                "file_too_large",
                f"The Word file unpacks to more than {limits().text_bytes:,} bytes of text and "
                "markup, and no report has so many (OGI_MAX_TEXT_BYTES); save the report alone "
                "as .docx.",
            )
        return content


def _keep_what_is_printed(body: etree._Element) -> None:
    """Accept the tracked changes and take off everything that only wraps text."""
    for mark in list(body.iter(*TAKEN_AWAY)):
        parent = mark.getparent()
        if parent.tag == W + "trPr":
            _remove(parent.getparent())
        elif parent.tag == W + "rPr":  # a paragraph taken back is not counted in its list
            _remove(parent.getparent().find(W + "numPr"))
    for alternatives in list(body.iter(MC + "AlternateContent")):  # one text, for old and new Word
        for other in alternatives[1:]:
            alternatives.remove(other)
    etree.strip_elements(body, *TAKEN_AWAY, with_tail=False)
    etree.strip_tags(body, *WRAPPERS)


def _remove(element: etree._Element | None) -> None:
    if element is not None and element.getparent() is not None:
        element.getparent().remove(element)


class _Reading:
    """Gathers the rows of a document while walking through it."""

    def __init__(self, numbering: Numbering) -> None:
        self.rows: list[Row] = []
        self._numbering = numbering
        self._tables = 0
        self._allowance = Allowance()

    def read_blocks(self, container: etree._Element) -> None:
        for block in container:
            if block.tag == PARAGRAPH:
                self._add_lines(self._text(block))
                self._read_text_boxes(block)
            elif block.tag == TABLE:
                self._read_table(block)

    def _read_table(self, table: etree._Element) -> None:
        self._tables += 1
        table_no = self._tables
        rows = [row for row in table if row.tag == TABLE_ROW]
        is_column = all(sum(cell.tag == TABLE_CELL for cell in row) <= 1 for row in rows)
        anchors = []
        for row_no, cells in enumerate(_standing_cells(rows), 1):
            if is_column or any(
                next(cell.iterchildren(TABLE), None) is not None for cell, _ in cells
            ):
                self._read_frames(cells)
            elif cells:
                self._read_row(table_no, row_no, cells)
                anchors += [cell for cell, _ in cells]
        for anchor in anchors:  # after the table, which they must not cut in two
            self._read_text_boxes(anchor)

    def _read_frames(self, cells: list[tuple[etree._Element, int]]) -> None:
        """Read cells that are there for the layout, one after the other."""
        for cell, _ in cells:
            before = len(self.rows)
            self.read_blocks(cell)
            if len(self.rows) == before:
                self._add_line("")

    def _read_row(
        self, table_no: int, row_no: int, cells: list[tuple[etree._Element, int]]
    ) -> None:
        texts = [self._cell_text(cell) for cell, _ in cells]
        if is_prose(texts):
            for text in texts:
                for line in text.split("\n"):
                    self._add_line(line)
            return
        line = len(self.rows) + 1
        row = tuple(
            Cell(text, line, column, f"table {table_no}, row {row_no}, column {column}")
            for text, (_, column) in zip(texts, cells, strict=True)
        )
        self._add(Row(row, "docx_table", bordered=True, grid=table_no))

    def _cell_text(self, cell: etree._Element) -> str:
        paragraphs = [self._text(block) for block in cell if block.tag == PARAGRAPH]
        lines = [line.strip() for text in paragraphs for line in text.split("\n")]
        text = "\n".join(filter(None, lines))
        if not text and next(cell.iter(*PICTURES), None) is not None:
            return OBJECT
        return text

    def _text(self, paragraph: etree._Element) -> str:
        return self._numbering.ordinal(paragraph) + _printed_text(paragraph)

    def _read_text_boxes(self, anchor: etree._Element) -> None:
        if next(anchor.iter(TEXT_BOX), None) is not None:
            for box in _text_boxes(anchor):
                self.read_blocks(box)

    def _add_lines(self, text: str) -> None:
        for line in text.split("\n"):
            if is_paragraph(line):
                self._add_line(line)

    def _add_line(self, text: str) -> None:
        self._add(paragraph(text, len(self.rows) + 1))

    def _add(self, row: Row) -> None:
        self.rows.append(self._allowance.take(row))


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes inside an element, without those inside other text boxes."""
    for child in element:
        if child.tag == TEXT_BOX:
            yield child
        else:
            yield from _text_boxes(child)


def _standing_cells(rows: list[etree._Element]) -> Iterator[list[tuple[etree._Element, int]]]:
    """The cells of each row with their grid columns, without what a merged cell covers."""
    merged_above: set[int] = set()
    for row in rows:
        standing, merged = [], set()
        column = 1 + number_at(row, "trPr/gridBefore", default=0)
        for cell in row:
            if cell.tag != TABLE_CELL:
                continue
            properties = _properties(cell)
            down, across = properties.get(W + "vMerge"), properties.get(W + "hMerge")
            if down:
                merged.add(column)
            is_below = down == CONTINUE and column in merged_above
            is_taken_away = W + "cellDel" in properties  # with its column, in a tracked change
            if not (is_below or is_taken_away or across == CONTINUE):
                standing.append((cell, column))
            column += max(1, int_of(properties.get(W + "gridSpan"), default=1))
        merged_above = merged
        yield standing


def _properties(cell: etree._Element) -> dict[str, str]:
    """The properties of a table cell; a merge that does not say which kind goes on."""
    return {
        item.tag: item.get(W + "val", CONTINUE)
        for items in cell.iterchildren(W + "tcPr")
        for item in items
    }


def _printed_text(paragraph: etree._Element) -> str:
    pieces = list(_pieces(paragraph, []))
    # Raised or lowered digits after something are the mark of a note; alone they are all there is.
    has_more = any(text.strip() and not is_raised for text, is_raised in pieces)
    return "".join(
        text
        for text, is_raised in pieces
        if not (is_raised and has_more and NOTE_MARK.fullmatch(text))
    )


@dataclass(slots=True)
class _Field:
    """A field, as far as it was read.

    Attributes:
        code: what it says is to be shown.
        is_at_result: whether what comes now is printed, being what was worked out of the code.
        is_printed: whether something of the result was.
    """

    code: str = ""
    is_at_result: bool = False
    is_printed: bool = False


def _pieces(
    element: etree._Element, fields: list[_Field], is_raised: bool = False
) -> Iterator[tuple[str, bool]]:
    """The texts of a paragraph or run, each with whether it is raised.

    Args:
        element: the paragraph or run.
        fields: those around the text, the innermost last.
        is_raised: whether the run is raised or lowered.
    """
    for child in element:
        if child.tag == RUN:
            properties = child.find(W + "rPr")
            if properties is None:
                yield from _pieces(child, fields)
                continue
            if _is_on(properties.find(W + "vanish")):
                continue
            for text, is_raised_here in _pieces(child, fields, _is_raised(properties)):
                yield _as_it_looks(text, properties), is_raised_here
        elif child.tag == FIELD_MARK:
            drawn = _follow(fields, child.get(W + "fldCharType"))
            yield _printed(drawn, fields), is_raised
        elif child.tag == FIELD_CODE and fields:
            fields[-1].code += child.text or ""
        else:
            yield _printed(_characters(child), fields), is_raised


def _as_it_looks(text: str, properties: etree._Element) -> str:
    if any(_is_on(properties.find(strike)) for strike in STRIKES):
        return struck_out(text)
    if value_at(properties, "color") == WHITE and re.search(r"\d", text):
        return f" {text} "  # it may not be seen, and is then no part of the number beside it
    return text


def _is_raised(properties: etree._Element) -> bool:
    is_aligned = value_at(properties, "vertAlign") in OFF_THE_LINE
    by_hand = (value_at(properties, "position") or "").removeprefix("-")
    return is_aligned or int_of(by_hand, default=0) >= RAISED


def _follow(fields: list[_Field], mark: str | None) -> str:
    """Begin, go on in or end a field; return an `OBJECT` if Word draws there what is no text."""
    if mark == "begin":
        fields.append(_Field())
    elif fields and mark == "separate":
        fields[-1].is_at_result = True
    elif fields and mark == "end":
        ended = fields.pop()
        if not ended.is_printed:
            return OBJECT if DRAWN_FIELD.match(ended.code) else ""
        if fields:
            fields[-1].is_printed = True
    return ""


def _printed(text: str, fields: list[_Field]) -> str:
    """A text, or "" in the code of a field, which is printed as its result."""
    if not fields:
        return text
    if not all(field.is_at_result for field in fields):
        return ""
    if text.strip():
        fields[-1].is_printed = True
    return text


def _characters(element: etree._Element) -> str:
    if element.tag == TEXT:
        return re.sub(r"[\t\r\n]", " ", without_invisible(element.text or ""))
    if element.tag == SYMBOL:
        code = element.get(W + "char", "")
        is_character = re.fullmatch(r"(?!D[89A-F])[0-9A-F]{4}", code, re.IGNORECASE)
        return chr(int(code, 16)) if is_character else OBJECT
    return CHARACTERS.get(element.tag, "")


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(W + "val") not in ("0", "false", "off")
