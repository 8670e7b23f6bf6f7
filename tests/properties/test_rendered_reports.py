"""However an office prints its report, each number is read back at its cell, or is marked."""

from collections.abc import Callable, Collection
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.carriers import Block, Cell, Table
from tests.carriers.text import LAYOUTS, PLAIN_LAYOUTS
from tests.properties.reading import ReadBack, read_back, read_report_back, wrong_cells
from tests.properties.rendering import CLEAR_NOISE, FORMATS, NOISE, Report, plain_number
from tests.properties.strategies import numbered_reports, reports, rngs

WIDE_ROWS = ("pipe_rows", "tab_rows")
ONE_CELL_A_LINE = ("pipe_cells", "line_cells")

in_every_format = pytest.mark.parametrize("carrier", FORMATS)
some = settings(max_examples=settings.default.max_examples // 4)


# A page wraps values with notes, which leaves several readings.
WITHOUT_BLANKS = {
    carrier: CLEAR_NOISE - {"blanks", *(["as_printed"] if carrier == "pdf" else [])}
    for carrier in FORMATS
}


@in_every_format
@some
@given(data=st.data())
def test_every_value_printed_clearly_is_read_back_at_its_cell(
    carrier: str, data: st.DataObject
) -> None:
    report = data.draw(reports(carrier, WITHOUT_BLANKS[carrier], PLAIN_LAYOUTS))
    assert read_report_back(report) == ReadBack(report.cells, set())


@in_every_format
@some
@given(data=st.data())
def test_among_blanks_every_value_printed_clearly_is_read_back_at_its_cell_or_its_cell_is_marked(
    carrier: str, data: st.DataObject
) -> None:
    report = data.draw(reports(carrier, CLEAR_NOISE, PLAIN_LAYOUTS))
    read = read_report_back(report)
    assert read.located.items() <= report.cells.items()
    assert report.unknowable <= read.marked
    if read.located:  # a blank form is no report
        assert read.located.keys() | read.marked == report.cells.keys()


@in_every_format
@some
@given(data=st.data())
def test_every_value_is_read_back_at_its_cell_or_marked(carrier: str, data: st.DataObject) -> None:
    report = data.draw(reports(carrier))
    assert wrong_cells(read_report_back(report), report) == {}


# Without lines, columns are where texts stand, and these move with a text's length.
RULED = frozenset(NOISE) - {"unruled", "outer_lines"}


@in_every_format
@some
@given(data=st.data())
def test_another_number_in_one_cell_changes_exactly_that_cell(
    carrier: str, data: st.DataObject
) -> None:
    report = data.draw(numbered_reports(carrier, RULED))
    before = read_report_back(report)
    assert wrong_cells(before, report) == {}
    if before.located:
        at = data.draw(st.sampled_from(sorted(before.located)))
        number = plain_number(data.draw(rngs))
        after = read_report_back(report.with_value(at, number))
        assert after == ReadBack({**before.located, at: number}, before.marked)


# --- damage ---

Damage = Callable[[list[tuple[Cell, ...]], int, int], None]
FOREIGN_ROWS = (
    ("其他主动公开文件", "5", "5", "5"),
    ("注：含修订", ""),
    ("信息内容",),
    ("总计", "3"),
    ("（六）其他处理",),
    ("3", "4"),
    ("", ""),
)


def delete_row(rows: list[tuple[Cell, ...]], at: int, _: int) -> None:
    del rows[at]


def repeat_row(rows: list[tuple[Cell, ...]], at: int, to: int) -> None:
    rows.insert(to, rows[at])


def exchange_rows(rows: list[tuple[Cell, ...]], at: int, to: int) -> None:
    rows[at], rows[to] = rows[to], rows[at]


def delete_cell(rows: list[tuple[Cell, ...]], at: int, cell: int) -> None:
    rows[at] = tuple(kept for number, kept in enumerate(rows[at]) if number != cell % len(rows[at]))


def insert_row(texts: Collection[str]) -> Damage:
    return lambda rows, at, _: rows.insert(at, tuple(map(Cell, texts)))


TO_ROWS = [delete_row, repeat_row, exchange_rows, *map(insert_row, FOREIGN_ROWS)]
# On a page, a cell that is missing is a cell left blank: all others move to the left.
TO_CELLS = {"text": [delete_cell], "html": [delete_cell], "docx": [delete_cell], "pdf": []}


def damaged(blocks: list[Block], damages: list[tuple[Damage, int, int]]) -> list[Block]:
    """The blocks with changes to the rows of their tables; spans may come to nothing."""
    tables = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    for damage, at, to in damages:
        place = tables[at % len(tables)]
        rows = list(blocks[place].rows)
        if rows:
            damage(rows, (at // len(tables)) % len(rows), to % len(rows))
            blocks[place] = replace(blocks[place], rows=tuple(row for row in rows if row))
    return [block for block in blocks if isinstance(block, str) or block.rows]


# Damage to the header of moved columns would be another order of columns, and a header put
# before prose that names a line would give a line that is missing a value.
WHOLE = frozenset(NOISE) - {"columns_moved", "lines_missing"}
# A blank column would make a row of fewer cells as long as the others.
NOT_PADDED = WHOLE - {"extra_columns", "padded", "tables_unmerged"}


@in_every_format
@some
@given(data=st.data())
def test_damaged_tables_yield_no_wrong_value(carrier: str, data: st.DataObject) -> None:
    report = data.draw(numbered_reports(carrier, NOT_PADDED, WIDE_ROWS))
    damages = st.sampled_from([*TO_ROWS, *TO_CELLS[carrier]])
    places = st.integers(0, 999)
    drawn = data.draw(st.lists(st.tuples(damages, places, places), min_size=1, max_size=6))
    content = report.written(damaged(list(report.blocks), drawn))
    assert wrong_cells(read_back(report.name, content), report) == {}


# --- damage to lines of text ---

TEXTS = ("注：含修订", "- 3 -", "第3页", "行政处罚", "（六）其他处理", "其他", "总计", "信息内容")
PLAIN_NUMBERS = ("3", "2020", "-")
NUMBERS = (*PLAIN_NUMBERS, "3 |", "| 3 | 4 |", "3\t4")


def delete(lines: list[str], at: int, _: int) -> None:
    del lines[at]


def repeat(lines: list[str], at: int, to: int) -> None:
    lines.insert(to, lines[at])


def exchange(lines: list[str], at: int, to: int) -> None:
    lines[at], lines[to] = lines[to], lines[at]


def cut_between_cells(lines: list[str], at: int, to: int) -> None:
    separator = "\t" if "\t" in lines[at] else "|"
    cells = lines[at].split(separator)
    lines[at] = separator.join(cells[: to % (len(cells) + 1)])


def insert(line: str) -> Callable[[list[str], int, int], None]:
    return lambda lines, at, _: lines.insert(at, line)


INSERTIONS = [insert(line) for line in TEXTS + NUMBERS]
UTF_8 = WHOLE - {"other_encoding"}
LineDamages = list[tuple[Callable[[list[str], int, int], None], int, int]]


def some_of(damages: list[Callable], *, at_most: int) -> st.SearchStrategy[LineDamages]:
    place = st.integers(0, 999)
    return st.lists(st.tuples(st.sampled_from(damages), place, place), min_size=1, max_size=at_most)


def assert_damage_yields_no_wrong_value(report: Report, damages: LineDamages) -> None:
    lines = report.content.decode("utf-8-sig").splitlines()
    for damage, at, to in damages:
        damage(lines, at % len(lines), to % len(lines))
    content = "\n".join([*lines, ""]).encode()
    assert wrong_cells(read_back(report.name, content), report) == {}


@given(
    numbered_reports("text", UTF_8, WIDE_ROWS),
    some_of([delete, repeat, exchange, *INSERTIONS], at_most=8),
)
def test_damaged_rows_of_text_yield_no_wrong_value(report: Report, damages: LineDamages) -> None:
    assert_damage_yields_no_wrong_value(report, damages)


@given(
    numbered_reports("text", UTF_8 & NOT_PADDED, WIDE_ROWS),
    some_of([delete, repeat, exchange, cut_between_cells, *INSERTIONS], at_most=8),
)
def test_rows_of_text_cut_between_cells_yield_no_wrong_value(
    report: Report, damages: LineDamages
) -> None:
    assert_damage_yields_no_wrong_value(report, damages)


@given(
    numbered_reports("text", UTF_8 & NOT_PADDED, ONE_CELL_A_LINE),
    some_of(INSERTIONS, at_most=6),
)
def test_foreign_lines_among_cells_of_one_line_yield_no_wrong_value(
    report: Report, damages: LineDamages
) -> None:
    assert_damage_yields_no_wrong_value(report, damages)


# Two damages can make up for one another, one cannot.
@given(
    numbered_reports("text", UTF_8 & NOT_PADDED, ONE_CELL_A_LINE),
    some_of([delete, repeat], at_most=1),
)
def test_a_lost_or_repeated_line_among_cells_of_one_line_yields_no_wrong_value(
    report: Report, damages: LineDamages
) -> None:
    assert_damage_yields_no_wrong_value(report, damages)


@given(numbered_reports("text", UTF_8 & NOT_PADDED, LAYOUTS), st.data())
def test_a_text_cut_anywhere_yields_no_wrong_value(report: Report, data: st.DataObject) -> None:
    text = report.content.decode("utf-8-sig")
    cut = text[: data.draw(st.integers(0, len(text)))].encode()
    assert wrong_cells(read_back(report.name, cut), report) == {}
