"""What the reports of a corpus state, in their tables and in their prose."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from benchmarks.corpus.agencies import Agency
from benchmarks.corpus.prose import Claims, topics, true_claims
from tests.filings import RESULTS, Filing, filing
from tests.properties.rendering.form import TABLE_4

YEARS = range(2019, 2026)
FORM_2021_SINCE = 2021
# Some offices keep the old form for Tables 3 and 4, or for all, or are ahead of it.
SELDOM = (("2021", "2019"), ("2021", "2021"), ("2019", "2019"))
SHARE_OF_SELDOM = 0.05

Place = tuple[str, str, str]  # table or prose, line and column


@dataclass(frozen=True)
class Draft:
    """What a report states.

    Attributes:
        filed: its tables.
        claims: the numbers in its prose, by claim code.
    """

    filed: Filing
    claims: Claims

    @cached_property
    def numbers(self) -> dict[Place, int | None]:
        """Every number by its place; None for a blank."""
        in_tables = {("table", *cell): number for cell, number in self.filed.cells.items()}
        return in_tables | {("prose", *topics()[code]): n for code, n in self.claims.items()}

    def with_blank_zeros(self) -> "Draft":
        """The same with no zero printed, but those that show where a line of Table 4 begins."""
        values = {
            code: [number or None for number in numbers]
            for code, numbers in self.filed.values.items()
        }
        for place in range(0, len(values[TABLE_4]), RESULTS + 1):
            values[TABLE_4][place] = values[TABLE_4][place] or 0
        return replace(self, filed=replace(self.filed, values=values))


def panel(rng: Random, of: Agency) -> Iterator[Draft]:
    """The reports of an agency, each of which goes on from the one of the year before."""
    before = None
    for year in YEARS:
        usual = "2021" if year >= FORM_2021_SINCE else "2019"
        variants = rng.choice(SELDOM) if rng.random() < SHARE_OF_SELDOM else (usual, usual)
        before = filing(rng, of.name, year, variants, before)
        yield Draft(before, true_claims(rng, before))
