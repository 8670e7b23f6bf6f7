"""One stand-in for the fonts of Chinese text that a PDF names and does not carry.

pdfium looks for such a font on the machine. Where there is none it leaves text out without a word,
and where there is one it places characters by that font's outlines, which it loads and measures
anew for every file: what is read must not depend on the machine, and this was most of the time.
Readers need to know where characters are, not what they look like.
"""

import ctypes
import struct

from pypdfium2 import raw

# Chinese, Japanese and Korean text: FXFONT_ charsets of pdfium's fpdf_sysfontinfo.h.
CHARSETS = {128, 129, 134, 136}
EM = 1000
# Around the ink of a digit as wide as an ideograph, above and below the baseline. Wider, and
# neighbouring columns of such digits touch.
LEFT, BOTTOM, RIGHT, TOP = 50, -100, 450, 740
ASCENT, DESCENT = 880, -120
HANDLE = 1


def _font() -> bytes:
    """A TrueType font whose glyph for every character is one box.

    The tables are the least that pdfium takes, as laid out in the OpenType specification
    (https://learn.microsoft.com/typography/opentype/spec/otff).
    """
    width, height = RIGHT - LEFT, TOP - BOTTOM
    corners = struct.pack(">8h", LEFT, width, 0, -width, BOTTOM, 0, height, 0)
    bounds = struct.pack(">4h", LEFT, BOTTOM, RIGHT, TOP)
    glyph = struct.pack(">h", 1) + bounds + struct.pack(">2H4B", 3, 0, 1, 1, 1, 1) + corners
    to_the_box = (0, 0x10FFFF, 1)  # every code, the same glyph
    tables = {
        b"cmap": struct.pack(">4HI2H2I4I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, *to_the_box),
        b"glyf": glyph,
        b"head": struct.pack(">4I2H2Q", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0)
        + bounds
        + struct.pack(">2H3h", 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, ASCENT, DESCENT, 0, EM, *[0] * 11, 1),
        b"hmtx": struct.pack(">H2h", EM, 0, 0),
        b"loca": struct.pack(">3I", 0, 0, len(glyph)),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    start = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 48), b""
    for name, content in tables.items():
        directory += name + struct.pack(">3I", 0, start + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    return directory + body


FONT = _font()
Callback = dict(raw.FPDF_SYSFONTINFO._fields_)


def _handle_for(_this, _weight, _italic, charset, _pitch, _face, _exact) -> int | None:
    return HANDLE if charset in CHARSETS else None


def _copied(_this, _handle, table, buffer, size) -> int:
    if table:  # the whole file is what pdfium goes on with
        return 0
    if size >= len(FONT):
        ctypes.memmove(buffer, FONT, len(FONT))
    return len(FONT)


# pdfium keeps pointers into it for as long as the process lives.
SYSTEM_FONTS = raw.FPDF_SYSFONTINFO(
    version=1,
    MapFont=Callback["MapFont"](_handle_for),
    GetFontData=Callback["GetFontData"](_copied),
)


def stand_in() -> None:
    """Let pdfium have no other font of the machine, in this process."""
    raw.FPDF_SetSystemFontInfo(SYSTEM_FONTS)
