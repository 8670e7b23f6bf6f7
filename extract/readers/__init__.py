"""One module a file format; all return the same Document and know nothing of the form.

A file's bytes say what it is. Its name does not count: pages saved as .doc, Word files
called .txt and PDFs behind an .html address are all common.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from extract.document import Document, UnreadableFileError
from extract.limits import limits
from extract.readers import docx, html, pdf, text

Reader = Callable[[bytes], Document]

BLANKS = b"\0\t\n\v\f\r \xef\xbb\xbf\xfe\xff"  # with the bytes of byte order marks
# Within so many bytes a PDF begins, as Acrobat has it.
BEGINNING_OF_PDF = 1024

WORD = "open it in Word or WPS and save it as .docx"
EXCEL = "copy its tables into a Word file and save that as .docx"
UNPACK = "unpack it and supply the files in it"
PICTURE = "a picture", "supply the report as text, or run OCR on it"
# Patterns of what files begin with, what such files are, and what to do with them.
SIGNATURES = {
    rb"\{\\rtf": ("an RTF file", WORD),
    rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*": PICTURE,
    rb"RIFF.{4}WEBP|BM.{4}\0{4}|.{4}ftyp(?:heic|heix|mif1|avif)": PICTURE,
    rb"Rar!": ("a RAR archive", UNPACK),
    rb"7z\xbc\xaf\x27\x1c": ("a 7z archive", UNPACK),
    rb"\x1f\x8b": ("a gzip archive", UNPACK),
    rb"(?:.{0,1000}\n)?(?i:mime-version):": ("a web archive (.mht)", WORD),
    rb"(?:\xef\xbb\xbf)?<\?xml\s.{0,1000}?"
    rb"<(?:pkg:package|w:wordDocument|Workbook|uof:|office:document)": ("an XML file", WORD),
}
# Compound File Binary, the container of Office 97 to 2003 and of what Word encrypts.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# Streams in such files, and what the files are then.
COMPOUND_STREAMS = {
    "WordDocument": ("a file of Word 97 to 2003 or WPS (.doc, .wps)", WORD),
    "Workbook": ("a file of Excel 97 to 2003 or WPS (.xls, .et)", EXCEL),
    "PowerPoint Document": ("a file of PowerPoint 97 to 2003 or WPS (.ppt, .dps)", WORD),
}
ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
# Members of zip archives, and what the archives are then.
ZIP_MEMBERS = {
    "xl/": ("an Excel file (.xlsx)", EXCEL),
    "ppt/": ("a PowerPoint file (.pptx)", "copy its text into a Word file and save it as .docx"),
    "ofd.xml": ("an OFD file", "open it in an OFD reader or WPS and convert it to .pdf or .docx"),
    "meta-inf/manifest.xml": ("an OpenDocument file (.odt, .ods)", WORD),
}
TAG = re.compile(
    rb"<(?:!doctype html|/?(?:html|head|body|title|h\d|div|p|span|table|tbody|tr|td|th)[\s/>])",
    re.IGNORECASE,
)
# Markdown may hold tags; a page does not hold the rule under the header of Markdown's tables.
EMBEDDED_PICTURE = re.compile(rb"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")
SIGN_OF_MARKDOWN = re.compile(rb"\n(?=[-:| \t]*--)(?=[-:| \t]*\|)[-:| \t]+\r?$", re.MULTILINE)


def read(content: bytes) -> Document:
    """Read a file with the reader for what its bytes say it is.

    Raises:
        UnreadableFileError: the file is empty, of a format that is not read, too large, or broken.
    """
    if not content.strip(BLANKS):
        raise UnreadableFileError("empty_file", "The file is empty.")
    return _reader_for(content)(content)


def _reader_for(content: bytes) -> Reader:
    if b"%PDF-" in content[:BEGINNING_OF_PDF]:
        return pdf.read
    if content.startswith(ZIP):
        return _reader_for_zip(content)
    if content.startswith(COMPOUND_FILE):
        raise _compound_file(content)
    for signature, format_and_remedy in SIGNATURES.items():
        if re.match(signature, content, re.DOTALL):
            raise _unsupported(*format_and_remedy)
    _refuse_long_text(content)
    plain = content.replace(b"\0", b"")  # of UTF-16, every second byte of a tag
    is_page = TAG.search(plain) and not SIGN_OF_MARKDOWN.search(b"\n" + plain)
    return html.read if is_page else text.read


def _refuse_long_text(content: bytes) -> None:
    if len(content) <= limits().text_bytes:
        return
    size = len(EMBEDDED_PICTURE.sub(b"", content))
    if size > limits().text_bytes:
        raise UnreadableFileError(
            "file_too_large",
            f"The file has {size:,} bytes of text and markup, and no report has more than "
            f"{limits().text_bytes:,} (OGI_MAX_TEXT_BYTES); supply the report as a file of "
            "its own.",
        )


def _reader_for_zip(content: bytes) -> Reader:
    try:
        members = [name.lower() for name in zipfile.ZipFile(BytesIO(content)).namelist()]
    except docx.BROKEN_ZIP:
        return docx.read  # which says how the file is broken
    if any(name.startswith("word/") for name in members):
        return docx.read
    for member, format_and_remedy in ZIP_MEMBERS.items():
        if any(name.startswith(member) for name in members):
            raise _unsupported(*format_and_remedy)
    raise _unsupported("a ZIP archive", UNPACK)


def _compound_file(content: bytes) -> UnreadableFileError:
    if ENCRYPTED_STREAM in content:
        return UnreadableFileError(
            "encrypted_file",
            "The file is protected with a password; open it in Word or WPS and save it "
            "as .docx without one.",
        )
    for stream, format_and_remedy in COMPOUND_STREAMS.items():
        if stream.encode("utf-16-le") in content:
            return _unsupported(*format_and_remedy)
    return _unsupported("a file of Office 97 to 2003 or WPS", WORD)


def _unsupported(file_format: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(
        "unsupported_format", f"This is {file_format}, which is not read; {remedy}."
    )
