"""Reports as an office should file them: every printed sum holds, within a year and over years.

Panels, broken specimens and benchmarks begin with these and change what they want changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from extract.form import read_seed
from tests.properties.rendering import FORM, Report
from tests.properties.rendering.form import TABLE_2, TABLE_3, TABLE_4, whole_form

Values = dict[str, list[int | None]]  # by line code, from left to right; None is left blank

APPLICANTS = 6  # kinds of applicant; the seventh column is their total
RESULTS = 4  # results of a dispute; the fifth is their total
OUTCOMES = {
    row["line_code"]
    for row in read_seed("form_lines")
    if row["outcome_group_code"] and row["table_no"] == "3"
}


@dataclass(frozen=True)
class Filing:
    """One office's report for one year.

    Attributes:
        variants: of Table 2, and of Tables 3 and 4.
        values: the numbers of each line; Table 4 is one line of fifteen.
        overview: sentences of section 一.
        published: day printed under the title, as YYYY-MM-DD; none if empty.
        zero: how a zero is printed.
    """

    agency: str
    year: int
    variants: tuple[str, str]
    values: Values
    overview: tuple[str, ...] = ()
    published: str = ""
    zero: str = "0"

    @property
    def content(self) -> bytes:
        """The report as a text file."""
        report = Report(self.variants, self.printed)
        title = f"{self.agency}{self.year}年政府信息公开工作年度报告"
        day = [f"发布日期：{self.published}"] if self.published else []
        overview = ["一、总体情况", *self.overview] if self.overview else []
        return report.written([title, *day, *overview, *report.blocks])

    @cached_property
    def cells(self) -> dict[tuple[str, str], int | None]:
        """The numbers by line and column, Table 4's three lines apart; None for a blank."""
        return {
            cell: number
            for line in whole_form(self.variants)
            for cell, number in zip(line.codes, self.values[line.code], strict=True)
        }

    @property
    def printed(self) -> dict[str, tuple[str, ...]]:
        """What is printed in each line."""
        return {
            code: tuple("" if number is None else str(number or self.zero) for number in numbers)
            for code, numbers in self.values.items()
        }

    def changed(self, line_code: str, changes: dict[int, int | None]) -> "Filing":
        """The same report with other numbers at some places of a line, counted from 0."""
        numbers = list(self.values[line_code])
        for place, number in changes.items():
            numbers[place] = number
        return replace(self, values={**self.values, line_code: numbers})


def filing(
    rng: Random,
    agency: str,
    year: int,
    variants: tuple[str, str],
    before: Filing | None = None,
) -> Filing:
    """A report whose sums hold, and which goes on from the report of the year before if given."""
    values = {
        **_table_2(rng, variants[0], before),
        **_table_3(rng, variants[1], before),
        TABLE_4: _table_4(rng),
    }
    return Filing(agency, year, variants, values)


def with_total(components: Iterable[int]) -> list[int]:
    """Components of a line and their sum after them."""
    components = list(components)
    return [*components, sum(components)]


def _table_2(rng: Random, variant: str, before: Filing | None) -> Values:
    """Table 2, with stocks that follow from those of the year before on the same variant."""
    earlier = before.values if before and before.variants[0] == variant else {}
    return {
        code: _line_of_table_2(rng, [column for _, column in FORM[variant][code].codes], stock)
        for code in TABLE_2[variant]
        for stock in [earlier.get(code)]
    }


def _line_of_table_2(rng: Random, columns: list[str], earlier: list[int] | None) -> list[int]:
    if columns[0] == "newly_made":
        made = rng.randrange(20)
        return [made, made, made + rng.randrange(50)]
    if columns[0] == "issued":
        in_force = earlier[2] if earlier else rng.randrange(20, 200)
        issued, repealed = rng.randrange(20), rng.randrange(min(in_force, 10) + 1)
        return [issued, repealed, in_force + issued - repealed]
    if columns[0] == "items_last_year":
        items = earlier[0] + earlier[1] if earlier else rng.randrange(20, 100)
        # more decisions than any sum of items: they must not look like one (T2-02)
        return [items, rng.randrange(-9, 10), rng.randrange(500, 900)][: len(columns)]
    return [rng.randrange(100) for _ in columns]


def _table_3(rng: Random, variant: str, before: Filing | None) -> Values:
    codes = [code for code in TABLE_3[variant] if code in OUTCOMES]
    outcomes = {code: [_count(rng) for _ in range(APPLICANTS)] for code in codes}
    carried_in = before.values["carried_out"][:APPLICANTS] if before else [0] * APPLICANTS
    for column, carried in enumerate(carried_in):
        outcomes["granted"][column] += carried  # what was carried in has been handled
    handled = [sum(column) for column in zip(*outcomes.values(), strict=True)]
    carried_out = [rng.randrange(4) for _ in range(APPLICANTS)]
    received = [
        done + left - carried
        for done, left, carried in zip(handled, carried_out, carried_in, strict=True)
    ]
    lines = {
        "received": received,
        "carried_in": carried_in,
        **outcomes,
        "total_handled": handled,
        "carried_out": carried_out,
    }
    return {code: with_total(numbers) for code, numbers in lines.items()}


def _table_4(rng: Random) -> list[int]:
    channels = [with_total(_count(rng) for _ in range(RESULTS)) for _ in range(3)]
    return [number for channel in channels for number in channel]


def _count(rng: Random) -> int:
    """Mostly zero, as in real reports, seldom large."""
    return rng.choice([0, 0, 0, 0, 0, 1, 2, rng.randrange(10), rng.randrange(200)])
