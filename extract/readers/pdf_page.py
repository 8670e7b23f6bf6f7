"""What pdfium finds on the pages of a PDF: characters and ruled lines, turned upright."""

import ctypes
import math
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.limits import limits
from extract.readers.common import struck_out, too_many_characters
from extract.readers.pdf_grid import Rule, merged
from extract.readers.pdf_text import Box, Character

RULE_WIDTH = 3.0  # points; a drawing no wider than this is a rule
# A rule strikes a digit out between these heights above its baseline, in parts of its own height.
STRUCK = (0.5, 0.15)
LARGEST_STRUCK = 24.0  # points; the rules of a table run through the digits of a watermark
# A page with more rules of one direction is a map or a plan; it would take minutes as a table.
MOST_RULES = 500
ANGLES_SAMPLED = 50
OBJECTS_SAMPLED = 50
# Degrees. Text that leans further is printed across the page, as a watermark is, and no cell of
# a form is; a page that was scanned a little askew leans less.
SLANT = 5.0
# pdfium gives these for a hyphen at a line's end, where a table may well print a minus sign.
HYPHENS = {0x02: "-", 0xFFFE: "-"}
LINE_ENDS = "\r\n"
UNMAPPED = "\ufffd"
SURROGATES = range(0xD800, 0xE000)

# Left, bottom, right and top in the file's coordinates.
Bounds = tuple[float, float, float, float]
# The six numbers of a PDF matrix: (x, y) becomes (a x + c y + e, b x + d y + f).
Matrix = tuple[float, float, float, float, float, float]
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on one page; in points from the top left corner of its text.

    Attributes:
        number: from 1.
        width: from left to right as the text is read.
        characters: in the order of the file.
        horizontal: rules; none if the page has a drawing.
        vertical: rules; none if the page has a drawing.
        has_drawing: whether there are too many rules for a table.
        slanted: how many characters are left out because they lean.
        has_unseen_text: whether it has text that is not drawn.
    """

    number: int
    width: float
    characters: list[Character]
    horizontal: list[Rule]
    vertical: list[Rule]
    has_drawing: bool
    slanted: int
    has_unseen_text: bool


class View(NamedTuple):
    """How a page is turned upright.

    Attributes:
        box: from left, bottom, right and top in the file's coordinates to a box.
        y: from x and y in the file's coordinates to the distance from the top.
        width: of the page once it is turned.
        bounds: of what is shown of the page.
    """

    box: Callable[[float, float, float, float], Box]
    y: Callable[[float, float], float]
    width: float
    bounds: Bounds


def pages(pdf: pdfium.PdfDocument) -> Iterator[Page]:
    """Every page, turned so that most of its text is upright.

    Raises:
        pdfium.PdfiumError: a page is broken.
        UnreadableFileError: a page has more characters than a report can have.
    """
    for number in range(1, len(pdf) + 1):
        yield _page(pdf, number)


def _page(pdf: pdfium.PdfDocument, number: int) -> Page:
    with closing(pdf[number - 1]) as page:
        # before fields and notes are printed on it: their frames are no rules of a table
        thin_boxes = list(_thin_boxes(_objects(page), IDENTITY))
        if pdf.get_formtype() == raw.FORMTYPE_NONE and not _is_typed_on(page):
            return _read(page, number, thin_boxes)
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    # pdfium shows what it printed only to those who open the page anew
    with closing(pdf[number - 1]) as page:
        return _read(page, number, thin_boxes)


def _is_typed_on(page: pdfium.PdfPage) -> bool:
    """Whether somebody has added text to the finished page, as PDF editors let people do."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind == raw.FPDF_ANNOT_FREETEXT:
            return True
    return False


