"""Files made to hurt whoever reads them: to take all memory or time, to reach out, to mislead.

Each is made in a size; 1 is as large as can do harm, tests use less.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

REPORT = """某某市财政局2021年政府信息公开工作年度报告
一、总体情况
本年新收政府信息公开申请3件。
二、主动公开政府信息情况
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
规章 | 0 | 0 | 0 |
行政规范性文件 | {number} | 0 | 0 |
第二十条第（五）项
信息内容 | 本年处理决定数量 |
行政许可 | 7 |
"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "哈哈哈哈哈哈">'
    for level in range(12)
)


@dataclass(frozen=True)
class Hostile:
    """One kind of hostile file.

    Attributes:
        name: as a file.
        content: its bytes in pieces, given its size.
        outcomes: what may become of it: reason codes, or "read".
    """

    name: str
    content: Callable[[float], Iterator[bytes]]
    outcomes: frozenset[str]


def hostile_files() -> list[Hostile]:
    """Every kind of hostile file."""
    return [
        _of("long_text.txt", _long_text, "file_too_large", "too_many_cells"),
        _of("piped_text.txt", _piped_text, "file_too_large", "too_many_cells"),
        _of("million_cells.html", _million_cells, "file_too_large", "too_many_cells"),
        _of("nested_divs.html", _nested("div"), "nested_too_deeply"),
        _of("nested_tables.html", _nested("table"), "nested_too_deeply"),
        _of("nested_fonts.html", _nested("font"), "nested_too_deeply", "not_a_report"),
        _of("attributes.html", _attributes, "broken_file", "file_too_large"),
        _of("wide_span.html", _spans("colspan"), "not_a_report", "table_too_large", "read"),
        _of("tall_span.html", _spans("rowspan"), "not_a_report", "table_too_large", "read"),
        _of("zip_bomb.docx", _zip_bomb, "file_too_large"),
        _of("laughs.docx", _word(f"<!DOCTYPE x [{LAUGHS}]>", "&l11;"), "broken_file"),
        _of(
            "outside_entity.docx",
            _word('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "&e;"),
            "broken_file",
        ),
        _of("nested.docx", _nested_word, "nested_too_deeply"),
        _of("looping_pages.pdf", _looping_pages, "broken_file", "too_many_pages", "no_text_layer"),
        _of("million_pages.pdf", _million_pages, "broken_file", "too_many_pages", "no_text_layer"),
        _of(
            "unpacking.pdf",
            _unpacking_pdf,
            "file_too_large",
            "broken_file",
            "no_text_layer",
            "not_a_report",
            "too_much_memory",
            "reader_died",
            "timed_out",
        ),
        *(
            _of(
                f"hostile_line_{number}.txt",
                _line(unit),
                "not_a_report",
                "file_too_large",
                "too_many_cells",
                "empty_file",
                "broken_file",
                "unsupported_format",
                "before_form",
                "no_values_found",
            )
            for number, unit in enumerate(LINES)
        ),
        _of(
            "nul.txt",
            _text(lambda text: text.replace("，", "\0，\0") + "\0" * 1000),
            "read",
            "unknown_encoding",
        ),
        _of("right_to_left.txt", _text(lambda text: text.replace("市", "\u202e市\u202c")), "read"),
        _of("digits.txt", _text(number="1" * 10_000), "read"),
        _of("beyond_64_bits.txt", _text(number=str(2**64 + 1)), "read"),
        _of("script.html", _script, "read"),
        _of("invalid_utf8.txt", _invalid_utf8, "read", "unknown_encoding"),
    ]


# Repeated to a line, each is hard on some pattern of the readers, of titles, dates or claims.
LINES = (
    "1", "1.", "1,", " ", "\t", "|", "| |", "(", "((1)", "（", "第一", "一二三", "二〇二一年",
    "2021年", "公开", "公报", "政府信息公开工作年度报告", "某市局", "其中", "收到申请1件，", "。",
    "<", "<td ", "&#", "&amp", "\ufeff", "\u3000", "-", "--|", ":-:|", "1 2 ", "0\u00a0",
)  # fmt: skip


def _of(name: str, content: Callable[[float], Iterator[bytes]], *outcomes: str) -> Hostile:
    return Hostile(name, content, frozenset(outcomes))


def _count(size: float, most: int) -> int:
    return max(1, int(most * size))


def _long_text(size: float) -> Iterator[bytes]:
    piece = "全年公开信息一条。\n".encode() * 40_000
    for _ in range(_count(size, 1024)):  # one GiB
        yield piece


def _piped_text(size: float) -> Iterator[bytes]:
    yield REPORT.format(number=1).encode()
    yield "行政许可 | 1 | 2 |\n".encode() * _count(size, 1_000_000)


def _million_cells(size: float) -> Iterator[bytes]:
    yield b"<html><table>"
    yield (b"<tr>" + b"<td>1" * 100) * _count(size, 10_000)


def _nested(tag: str) -> Callable[[float], Iterator[bytes]]:
    def content(size: float) -> Iterator[bytes]:
        cell = b"<tr><td>" if tag == "table" else b""
        yield b"<html>" + (f"<{tag}>".encode() + cell) * _count(size, 100_000)

    return content


def _attributes(size: float) -> Iterator[bytes]:
    yield b"<html><table><tr><td "
    yield b" ".join(b"a%d=1" % number for number in range(_count(size, 1_000_000)))
    yield b">1</table>"


def _spans(attribute: str) -> Callable[[float], Iterator[bytes]]:
    def content(_: float) -> Iterator[bytes]:
        yield f"<html><table><tr><td {attribute}=1000000000>1<td {attribute}=999999999>2".encode()

    return content


def _zip_bomb(size: float) -> Iterator[bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f'<w:document xmlns:w="{WORD}"><w:body>'.encode())
            for _ in range(_count(size, 4096)):  # four GiB
                part.write(b" " * 2**20)
    yield packed.getvalue()


def _word(declaration: str, text: str) -> Callable[[float], Iterator[bytes]]:
    def content(_: float) -> Iterator[bytes]:
        body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        yield _package(declaration, body)

    return content


def _nested_word(size: float) -> Iterator[bytes]:
    depth = max(300, _count(size, 100_000))
    yield _package("", "<w:p>" * depth + "</w:p>" * depth)


def _package(declaration: str, body: str) -> bytes:
    document = f'{declaration}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def _looping_pages(_: float) -> Iterator[bytes]:
    yield _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")


def _million_pages(_: float) -> Iterator[bytes]:
    yield _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )


