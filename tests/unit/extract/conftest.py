"""Short ways from a text to what was located in it."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from extract.document import Document
from extract.form import Form, load_form
from extract.locator import LocatedCell, LocatedTable, locate
from extract.readers.text import read


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form()


@pytest.fixture(scope="session")
def document() -> Callable[[str], Document]:
    return lambda text: read(text.encode())


@pytest.fixture(scope="session")
def located(form: Form) -> Callable[[str], tuple[list[LocatedTable], list[LocatedCell]]]:
    def of_text(text: str) -> tuple[list[LocatedTable], list[LocatedCell]]:
        found = locate(read(text.encode()), form)
        return found.tables, found.cells

    return of_text


@pytest.fixture(scope="session")
def lines(form: Form, located: Callable) -> Callable[[str], dict[str, list[str]]]:
    """The printed values of each line found, by line code; "?" for an ambiguous cell."""

    def of_text(text: str) -> dict[str, list[str]]:
        values = defaultdict(list)
        for cell in located(text)[1]:
            rows = form.rows[cell.form_variant, cell.table_no].values()
            (line_code,) = (row.line_code for row in rows if row.row_no == cell.row_no)
            values[line_code].append(cell.value_raw if cell.location == "located" else "?")
            assert cell.position == len(values[line_code])
        return dict(values)

    return of_text
