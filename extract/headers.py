"""Which texts printed above a row are the headers of Table 3's or Table 4's columns."""

from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from extract.document import Cell
from extract.form import Form, clean_label
from extract.groups import Group

# A row with a header above it has its own label before it as well.
HEADER_AND_LABEL = 2


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
    if labels[:half] == labels[half:]:
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

    One that has fewer is a sentence.
    """
    words = enumerate(text.split())
    named = [(at, word) for at, word in words if _is_header(word, table_no, form)]
    codes = {form.column_named(word, table_no) for _, word in named} - {None}
    return named if len(codes) >= len(set(form.column_of_label[table_no].values())) - 1 else []


@lru_cache(maxsize=65536)
def _is_header(text: str, table_no: int, form: Form) -> bool:
    return bool(form.column_named(text, table_no)) or (
        clean_label(text) in form.column_of_group.get(table_no, {})
    )