def _unpacking_pdf(size: float) -> Iterator[bytes]:
    import zlib

    shown = b"BT /F 9 Tf 10 700 Td " + b"(1)Tj 0 -1 Td " * _count(size, 20_000_000) + b"ET"
    packed = zlib.compress(shown)
    yield _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    )


def _pdf(*objects: bytes) -> bytes:
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n" % (
        len(objects) + 1, table, len(objects) + 1
    ) + b"startxref\n%d\n%%%%EOF\n" % len(content)  # fmt: skip


def _line(unit: str) -> Callable[[float], Iterator[bytes]]:
    def content(size: float) -> Iterator[bytes]:
        yield (unit * _count(size, 1_000_000)).encode()[:4_000_000]

    return content


def _text(
    change: Callable[[str], str] = str, number: str = "1"
) -> Callable[[float], Iterator[bytes]]:
    def content(_: float) -> Iterator[bytes]:
        yield change(REPORT.format(number=number)).encode()

    return content


def _script(_: float) -> Iterator[bytes]:
    agency = "<script>alert(1)</script><img src=x onerror=alert(2)>某某市财政局"
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell.strip()}</td>' for cell in line.split('|')[:-1])}</tr>"
        for line in REPORT.format(number=1).splitlines()
        if "|" in line
    )
    yield (
        f"<html><title>{agency}2021年政府信息公开工作年度报告</title><h1>{agency}2021年"
        f"政府信息公开工作年度报告</h1><table>{rows}</table>"
    ).encode()


def _invalid_utf8(_: float) -> Iterator[bytes]:
    yield REPORT.format(number=1).encode() + b"\xff\xfe\xc3\x28\xed\xa0\x80" * 20
