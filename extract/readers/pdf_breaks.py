"""Rows of ruled tables that the end of a page splits in two."""

from extract.document import Cell, Row


def joined_row(above: Row, below: Row, full: frozenset[int]) -> Row | None:
    """The row of which a page's last row and the next page's first are parts, if certain.

    It is one row if a text goes on: each that has more on the lower page fills its last line
    on the upper one, and a number among them may be the beginning of a longer one. It is one
    as well if the lower part has more of a number and no label: it is no row of its own, and
    the upper number is not whole.

    Args:
        above: the last row of a grid on its page.
        below: the first row of the same grid on the next, but for a header printed again.
        full: the columns in which the last line of the upper row fills its cell.

    Returns:
        The row, the parts of each cell parted by a line feed, so that of two numbers none is
        read; None if they may be two rows.
    """
    upper = {cell.column: cell for cell in above.cells}
    lower = {cell.column: cell for cell in below.cells}
    merged = lower.keys() - upper.keys()  # cells that began further up and go on
    if not upper.keys() <= lower.keys() or max(merged, default=0) > min(upper):
        return None
    if not _are_one(upper, lower, full):
        return None
    cells = [_joined(cell, lower[cell.column]) for cell in above.cells]
    more = [lower[at]._replace(line=above.line) for at in sorted(merged) if lower[at].text]
    return above._replace(cells=(*more, *cells))


def _are_one(upper: dict[int, Cell], lower: dict[int, Cell], full: frozenset[int]) -> bool:
    in_both = {at for at in upper if upper[at].text and lower[at].text}
    values = {at for at in upper if _is_value(upper[at].text) or _is_value(lower[at].text)}
    if not values or not in_both or max(in_both - values, default=0) > min(values):
        return False
    numbers = [(upper[at].text, lower[at].text) for at in in_both & values]
    if not all(_is_value(part) for parts in numbers for part in parts):
        return False
    if _has_label(lower, values):
        return in_both <= full and all(_may_be_one(*parts) for parts in numbers)
    return _has_label(upper, values)


def _is_value(text: str) -> bool:
    """Whether a text is a number or a mark, and no label, which may begin with a number."""
    letters, digits = (sum(map(kind, text)) for kind in (str.isalpha, str.isdecimal))
    return bool(text) and letters < max(digits, 1)


def _has_label(row: dict[int, Cell], values: set[int]) -> bool:
    return any(cell.text for at, cell in row.items() if at not in values)


def _may_be_one(above: str, below: str) -> bool:
    """Whether two numbers may be one that is wrapped: none begins with zero, or ends longer."""
    return not above.startswith("0") and 1 < len(above) >= len(below)


def _joined(above: Cell, below: Cell) -> Cell:
    if not below.text:
        return above
    if not above.text:
        return below._replace(line=above.line)
    return above._replace(text=f"{above.text}\n{below.text}", place=f"{above.place}; {below.place}")
