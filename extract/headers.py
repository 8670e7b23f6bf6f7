"""Which texts printed above a row are the headers of columns, the form's and others."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

from extract.document import Cell
from extract.form import Form, clean_label, clean_label_without_explanation
from extract.groups import Group
from extract.labels import line_named

# A row with a header above it has its own label before it as well.
HEADER_AND_LABEL = 2
# What is longer is no column's header but a sentence.
LONGEST_HEADER = 16
# A text that a line's label holds is a piece of it if it has so many characters: 上年结转.
SHORTEST_PIECE = 4
YEAR = re.compile("(20[0-9]{2})年")


def column_headers(group: Group, form: Form) -> dict[int, tuple[Cell, ...]]:
    """By table, the texts before a group that name its columns, if they name most of them.

    Headers that span several columns are among them. Words that a line parts by nothing but
    blanks come as cells of their own.
    """
    if len(group.context) < HEADER_AND_LABEL:
        return {}
    named: dict[int, list[Cell]] = defaultdict(list)
    for _, of_line in groupby(group.context, key=attrgetter("line")):
        cells = list(of_line)
        found = _headers_among(tuple([cell.text for cell in cells]), form)
        for table_no, (places, words) in found.items():
            named[table_no] += [cells[at] for at in places] or [
                cells[0]._replace(text=word, column=cells[0].column + at) for at, word in words
            ]
    return {
        table_no: tuple(header)
        for table_no, cells in named.items()
        if (header := _most_columns(cells, table_no, form))
    }


def _most_columns(named: list[Cell], table_no: int, form: Form) -> list[Cell]:
    """The headers, if they name most of a table's columns."""
    columns = set(form.column_of_label[table_no].values())
    if len(named) * 2 <= len(columns):
        return []
    half = len(named) // 2
    labels = [clean_label(header.text) for header in named]
    is_over_pages = named[0].line < named[half].line
    if is_over_pages and labels[:half] == labels[half:]:
        named = named[half:]  # printed twice, as over a page break
    codes = {form.column_named(header.text, table_no) for header in named} - {None}
    return named if len(codes) * 2 > len(columns) else []


# Of a line that has headers of a table: the places of the texts that are headers; or the words
# that are, if these are more, each with its place.
_Headers = tuple[list[int], list[tuple[int, str]]]


@lru_cache(maxsize=4096)
def _headers_among(texts: tuple[str, ...], form: Form) -> dict[int, _Headers]:
    """Which of a line's texts, or which of its words however split, are headers, by table."""
    found = {}
    for table_no in (3, 4):
        named = [at for at, text in enumerate(texts) if _is_header(text, table_no, form)]
        split = []
        if len(named) < len(texts):
            words = enumerate(form.headers_in("".join(texts), table_no))
            split = [(at, word) for at, word in words if _is_header(word, table_no, form)]
        if not named and not split and len(texts) == 1:
            split = _headers_among_others(texts[0], table_no, form)
        if len(split) > len(named):
            found[table_no] = [], split
        elif named:
            found[table_no] = named, []
    return found


def _headers_among_others(text: str, table_no: int, form: Form) -> list[tuple[int, str]]:
    """Which words of a text are headers, if no more than one of a table's columns is missing.

    One that has fewer is a sentence, unless most of it are headers, and one spans the others.
    """
    words = list(enumerate(text.split()))
    named = [(at, word) for at, word in words if _is_header(word, table_no, form)]
    codes = {form.column_named(word, table_no) for _, word in named} - {None}
    has_most = len(codes) >= len(set(form.column_of_label[table_no].values())) - 1
    begins_header = len(named) * 2 >= len(words) and any(
        spans_columns(word, table_no, form) for _, word in named
    )
    return named if has_most or (codes and begins_header) else []


@lru_cache(maxsize=65536)
def _is_header(text: str, table_no: int, form: Form) -> bool:
    return bool(form.column_named(text, table_no)) or (
        clean_label(text) in form.column_of_group.get(table_no, {})
    )


def other_columns(
    header: Collection[Cell], own: tuple[str, ...], table_no: int, form: Form
) -> list[Cell]:
    """The headers of columns that the form does not have: 上年, 备注, the first of two years.

    Args:
        header: the texts over a row.
        own: the form's columns of the row. What one of them is called says nothing of others:
            no 上年 where 上年项目数量 is the form's.
        table_no: the table.
        form: the catalogue of both variants.
    """
    years = {cell: year[1] for cell in header if (year := YEAR.match(clean_label(cell.text)))}
    is_of_one_year = _foreign_words(own, table_no, form) == form.words_of_other_columns
    latest = max(years.values(), default="") if is_of_one_year else ""
    return [
        cell
        for cell in header
        if names_other_column(cell.text, own, table_no, form) or years.get(cell, latest) < latest
    ]


@lru_cache(maxsize=65536)
def names_other_column(text: str, own: tuple[str, ...], table_no: int, form: Form) -> bool:
    """Whether a text is the header of a column that the form does not have."""
    label = clean_label_without_explanation(text)
    return (
        len(label) <= LONGEST_HEADER
        and any(word in label for word in _foreign_words(own, table_no, form))
        and not form.column_named(text, table_no)
        and not line_named(text, form)
        and not (
            len(label) >= SHORTEST_PIECE and any(label in line for line in form.line_of_label[3])
        )
    )


@lru_cache(maxsize=64)
def _foreign_words(own: tuple[str, ...], table_no: int, form: Form) -> frozenset[str]:
    """Words of other columns that no spelling of a row's own columns has."""
    labels = [label for label, code in form.column_of_label[table_no].items() if code in own]
    return frozenset(
        word for word in form.words_of_other_columns if not any(word in label for label in labels)
    )


def in_one_row(header: Collection[Cell], table_no: int, form: Form) -> list[Cell]:
    """A header of several rows as one, without what spans several columns.

    Below what spans columns, its own come next, and what stood beside it comes after them.
    """
    cells = sorted(header, key=attrgetter("line", "column"))
    spanning = [at for at, cell in enumerate(cells) if spans_columns(cell.text, table_no, form)]
    for at in reversed(spanning):
        below = _first_below(cells, at, table_no, form)
        cells[at:] = cells[below:] + cells[at + 1 : below]
    return cells


def _first_below(cells: list[Cell], at: int, table_no: int, form: Form) -> int:
    """Which of a header's cells is the first below one that spans columns; the next, if unknown."""
    first = form.column_of_group.get(table_no, {}).get(clean_label(cells[at].text))
    for number, cell in enumerate(cells[at + 1 :], at + 1):
        if first == form.column_named(cell.text, table_no) if first else cell.line > cells[at].line:
            return number
    return at + 1


def come_in_order(codes: Sequence[str], own: Sequence[str]) -> bool:
    """Whether columns come in the form's order, which Table 4 begins anew with each line."""
    order = list(dict.fromkeys(own))
    places = [order.index(code) for code in codes]
    return sum(b <= a for a, b in pairwise(places)) < len(own) // len(order)


@lru_cache(maxsize=4096)
def spans_columns(text: str, table_no: int, form: Form) -> bool:
    """Whether a text is of a table's header as the form prints it, but names no one column."""
    return not form.column_named(text, table_no) and bool(form.headers_in(text, table_no))
