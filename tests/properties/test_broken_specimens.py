"""However a real report is broken, it is read or refused, and nothing is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.locator import LocatedCell
from extract.report import read_report
from tests.conftest import SPECIMENS as FOLDER
from tests.properties.reading import assert_nothing_is_invented, cells_of

NAME = "specimen.txt"
SPECIMENS = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.txt"))}
SEPARATORS = {"pipe_rows": "|", "pipe_cells": "|", "tab_rows": "\t", "line_cells": "\n"}

specimens = st.sampled_from(sorted(SPECIMENS)).map(SPECIMENS.__getitem__)
few = settings(max_examples=settings.default.max_examples // 2)


def read(content: bytes) -> list[LocatedCell]:
    """The cells that have a value for certain; none if the file is refused."""
    cells = cells_of(NAME, content)
    return [cell for cell in cells if cell.location == "located" and cell.value_raw]


def numbers(cells: list[LocatedCell]) -> dict[tuple, str]:
    return {(c.form_variant, c.table_no, c.row_no, c.position): c.value_raw for c in cells}


def test_there_are_specimens() -> None:
    assert len(SPECIMENS) == 5


@given(specimens, st.data())
def test_a_specimen_cut_at_any_byte_keeps_its_numbers(content: bytes, data: st.DataObject) -> None:
    cut = content[: data.draw(st.integers(0, len(content)))]
    assert numbers(read(cut)).items() <= numbers(read(content)).items()


@given(specimens, st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1))
def test_flipped_bytes_invent_nothing(content: bytes, flips: list[tuple[int, int]]) -> None:
    broken = bytearray(content)
    for at, byte in flips:
        broken[at % len(broken)] = byte
    assert_nothing_is_invented(NAME, bytes(broken))


@given(
    specimens,
    st.lists(st.tuples(st.integers(0), st.sampled_from(list(b"|\t\n\r 0159.,-():/\x0b\x00")))),
)
def test_misplaced_separators_and_digits_invent_nothing(
    content: bytes, changes: list[tuple[int, int]]
) -> None:
    text = list(content.decode())
    for at, mark in changes:
        text[at % len(text)] = chr(mark)
    assert_nothing_is_invented(NAME, "".join(text).encode())


@few
@given(specimens, st.randoms(use_true_random=False))
def test_lines_in_another_order_invent_nothing(content: bytes, random: st.DataObject) -> None:
    lines = content.decode().split("\n")
    random.shuffle(lines)
    assert_nothing_is_invented(NAME, "\n".join(lines).encode())


@few
@given(specimens, st.sampled_from("|\t\n"), st.sampled_from(["", " ", "|", " | ", "||", "\n"]))
def test_separators_of_another_kind_invent_nothing(content: bytes, old: str, new: str) -> None:
    assert_nothing_is_invented(NAME, content.decode().replace(old, new).encode())


@given(specimens, specimens, st.data())
def test_the_halves_of_two_reports_invent_nothing(
    first: bytes, second: bytes, data: st.DataObject
) -> None:
    head = first.decode()[: data.draw(st.integers(0, 4000))]
    assert_nothing_is_invented(NAME, (head + second.decode()).encode())


@pytest.mark.parametrize("name", SPECIMENS)
@settings(max_examples=settings.default.max_examples // 5)
@given(st.integers(10**6, 10**7), st.data())
def test_a_number_changed_in_the_file_changes_in_its_cell_alone(
    name: str, number: int, data: st.DataObject
) -> None:
    report = read_report(name, SPECIMENS[name])
    separator = SEPARATORS[report.text_layout]
    cell = data.draw(st.sampled_from([cell for cell in report.cells if cell.value_raw]))
    lines = SPECIMENS[name].decode().split("\n")
    parts = lines[cell.source_line - 1].split(separator)
    at = cell.source_column - 1
    parts[at] = parts[at].replace(cell.value_raw, str(number))
    lines[cell.source_line - 1] = separator.join(parts)
    changed = numbers(read("\n".join(lines).encode()))
    place = cell.form_variant, cell.table_no, cell.row_no, cell.position
    assert changed == {**numbers(read(SPECIMENS[name])), place: str(number)}