def _read(page: pdfium.PdfPage, number: int, thin_boxes: list[Bounds]) -> Page:
    with closing(page.get_textpage()) as text_page:
        if text_page.count_chars() > limits().characters:
            raise too_many_characters()
        slanted = set(_slanted(text_page))
        view = _view(page, text_page, slanted)
        characters = list(_characters(text_page, view, slanted))
    rules = [view.box(*thin_box) for thin_box in thin_boxes]
    struck = dict(_struck_out(characters, rules))
    for index in struck:
        characters[index] = characters[index]._replace(text=struck_out(characters[index].text))
    if struck:
        strokes = set(struck.values())
        rules = [rule for rule in rules if rule not in strokes]
    horizontal, vertical = _rules(rules)
    has_drawing = max(len(horizontal), len(vertical)) > MOST_RULES
    if has_drawing:
        horizontal, vertical = [], []
    return Page(
        number,
        view.width,
        characters,
        horizontal,
        vertical,
        has_drawing,
        len(slanted),
        _has_unseen_text(page),
    )


def _has_unseen_text(page: pdfium.PdfPage) -> bool:
    count = raw.FPDFPage_CountObjects(page)
    for index in range(0, count, max(1, count // OBJECTS_SAMPLED)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return True
    return False


def _slanted(text_page: pdfium.PdfTextPage) -> Iterator[int]:
    """The characters whose line is neither level nor upright, by their index.

    The angle pdfium gives does not tell: it is that of the strokes, and oblique type leans.
    """
    matrix = raw.FS_MATRIX()
    handle, to_matrix, get_matrix = text_page.raw, ctypes.byref(matrix), raw.FPDFText_GetMatrix
    for index in range(text_page.count_chars()):
        if get_matrix(handle, index, to_matrix) and matrix.a and matrix.b:
            degrees = math.degrees(math.atan2(matrix.b, matrix.a))
            if abs(degrees - 90 * round(degrees / 90)) > SLANT:
                yield index


def _view(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, slanted: set[int]) -> View:
    """How to turn the page.

    The page's own rotation does not tell: landscape tables also stand on pages without one.
    """
    count = text_page.count_chars()
    angles = Counter(
        round(math.degrees(raw.FPDFText_GetCharAngle(text_page, index)) / 90) % 4
        for index in range(0, count, max(1, count // ANGLES_SAMPLED))
        if index not in slanted and not raw.FPDFText_IsGenerated(text_page, index)
    )
    left, bottom, right, top = page.get_bbox()
    clockwise = angles.most_common(1)[0][0] if angles else 0
    box, y = (
        (
            lambda x0, y0, x1, y1: Box(x0 - left, top - y1, x1 - left, top - y0),
            lambda _, y: top - y,
        ),
        (
            lambda x0, y0, x1, y1: Box(top - y1, right - x1, top - y0, right - x0),
            lambda x, _: right - x,
        ),
        (
            lambda x0, y0, x1, y1: Box(right - x1, y0 - bottom, right - x0, y1 - bottom),
            lambda _, y: y - bottom,
        ),
        (
            lambda x0, y0, x1, y1: Box(y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            lambda x, _: x - left,
        ),
    )[clockwise]
    width = top - bottom if clockwise % 2 else right - left
    return View(box, y, width, (left, bottom, right, top))


def _characters(
    text_page: pdfium.PdfTextPage, view: View, slanted: set[int]
) -> Iterator[Character]:
    bounds, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    # What Python and ctypes would otherwise look up for each of the characters.
    handle, to_bounds, to_x, to_y = text_page.raw, *map(ctypes.byref, (bounds, x, y))
    unicode_of, has_map_error = raw.FPDFText_GetUnicode, raw.FPDFText_HasUnicodeMapError
    is_generated = raw.FPDFText_IsGenerated
    get_bounds, get_origin = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    box_of, y_of, _, (page_left, page_bottom, page_right, page_top) = view
    is_after_blank = False
    for index in range(text_page.count_chars()):
        if index in slanted:
            continue
        code = unicode_of(handle, index)
        # Without a meaning, pdfium gives the glyph's number, which may be that of a digit. Half
        # of a surrogate pair is no character, and cannot be stored.
        if has_map_error(handle, index) or not code or code in SURROGATES:
            text = UNMAPPED
        else:
            text = HYPHENS.get(code) or chr(code)
        if text.isspace():
            # Line ends are pdfium's guess. Where it takes a page's lines to run down it ends one
            # after each digit; what is a line shows in where its characters stand.
            is_guess = text in LINE_ENDS and is_generated(handle, index)
            is_after_blank = is_after_blank or not is_guess
            continue
        get_bounds(handle, index, to_bounds)
        get_origin(handle, index, to_x, to_y)
        set_x, set_y, left, bottom = x.value, y.value, bounds.left, bounds.bottom
        if not (page_left <= set_x < page_right and page_bottom <= set_y < page_top):
            continue  # cut off from the page
        left, bottom = set_x if set_x < left else left, set_y if set_y < bottom else bottom
        box = box_of(left, bottom, bounds.right, bounds.top)
        yield Character(text, box, y_of(set_x, set_y), is_after_blank)
        is_after_blank = False


def _struck_out(characters: list[Character], rules: list[Box]) -> Iterator[tuple[int, Box]]:
    """Each digit that a rule runs through, by its index, and that rule."""
    level = sorted((b.middle[1], b) for b in rules if b.height < RULE_WIDTH)
    for index, (text, box, baseline, _) in enumerate(characters):
        if text.isdecimal() and box.height < LARGEST_STRUCK:
            upper, lower = (baseline - part * box.height for part in STRUCK)
            x = box.middle[0]
            for _, rule in level[bisect(level, (upper,)) : bisect(level, (lower,))]:
                if rule.x0 < x < rule.x1:
                    yield index, rule


def _rules(thin_boxes: list[Box]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules; a dot may belong to either."""
    horizontal = [Rule(b.middle[1], b.x0, b.x1) for b in thin_boxes if b.height < RULE_WIDTH]
    vertical = [Rule(b.middle[0], b.y0, b.y1) for b in thin_boxes if b.width < RULE_WIDTH]
    return merged(horizontal), merged(vertical)


def _objects(page: pdfium.PdfPage) -> Iterator[raw.FPDF_PAGEOBJECT]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield raw.FPDFPage_GetObject(page, index)


def _objects_of_form(form: raw.FPDF_PAGEOBJECT) -> Iterator[raw.FPDF_PAGEOBJECT]:
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, index)


def _thin_boxes(objects: Iterator[raw.FPDF_PAGEOBJECT], matrix: Matrix) -> Iterator[Bounds]:
    """All that may be a rule, or a part of one."""
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            inner = _product(_matrix(item), matrix)
            yield from _thin_boxes(_objects_of_form(item), inner)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _thin_boxes_of_path(item, matrix)


def _thin_boxes_of_path(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Bounds]:
    bounds = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(path, *bounds)
    left, bottom, right, top = (bound.value for bound in bounds)
    whole = _bounds([_moved(left, bottom, matrix), _moved(right, top, matrix)])
    if _is_thin(whole):
        yield whole
        return
    fill, is_stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, is_stroked)
    for points in _subpaths(path, _product(_matrix(path), matrix)):
        if not is_stroked:
            yield _bounds(points)
        else:
            yield from (_bounds(list(ends)) for ends in pairwise(points))


def _subpaths(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each figure of a path; a closed figure ends where it begins."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append(_moved(x.value, y.value, matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _is_thin(box: Bounds) -> bool:
    left, bottom, right, top = box
    return right - left < RULE_WIDTH or top - bottom < RULE_WIDTH


def _bounds(points: list[tuple[float, float]]) -> Bounds:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that moves a point as `inner` does, then as `outer` does."""
    a, b, c, d, e, f = inner
    turn = (*outer[:4], 0.0, 0.0)
    return (
        *_moved(a, b, turn),
        *_moved(c, d, turn),
        *_moved(e, f, outer),
    )
