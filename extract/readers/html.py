"""Web pages: every table without another inside becomes a grid, all else paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count

from extract.document import Cell, Document, Row, UnreadableFileError
from extract.readers.common import (
    OBJECT,
    Allowance,
    is_paragraph,
    is_prose,
    object_notes,
    paragraph,
)
from extract.readers.encoding import decode
from extract.readers.html_tree import Element, Part, lines_of, parts_of

DECLARATION = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
DECLARED_WITHIN = 4096  # bytes; browsers look at the first 1024
END_OF_PAGE = re.compile("</html", re.IGNORECASE)
TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
SPAN = re.compile(r"\s*\+?(\d{1,9})")

CELLS_OF_A_ROW = 2  # fewer are a page's layout
ROWS_OF_BOXES = 2  # fewer are a page's layout
MOST_COLUMNS_SPANNED = 1000  # of one cell, as the HTML standard has it
MOST_COLUMNS = 5000
LARGEST_GRID = 1_000_000


def read(content: bytes) -> Document:
    """Read a web page, or a part of one.

    Raises:
        UnreadableFileError: the bytes are no text, or the page is too large to be a report.
    """
    declared = DECLARATION.search(content[:DECLARED_WITHIN].replace(b"\0", b""))
    text, encoding, notes = decode(content, declared[1].decode() if declared else None)
    rows = tuple(map(Allowance().take, _Page(parts_of(text)).rows()))
    notes += tuple(object_notes(rows))
    return Document("text/html", encoding, rows, _is_cut(text), notes)


def _is_cut(text: str) -> bool:
    """Whether the page ends in a tag, in a text or in a table."""
    if END_OF_PAGE.search(text):
        return False
    open_tables = sum(-1 if closing else 1 for closing in TABLE_TAG.findall(text))
    return not text.rstrip().endswith(">") or open_tables > 0


_RowOfBoxes = tuple[int, int, list[tuple[int, str]], bool]  # as the arguments of `_Page._row`


class _Page:
    """Turns the parts of a page into rows. Elements are known by where they begin."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._lines = count(1)
        self._tables = count(1)

    def rows(self) -> Iterator[Row]:
        return self._rows(0, len(self._parts))

    def _rows(self, start: int, end: int) -> Iterator[Row]:
        """The rows of a stretch of parts: tables, and the paragraphs between them."""
        parts = self._parts
        rows_of_boxes: dict[int, _RowOfBoxes] = {}
        at = first = start
        while at < end:
            part = parts[at]
            rows = None
            if not isinstance(part, Element):
                pass
            elif at in rows_of_boxes:
                rows = (self._row("html_divs", *row) for row in [rows_of_boxes[at]])
            elif part.kind.tag == "table" and not part.has_tables:
                rows = self._table(at)
            elif part.has_blocks:
                rows_of_boxes |= self._rows_of_boxes(at)
            if rows:
                yield from self._paragraphs(first, at)
                yield from rows
                at = first = part.end
            at += 1
        yield from self._paragraphs(first, end)

    def _paragraphs(self, start: int, end: int) -> Iterator[Row]:
        for line in lines_of(self._parts, start, end):
            text = line.replace(OBJECT, "")
            if is_paragraph(text):
                yield paragraph(text, next(self._lines))

    def _children(self, at: int, *tags: str) -> Iterator[int]:
        """The elements directly inside an element: all of them, or those of some tags."""
        parts = self._parts
        end = parts[at].end
        at += 1
        while at < end:
            part = parts[at]
            if isinstance(part, Element):
                if not tags or part.kind.tag in tags:
                    yield at
                at = part.end
            at += 1

    def _cell_text(self, at: int) -> str:
        stretch = (self._parts, at + 1, self._parts[at].end)
        # alone, raised numbers are all there is
        lines = lines_of(*stretch) or lines_of(*stretch, with_notes=True)
        text = "\n".join(filter(None, [line.replace(OBJECT, "").strip() for line in lines]))
        return text or (OBJECT if any(OBJECT in line for line in lines) else "")

    # --- tables ---

    def _table(self, at: int) -> Iterator[Row]:
        rows = [
            (group, row, list(self._children(row, "td", "th")))
            for group in self._row_groups(at)
            for row in self._children(group, "tr")
        ]
        if all(len(cells) < CELLS_OF_A_ROW for *_, cells in rows):
            yield from self._rows(at + 1, self._parts[at].end)
            return
        for caption in self._children(at, "caption"):
            yield from self._paragraphs(caption, self._parts[caption].end)
        table = next(self._tables)
        columns = self._columns([(group, cells) for group, _, cells in rows])
        for number, (_, row, cells) in enumerate(rows, 1):
            texts = [self._cell_text(cell) for cell in cells]
            placed = list(zip(next(columns), texts, strict=True))
            if is_prose(texts):
                yield from self._rows(row + 1, self._parts[row].end)
            elif cells:
                yield self._row("html_table", table, number, placed)

    def _row_groups(self, table: int) -> list[int]:
        """The groups of rows as they are shown: the first head on top, the first foot below."""
        groups = list(self._children(table, "thead", "tbody", "tfoot"))
        head = next(self._children(table, "thead"), None)
        foot = next(self._children(table, "tfoot"), None)
        return sorted(groups, key=lambda group: (group != head) + (group == foot))

    def _columns(self, rows: list[tuple[int, list[int]]]) -> Iterator[list[int]]:
        """Of each row: the columns in which its cells begin."""
        rows_left = Counter(group for group, _ in rows)
        taken: dict[int, int] = {}  # by column: the last row that a cell above reaches
        for number, (group, cells) in enumerate(rows, 1):
            columns, column = [], 1
            for cell in cells:
                while taken.get(column, 0) >= number:
                    column += 1
                columns.append(column)
                attributes = self._parts[cell].attributes
                down = _span(attributes.get("rowspan"), rows_left[group], rows_left[group])
                across = _span(attributes.get("colspan"), 1, MOST_COLUMNS_SPANNED)
                for reached in range(column, column + across):
                    taken[reached] = number + down - 1
                column += across
                if column > MOST_COLUMNS or len(taken) * number > LARGEST_GRID:
                    raise UnreadableFileError(
                        "table_too_large",
                        f"A table has more than {number - 1} rows and {len(taken) - 1} columns: "
                        "no form is so large; supply a page that holds only the report.",
                    )
            rows_left[group] -= 1
            yield columns

    def _row(
        self,
        layout: str,
        table: int,
        number: int,
        cells: list[tuple[int, str]],
        is_grid: bool = True,
    ) -> Row:
        line = next(self._lines)
        placed = [
            Cell(text, line, column, f"table {table}, row {number}, column {column}")
            for column, text in cells
        ]
        return Row(tuple(placed), layout, bordered=True, grid=table if is_grid else None)

    # --- tables made of boxes ---

    def _rows_of_boxes(self, at: int) -> dict[int, _RowOfBoxes]:
        """The rows directly inside an element, if it holds several, by where they begin."""
        boxes = {child: cells for child in self._children(at) if (cells := self._boxes(child))}
        widths = [len(cells) for cells in boxes.values()]
        if sum(width >= CELLS_OF_A_ROW for width in widths) < ROWS_OF_BOXES:
            return {}
        table, is_grid = next(self._tables), len(set(widths)) == 1
        return {
            row: (table, number, list(enumerate(map(self._cell_text, cells), 1)), is_grid)
            for number, (row, cells) in enumerate(boxes.items(), 1)
        }

    def _boxes(self, at: int) -> list[int]:
        """The cells of a row, if an element holds nothing but boxes."""
        if not self._parts[at].has_blocks or self._has_own_text(at):
            return []
        cells = list(self._children(at))
        return cells if all(map(self._is_box, cells)) else []

    def _is_box(self, at: int) -> bool:
        element = self._parts[at]
        is_leaf = element.kind.is_block and element.kind.is_boxed and not element.has_blocks
        return is_leaf and not is_prose([self._cell_text(at)])

    def _has_own_text(self, at: int) -> bool:
        end = self._parts[at].end
        at += 1
        while at < end:
            part = self._parts[at]
            if isinstance(part, str) and part.strip():
                return True
            at = part.end if isinstance(part, Element) else at
            at += 1
        return False


def _span(attribute: str | None, all_that_follow: int, most: int) -> int:
    """A span as the HTML standard reads it: 0 is all that follow, what is no number is 1.

    Of all that follow and of the most there is at least one.
    """
    if attribute is None:
        return 1
    digits = SPAN.match(attribute)
    span = int(digits[1]) if digits else 1
    return min(span or all_that_follow, most)
