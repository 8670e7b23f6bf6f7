"""Short ways from a text, or a document, to what was located in it."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from extract.document import Document, Note
from extract.form import Form, load_form
from extract.groups import Group, groups
from extract.locator import Located, LocatedCell, LocatedTable, locate
from extract.matches import Match, matches
from extract.readers.text import read


def document_of(printed: str | Document) -> Document:
    return printed if isinstance(printed, Document) else read(printed.encode())


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form()


@pytest.fixture(scope="session")
def document() -> Callable[[str], Document]:
    return document_of


@pytest.fixture(scope="session")
def grouped(form: Form) -> Callable[[str | Document], list[Group]]:
    return lambda printed: list(groups(document_of(printed), form))


@pytest.fixture(scope="session")
def matched(form: Form, grouped: Callable) -> Callable[[str | Document], list[Match]]:
    return lambda printed: list(matches(grouped(printed), form))


@pytest.fixture(scope="session")
def found(form: Form) -> Callable[[str | Document], Located]:
    return lambda printed: locate(document_of(printed), form)


@pytest.fixture(scope="session")
def located(found: Callable) -> Callable[..., tuple[list[LocatedTable], list[LocatedCell]]]:
    def of_text(printed: str | Document) -> tuple[list[LocatedTable], list[LocatedCell]]:
        return found(printed).tables, found(printed).cells

    return of_text


@pytest.fixture(scope="session")
def notes(found: Callable) -> Callable[[str | Document], list[Note]]:
    """The notes on lines and values; those on whole tables that are missing are left out."""
    missing = {"table_not_found", "table_not_read"}
    return lambda printed: [note for note in found(printed).notes if note.code not in missing]


@pytest.fixture(scope="session")
def lines(form: Form, located: Callable) -> Callable[[str | Document], dict[str, list[str]]]:
    """The printed values of each line found, by line code; "?" for an ambiguous cell."""

    def of_text(printed: str | Document) -> dict[str, list[str]]:
        values = defaultdict(list)
        for cell in located(printed)[1]:
            rows = form.rows[cell.form_variant, cell.table_no].values()
            (line_code,) = (row.line_code for row in rows if row.row_no == cell.row_no)
            values[line_code].append(cell.value_raw if cell.location == "located" else "?")
            assert cell.position == len(values[line_code])
        return dict(values)

    return of_text
