"""A value that is missing from its row must not be replaced by its neighbours, or by padding."""

import re
from pathlib import Path

import pytest

from extract.report import read_report
from tests.conftest import SPECIMENS

Place = tuple[str, int, int, int]


def located(text: str) -> dict[Place, str]:
    return {
        (cell.form_variant, cell.table_no, cell.row_no, cell.position): cell.value_raw
        for cell in read_report("report.txt", text.encode()).cells
        if cell.location == "located" and cell.value_raw
    }


def with_distinct_values(path: Path) -> str:
    """A specimen whose every printed value is a number that occurs nowhere else in it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    cells = [cell for cell in read_report(path.name, path.read_bytes()).cells if cell.value_raw]
    for number, cell in enumerate(cells, 700001):
        line = lines[cell.source_line - 1]
        separator = "\t" if "\t" in line else "|"
        parts = line.split(separator)
        at = cell.source_column - 1
        parts[at] = parts[at].replace(cell.value_raw, str(number))
        lines[cell.source_line - 1] = separator.join(parts)
    return "\n".join(lines)


def without(text: str, value: str) -> str:
    """The text without one value and the separator after it, or without its line."""
    shorter = re.sub(rf"[^\S\n\t]*{value}[^\S\n\t]*[|\t]?", "", text)
    assert shorter != text
    return shorter


@pytest.mark.parametrize("path", sorted(SPECIMENS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_lost_value_never_shifts_another(path: Path) -> None:
    text = with_distinct_values(path)
    whole = located(text)
    assert len(whole) >= 194
    for place, value in whole.items():
        rest = located(without(text, value))
        assert rest.items() <= whole.items(), f"without {place}"
        assert place not in rest
