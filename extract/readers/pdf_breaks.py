"""Rows of ruled tables that the end of a page splits in two."""

from extract.document import Cell, Row


def joined_row(above: Row, below: Row, full: frozenset[int]) -> Row | None:
    """The row of which a page's last row and the next page's first are parts, if certain.

    It is one row if a label goes on: its last line on the upper page is full, it has more
    on the lower page, and every value stands on one of the pages only. Two rows with values
    in one column are never one.

    Args:
        above: the last row of a grid on its page.
        below: the first row of the same grid on the next, but for a header printed again.
        full: the columns in which the last line of the upper row fills its cell.

    Returns:
        The row, the parts of each cell parted by a line feed; None if they may be two rows.
    """
    upper = {cell.column: cell for cell in above.cells}
    lower = {cell.column: cell for cell in below.cells}
    merged = lower.keys() - upper.keys()  # cells that began further up and go on
    if not upper.keys() <= lower.keys() or max(merged, default=0) > min(upper):
        return None
    in_both = {at for at in upper if upper[at].text and lower[at].text}
    values = {at for at in upper if _is_value(upper[at].text) or _is_value(lower[at].text)}
    if not values or not in_both or not in_both <= full or max(in_both) >= min(values):
        return None
    cells = [_joined(cell, lower[cell.column]) for cell in above.cells]
    more = [lower[at]._replace(line=above.line) for at in sorted(merged) if lower[at].text]
    return above._replace(cells=(*more, *cells))


def _is_value(text: str) -> bool:
    """Whether a text is a number or a mark, and no label, which may begin with a number."""
    letters, digits = (sum(map(kind, text)) for kind in (str.isalpha, str.isdecimal))
    return bool(text) and letters < max(digits, 1)


def _joined(above: Cell, below: Cell) -> Cell:
    if not below.text:
        return above
    if not above.text:
        return below._replace(line=above.line)
    return above._replace(text=f"{above.text}\n{below.text}", place=f"{above.place}; {below.place}")
