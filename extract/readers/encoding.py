"""From bytes to text, whatever encoding they are in and whatever they claim to be in."""

import codecs
import re
from functools import cache

from extract.document import Note, UnreadableFileError

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
EIGHT_BIT = ("utf-8", "gb18030", "big5hkscs")
# Pages declare an encoding and use the characters of its supersets.
SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
}
# Every digit and every line end of UTF-16 holds a zero byte: in a table, far more than this.
ZERO_BYTES_IN_UTF16 = 0.01
# Of all that is not plain ASCII, so much may be damaged before a file is no text at all.
DAMAGE_ALLOWED = 0.1
DAMAGE_ALWAYS_ALLOWED = 8

NO_TEXT = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# A zero byte shows nothing, but it stands where something was: it must not join digits.
# Nor must what GB18030 makes of two stray bytes and the digits after them.
LOST = "\0"
LOST_IN_GB18030 = re.compile("[\x80-\x9f]")
NOT_ASCII = re.compile("[^\t-\r -\x7e]+")

# Blanks at which no line may be broken. A paragraph of nothing else is a cell left blank.
NO_BREAK_SPACE = re.compile("[\u00a0\u2007\u202f]")
# Characters that show nothing: soft hyphens, zero-width blanks and joiners, marks of direction.
# U+202E is none: it shows 12 as 21.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202d\u2060-\u2064\u2066-\u2069\ufeff]")

# The codecs' own "replace" drops the digits after a stray lead byte at the end of a file.
codecs.register_error("replace_one_byte", lambda error: ("\ufffd", error.start + 1))


def decode(content: bytes, declared: str | None = None) -> tuple[str, str, tuple[Note, ...]]:
    """Decode a file's bytes; what cannot be decoded becomes U+FFFD, and is noted.

    A byte order mark decides; then strict UTF-8; then the encoding in which most of the
    characters are everyday Chinese ones. What the file declares decides only between
    readings that are equally good: pages often declare another encoding than their own.

    Args:
        content: the file's bytes.
        declared: the encoding the file says it is in, under any of its names.

    Returns:
        The text, the name of Python's codec for it, and at most one note
        ``bytes_not_decoded`` with the count and the place of what was damaged.

    Raises:
        UnreadableFileError: ``unknown_encoding``, the bytes are no text.
    """
    mark, encoding = _byte_order_mark(content)
    body = content[len(mark) :]
    if encoding is None:
        encoding = _encoding_of(body, declared)
    text = _read_as(body, encoding)
    damage = len(NO_TEXT.findall(text))
    if damage > DAMAGE_ALWAYS_ALLOWED and damage > DAMAGE_ALLOWED * len(_beyond_ascii(text)):
        raise UnreadableFileError(
            "unknown_encoding",
            "The file is no text in UTF-8, UTF-16, GB18030 or Big5: read as "
            f"{encoding}, {damage} of its characters are damaged; save it as UTF-8.",
        )
    text = text.replace(LOST, "\ufffd")
    if encoding == "gb18030":
        text = LOST_IN_GB18030.sub("\ufffd", text)
    return text, encoding, _notes(text, encoding, len(mark))


def without_invisible(text: str) -> str:
    """The text without the characters that show nothing and part nothing."""
    return text if text.isascii() else INVISIBLE.sub("", text)


def _byte_order_mark(content: bytes) -> tuple[bytes, str | None]:
    marks = (pair for pair in BYTE_ORDER_MARKS.items() if content.startswith(pair[0]))
    return next(marks, (b"", None))


def _encoding_of(content: bytes, declared: str | None) -> str:
    may_be_utf16 = content.count(0) > ZERO_BYTES_IN_UTF16 * len(content)
    if not may_be_utf16 and _is_utf8(content):
        return "utf-8"
    candidates = (*EIGHT_BIT, "utf-16-le", "utf-16-be") if may_be_utf16 else EIGHT_BIT
    claimed = _codec_named(declared)

    def merit(encoding: str) -> tuple[float, bool]:
        return _share_of_everyday_characters(content, encoding), encoding == claimed

    return max(candidates, key=merit)


def _codec_named(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):  # a name with a zero byte is a ValueError
        return None
    return SUPERSETS.get(name, name)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_as(content: bytes, encoding: str) -> str:
    # UTF-16 would be out of step after a single byte.
    return content.decode(encoding, "replace" if "16" in encoding else "replace_one_byte")


def _beyond_ascii(text: str) -> str:
    """The characters of a text that are not plain ASCII."""
    return "".join(NOT_ASCII.findall(text))


def _share_of_everyday_characters(content: bytes, encoding: str) -> float:
    """How much of what is not ASCII is everyday Chinese; other encodings' text is not."""
    damaged = 0
    if encoding == "utf-8":  # most bytes of other text are damaged in it: one character each
        text = content.decode(encoding, "ignore")
        damaged = len(content) - len(text.encode(encoding))
    else:
        text = _read_as(content, encoding)
    beyond_ascii = _beyond_ascii(text)
    everyday = sum(map(_everyday_characters().__contains__, beyond_ascii))
    return everyday / max(1, damaged + len(beyond_ascii))


@cache
def _everyday_characters() -> frozenset[str]:
    """The first levels of GB 2312 (simplified) and Big5 (traditional): sorted by use."""
    level_1 = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
    return frozenset(
        bytes((lead, trail)).decode(encoding, "ignore")
        for encoding, leads in level_1.items()
        for lead in leads
        for trail in range(0x80 if encoding == "gb2312" else 0x40, 0xFF)
    )


def _notes(text: str, encoding: str, bytes_before: int) -> tuple[Note, ...]:
    count = text.count("\ufffd")
    if not count:
        return ()
    at = bytes_before + len(text[: text.index("\ufffd")].encode(encoding))
    sentence = (
        f"Read as {encoding}, {count} of the file's characters are damaged and stand as "
        f"U+FFFD; the first is at byte {at}, counted from 0."
    )
    return (Note("bytes_not_decoded", sentence),)
