"""Which texts printed above a row are the headers of Table 3's or Table 4's columns."""

from functools import lru_cache
from itertools import groupby

from extract.document import Cell
from extract.form import Form, clean_label
from extract.groups import Group

# A row with a header above it has its own label before it as well.
HEADER_AND_LABEL = 2


def column_header(group: Group, table_no: int, form: Form) -> tuple[Cell, ...]:
    """The texts before a group that name columns of a table, if they name most of them.

    Headers that span several columns are among them. Words that a line parts by nothing but
    blanks come as cells of their own.
    """
    if len(group.context) < HEADER_AND_LABEL:
        return ()
    named = tuple(
        header
        for _, of_line in groupby(group.context, key=lambda cell: cell.line)
        for header in _headers_in_line(list(of_line), table_no, form)
    )
    half = len(named) // 2
    labels = [clean_label(header.text) for header in named]
    if labels[:half] == labels[half:]:
        named = named[half:]  # printed twice, as over a page break
    codes = {form.column_named(header.text, table_no) for header in named} - {None}
    columns = set(form.column_of_label[table_no].values())
    return named if len(codes) * 2 > len(columns) else ()


def _headers_in_line(cells: list[Cell], table_no: int, form: Form) -> list[Cell]:
    """The cells of a line that are headers; or those that only blanks part, however split."""
    named = [cell for cell in cells if _is_header(cell.text, table_no, form)]
    if len(named) == len(cells):
        return named
    words = _words("".join(cell.text for cell in cells), table_no, form)
    columns = enumerate(words, cells[0].column)
    split = [cells[0]._replace(text=word, column=column) for column, word in columns]
    return max(named, [word for word in split if _is_header(word.text, table_no, form)], key=len)


@lru_cache(maxsize=65536)
def _is_header(text: str, table_no: int, form: Form) -> bool:
    return bool(form.column_named(text, table_no)) or (
        clean_label(text) in form.column_of_group.get(table_no, {})
    )


@lru_cache(maxsize=65536)
def _words(line: str, table_no: int, form: Form) -> tuple[str, ...]:
    return tuple(form.headers_in(line, table_no))
