import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.document import Document, UnreadableFileError
from extract.readers import read

FONT = "STSong-Light"
NAMES = [
    "报告.txt",
    "报告.md",
    "报告.doc",
    "报告.html",
    "报告.pdf",
    "a.jpg",
    "报告",
    "a.b/报告.DOCX",
]
PAGE = "<html><body><p>公开</p><table><tr><td>规章</td><td>1</td></tr></table></body></html>"
TEXT = "公开\n规章 | 1 |\n"
# Compound File Binary: its directory names the streams in UTF-16.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("公开")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "规章", "1"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_file() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(300, 300))
    canvas.setFont(FONT, 10)
    canvas.drawString(50, 250, "公开")
    canvas.grid([50, 120, 190], [150, 200])
    canvas.drawString(60, 170, "规章")
    canvas.drawString(130, 170, "1")
    canvas.save()
    return file.getvalue()


def archive(*members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for member in members:
            packed.writestr(member, "x")
    return file.getvalue()


def compound_file(*streams: str) -> bytes:
    return COMPOUND_FILE + b"".join(f"{name:\0<32}".encode("utf-16-le") for name in streams)


def refused(content: bytes, name: str = "a.txt") -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        read(content)
    return refusal.value


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(TEXT.encode(), "text/plain", id="text"),
        pytest.param(PAGE.encode(), "text/html", id="html"),
        pytest.param(word_file(), "application/vnd.openxmlformats", id="docx"),
        pytest.param(pdf_file(), "application/pdf", id="pdf"),
    ],
)
def test_a_file_is_read_as_what_it_is_whatever_its_name(
    name: str, content: bytes, media_type: str
) -> None:
    document = read(content)
    assert document.media_type.startswith(media_type)
    assert [row.text for row in document.rows] == ["公开", "规章 1"]
    assert document == read(content)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(PAGE, id="page"),
        pytest.param(f"\ufeff\r\n <!DOCTYPE html>{PAGE}", id="after-blanks"),
        pytest.param(f'<?xml version="1.0" encoding="utf-8"?>{PAGE}', id="xhtml"),
        pytest.param("<TABLE><TR><TD>规章<TD>1</TABLE>", id="open-tags-in-capitals"),
        pytest.param('甲<p class="a">规章</p>', id="text-before-the-first-tag"),
        pytest.param("<!-- 正文 --><div>规章</div>", id="comment-first"),
        pytest.param("<?xml:namespace prefix = o /><P>规章<o:p></o:p></P>", id="pasted-from-word"),
        pytest.param("<span>规章</span>", id="fragment"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_pages_and_parts_of_pages_are_read_as_such(page: str, encoding: str) -> None:
    assert read(page.encode(encoding)).media_type == "text/html"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("规章 < 行政许可 > 行政处罚\n", id="signs"),
        pytest.param("<关于公开的通知>\n", id="brackets"),
        pytest.param("PK 赛\n", id="letters-of-zip"),
        pytest.param("| 规章<br>甲 | 1 |\n", id="line-break-in-markdown"),
        pytest.param(
            '<div align="center">甲</div>\n\n| 甲 | 乙 |\n| :--- | ---: |\n| 规章 | 1 |\n',
            id="tags-in-markdown",
        ),
        pytest.param("MIME 类型\n", id="no-mail"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_text_with_signs_of_other_formats_stays_text(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)).media_type == "text/plain"


def test_a_pdf_may_follow_what_a_server_wrote_before_it() -> None:
    content = b"HTTP/1.1 200 OK\r\n\r\n" + pdf_file()
    assert read(content).media_type == "application/pdf"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b" \r\n\t ",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xef\xbb\xbf \r\n",
        " \n".encode("utf-16"),
        bytes(4096),
    ],
)
def test_a_file_without_content_is_empty(content: bytes) -> None:
    assert refused(content).reason_code == "empty_file"
    assert refused(content, "a.docx").reason_code == "empty_file"


@pytest.mark.parametrize(
    ("content", "format_name", "remedy"),
    [
        (compound_file("WordDocument"), ".doc", ".docx"),
        (compound_file("Workbook"), ".xls", ".docx"),
        (compound_file("PowerPoint Document"), ".ppt", ".docx"),
        (compound_file("Contents"), "WPS", ".docx"),
        (rb"{\rtf1\ansi a}", "RTF", ".docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), ".xlsx", ".docx"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), ".pptx", ".docx"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "OFD", ".pdf"),
        (archive("mimetype", "content.xml", "META-INF/manifest.xml"), ".odt", ".docx"),
        (archive("甲.docx", "乙.docx"), "ZIP", "unpack"),
        (archive(), "ZIP", "unpack"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(9), "RAR", "unpack"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(9), "7z", "unpack"),
        (b"\x1f\x8b\x08" + bytes(9), "gzip", "unpack"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "picture", "OCR"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(9), "picture", "OCR"),
        (b"GIF89a" + bytes(9), "picture", "OCR"),
        (b"II*\x00" + bytes(9), "picture", "OCR"),
        (b"MM\x00*" + bytes(9), "picture", "OCR"),
        (b"BM\x0a\x00\x00\x00" + bytes(9), "picture", "OCR"),
        (b"RIFF\x0a\x00\x00\x00WEBPVP8 ", "picture", "OCR"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(9), "picture", "OCR"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", ".mht", ".docx"),
        (b"From: <Saved>\r\nMime-Version: 1.0\r\n\r\n<html>", ".mht", ".docx"),
        (b'<?xml version="1.0"?><?mso-application progid="a"?><w:wordDocument>', "XML", ".docx"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\r\n<pkg:package a="b">', "XML", ".docx"),
        (b'<?xml version="1.0"?>\n<uof:UOF>', "XML", ".docx"),
    ],
)
@pytest.mark.parametrize("name", ["报告.docx", "报告.txt"])
def test_a_format_that_is_not_read_is_named_with_what_would_do(
    name: str, content: bytes, format_name: str, remedy: str
) -> None:
    refusal = refused(content, name)
    assert refusal.reason_code == "unsupported_format"
    assert format_name in refusal.reason
    assert remedy in refusal.reason


def test_a_word_file_with_a_password_is_refused_as_encrypted() -> None:
    content = compound_file("EncryptionInfo", "EncryptedPackage")
    assert refused(content, "报告.docx").reason_code == "encrypted_file"


@pytest.mark.parametrize("size", [4, 40, 1000, -30])
def test_a_word_file_cut_off_is_broken(size: int) -> None:
    assert refused(word_file()[:size]).reason_code == "broken_file"


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\3\4", COMPOUND_FILE, b"<table>", b"\xff\xfe", b"BM"]),
    st.binary(max_size=200),
    st.sampled_from([b"", TEXT.encode(), PAGE.encode("gb18030"), word_file(), pdf_file()]),
    st.integers(0, 3000),
)
def test_any_bytes_are_read_or_refused(
    beginning: bytes, noise: bytes, rest: bytes, cut: int
) -> None:
    try:
        assert isinstance(read(beginning + noise + rest[cut:]), Document)
        assert isinstance(read(rest[:cut] + noise), Document)
    except UnreadableFileError as refusal:
        assert refusal.reason
