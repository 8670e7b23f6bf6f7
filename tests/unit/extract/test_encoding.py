import codecs
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import UnreadableFileError
from extract.readers.encoding import decode, without_invisible

SIMPLIFIED = "石桥区教育局年度报告\r\n规章 | 12 | 0 |\r\n行政规范性文件 | 345 | 7 |\r\n"
TRADITIONAL = "石橋區教育局年度報告\r\n規章 | 12 | 0 |\r\n行政規範性文件 | 345 | 7 |\r\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    content = mark + SIMPLIFIED.encode(encoding)
    assert decode(content, "gb2312") == (SIMPLIFIED, encoding, ())


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "BIG5", "iso-8859-1", "no-such", ""])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
    ],
)
def test_bytes_that_speak_for_themselves_outweigh_what_is_declared(
    text: str, encoding: str, declared: str | None
) -> None:
    assert decode(text.encode(encoding), declared) == (text, encoding, ())


@pytest.mark.parametrize(
    ("declared", "text", "encoding"),
    [("gb2312", "啊", "gb18030"), ("GBK", "啊", "gb18030"), ("Big5", "陛", "big5hkscs")],
)
def test_between_equal_readings_the_declaration_decides(
    declared: str, text: str, encoding: str
) -> None:
    assert decode(b"\xb0\xa1", declared) == (text, encoding, ())


@pytest.mark.parametrize("text", ["café 1", "ئۇيغۇر 1", "བོད་ 1", "ABC 1"])
def test_what_is_valid_utf8_is_utf8_in_any_language(text: str) -> None:
    assert decode(text.encode(), "gb2312") == (text, "utf-8", ())


def test_characters_beyond_gb2312_are_read_in_a_page_that_declares_it() -> None:
    text = SIMPLIFIED + "朱镕基、喆、𠮷"
    assert decode(text.encode("gb18030"), "gb2312") == (text, "gb18030", ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_a_file_cut_inside_a_character_is_read_up_to_it(encoding: str) -> None:
    content = (TRADITIONAL + "局").encode(encoding)[:-1]
    text, found, notes = decode(content)
    assert found == encoding
    assert text.rstrip("\ufffd") == TRADITIONAL
    assert text.endswith("\ufffd")
    assert [note.code for note in notes] == ["bytes_not_decoded"]


def test_a_damaged_byte_is_marked_and_noted_with_its_place() -> None:
    before, after = "规章 | 1".encode(), "2 | 3 |\n第二".encode()
    text, encoding, (note,) = decode(before + b"\xff" + after)
    assert (text, encoding) == ("规章 | 1\ufffd2 | 3 |\n第二", "utf-8")
    assert note.code == "bytes_not_decoded"
    assert "1 of the file's characters" in note.sentence
    assert f"byte {len(before)}," in note.sentence


def test_the_place_of_damage_counts_the_byte_order_mark() -> None:
    (note,) = decode(codecs.BOM_UTF8 + "规章".encode() + b"\xff")[2]
    assert f"byte {3 + 6}," in note.sentence


def test_a_character_lost_before_is_noted_too() -> None:
    assert [note.code for note in decode("规\ufffd章 | 1 |".encode())[2]] == ["bytes_not_decoded"]


def test_a_zero_byte_joins_no_digits() -> None:
    text, encoding, notes = decode((SIMPLIFIED * 3 + "1\x002").encode())
    assert (text, encoding) == (SIMPLIFIED * 3 + "1\ufffd2", "utf-8")
    assert len(notes) == 1


@pytest.mark.parametrize("damage", [b"\xb9", b"\xff", b"\x81"])
@pytest.mark.parametrize("following", ["12", "1 |", "12 |\n34 |\n", "1</td>", " 1"])
def test_no_digit_after_a_stray_byte_of_gb18030_is_lost(damage: bytes, following: str) -> None:
    text, encoding, _ = decode(SIMPLIFIED.encode("gb18030") + damage + following.encode())
    assert encoding == "gb18030"
    assert text.startswith(SIMPLIFIED + "\ufffd")
    assert text.endswith(following)


def test_digits_that_gb18030_takes_for_half_of_a_character_leave_a_mark() -> None:
    content = SIMPLIFIED.encode("gb18030") + b"|\x810\x8152|"
    assert decode(content)[0] == SIMPLIFIED + "|\ufffd2|"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 20, id="every-byte"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + Random(0).randbytes(4000), id="picture"),
        pytest.param(b"PK\x03\x04" + b"\x00\x01\x02\xff" * 200, id="archive"),
        pytest.param(codecs.BOM_UTF8 + "规章".encode("gb18030") * 100, id="false-mark"),
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        decode(content)
    assert refusal.value.reason_code == "unknown_encoding"
    assert "save it as UTF-8" in refusal.value.reason


@given(st.binary(), st.sampled_from([None, "utf-8", "gbk", "a\0b", "é", "hex"]))
def test_any_bytes_are_read_or_refused(content: bytes, declared: str | None) -> None:
    try:
        text, encoding, notes = decode(content, declared)
    except UnreadableFileError as refusal:
        assert refusal.reason_code == "unknown_encoding"
        return
    assert "\0" not in text
    assert bool(notes) == ("\ufffd" in text)
    codecs.lookup(encoding)


@given(st.sampled_from(["utf-8", "gb18030"]), st.lists(st.integers(0), min_size=1, max_size=3))
def test_lost_bytes_never_make_another_number_of_a_marked_one(encoding: str, at: list[int]) -> None:
    text = "规章、行政许可事项\n" * 20 + "件123章\n"
    content = bytearray(text.encode(encoding))
    around = len(content) - len("件123章\n".encode(encoding))
    for place in at:
        letters = [i for i in range(around, len(content)) if content[i] > 0x7F]
        del content[letters[place % len(letters)]]
    assert "123" in decode(bytes(content))[0]


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200d", "\u200f", "\u202d", "\u2060", "\ufeff", "\xad"]
)
def test_characters_that_show_nothing_are_no_text(mark: str) -> None:
    assert without_invisible(f"{mark}规{mark}章 1{mark}2{mark}") == "规章 12"


def test_a_mark_that_shows_a_number_backwards_stays_in_it() -> None:
    assert without_invisible("\u202e12\u202c") == "\u202e12"


@pytest.mark.parametrize("mark", [" ", "\xa0", "\u3000", "\u2003", "\u202f"])
def test_blanks_are_text(mark: str) -> None:
    assert without_invisible(f"1{mark}2") == f"1{mark}2"
