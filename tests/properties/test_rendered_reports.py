"""Whatever an office's layout, every number printed is read back, and none that is not."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from extract.document import UnreadableFileError
from extract.report import read_report
from tests.properties.rendering import (
    NAMES,
    PLAIN,
    Coordinates,
    Report,
    numbered_reports,
    reports,
    styles,
)

WIDE_ROWS = ("pipe_rows", "tab_rows")
ONE_CELL_A_LINE = ("pipe_cells", "line_cells")


def read_back(text: str) -> tuple[dict[Coordinates, str], set[Coordinates]]:
    """The values located, and the cells whose values are ambiguous."""
    try:
        cells = read_report("report.txt", text.encode()).cells
    except UnreadableFileError:
        return {}, set()
    located, ambiguous = {}, set()
    for cell in cells:
        place = cell.form_variant, cell.table_no, cell.row_no, cell.position
        if cell.location == "located":
            located[place] = cell.value_raw
        else:
            ambiguous.add(place)
    return located, ambiguous


def assert_no_wrong_value(text: str, report: Report) -> None:
    """Every value located in the text is that of its cell in the report.

    What is lost may be what told the variant of Table 3: its lines are compared by name.
    """
    located, _ = read_back(text)
    printed = {NAMES[place]: value for place, value in report.cells.items()}
    assert {NAMES[place]: value for place, value in located.items()}.items() <= printed.items()


@given(reports(styles(extra_columns=False)))
def test_every_printed_value_is_read_back_at_its_cell(report: Report) -> None:
    located, ambiguous = read_back(report.text)
    if any(report.cells.values()):
        assert located == report.cells
        assert ambiguous == report.unknowable
    else:
        assert located == {}  # a blank form is no report


@given(reports(styles(extra_columns=True)))
def test_among_blank_columns_every_printed_value_is_read_back_at_its_cell_or_marked(
    report: Report,
) -> None:
    located, ambiguous = read_back(report.text)
    assert located.items() <= report.cells.items()
    if located:
        assert located.keys() | ambiguous == report.cells.keys() | report.unknowable


@given(numbered_reports(styles()))
def test_without_blanks_every_value_is_read_back_and_none_is_marked(report: Report) -> None:
    assert read_back(report.text) == (report.cells, set())


@given(numbered_reports(styles()), PLAIN, st.data())
def test_another_number_in_one_cell_changes_exactly_that_cell(
    report: Report, number: str, data: st.DataObject
) -> None:
    before, _ = read_back(report.text)
    at = data.draw(st.sampled_from(sorted(report.cells)))
    after, ambiguous = read_back(report.with_value(at, number).text)
    assert after == {**before, at: number}
    assert ambiguous == set()


@given(numbered_reports(styles(extra_columns=False)), st.data())
def test_a_text_cut_anywhere_yields_no_wrong_value(report: Report, data: st.DataObject) -> None:
    text = report.text
    assert_no_wrong_value(text[: data.draw(st.integers(0, len(text)))], report)


Damage = Callable[[list[str], int, int], None]


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


def insert(line: str) -> Damage:
    return lambda lines, at, _: lines.insert(at, line)


TEXTS = ("注：含修订", "- 3 -", "第3页", "行政处罚", "（六）其他处理", "其他", "总计", "信息内容")
NUMBERS = ("3", "2020", "-", "3 |", "| 3 | 4 |", "3\t4")
IN_ANY_LAYOUT = [delete, repeat, *map(insert, TEXTS + NUMBERS[:3])]
IN_WIDE_ROWS = [*IN_ANY_LAYOUT, exchange, *map(insert, NUMBERS[3:])]


def damaged(text: str, damages: list[tuple[Damage, int, int]]) -> str:
    lines = text.splitlines()
    for damage, at, to in damages:
        damage(lines, at % len(lines), to % len(lines))
    return "\n".join([*lines, ""])


def some(damages: list[Damage]) -> st.SearchStrategy[tuple[Damage, int, int]]:
    return st.tuples(st.sampled_from(damages), st.integers(0, 999), st.integers(0, 999))


@given(numbered_reports(styles(WIDE_ROWS)), st.lists(some(IN_WIDE_ROWS), min_size=1, max_size=8))
def test_damaged_rows_yield_no_wrong_value(
    report: Report, damages: list[tuple[Damage, int, int]]
) -> None:
    assert_no_wrong_value(damaged(report.text, damages), report)


# A blank column is left out here: alone after its label, it is a line left blank.
@given(
    numbered_reports(styles(WIDE_ROWS, extra_columns=False)),
    st.lists(some([*IN_WIDE_ROWS, cut_between_cells]), min_size=1, max_size=8),
)
def test_rows_cut_between_cells_yield_no_wrong_value(
    report: Report, damages: list[tuple[Damage, int, int]]
) -> None:
    assert_no_wrong_value(damaged(report.text, damages), report)


# Cells of one line each run on: two damages can make up for one another, one cannot.
@given(numbered_reports(styles(ONE_CELL_A_LINE, extra_columns=False)), some(IN_ANY_LAYOUT))
def test_a_damaged_line_among_cells_of_one_line_yields_no_wrong_value(
    report: Report, damage: tuple[Damage, int, int]
) -> None:
    assert_no_wrong_value(damaged(report.text, [damage]), report)
