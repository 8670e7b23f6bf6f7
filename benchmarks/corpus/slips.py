"""The slips that offices make, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks.corpus.drafts import Draft
from extract.form import read_seed
from tests.filings import APPLICANTS, RESULTS
from tests.properties.rendering.form import TABLE_4

LINES = [row["line_code"] for row in read_seed("form_lines") if row["table_no"] == "3"]
SUMMED = [line for line in LINES if line != "total_handled"]
TOTAL = APPLICANTS

Slip = Callable[[Random, Draft], Draft]


def component(rng: Random, draft: Draft) -> Draft:
    """Another number in a cell of Table 3 that is no total."""
    return _replaced(rng, draft, _line(rng, draft, SUMMED), rng.randrange(APPLICANTS))


def row_total(rng: Random, draft: Draft) -> Draft:
    """Another number as the total of a line of Table 3."""
    return _replaced(rng, draft, _line(rng, draft, SUMMED), TOTAL)


def column_total(rng: Random, draft: Draft) -> Draft:
    """Another number in the line of totals."""
    return _replaced(rng, draft, "total_handled", rng.randrange(APPLICANTS))


def grand_total(rng: Random, draft: Draft) -> Draft:
    """Another number where the line and the column of totals meet."""
    return _replaced(rng, draft, "total_handled", TOTAL)


def digit_swap(rng: Random, draft: Draft) -> Draft:
    """Two neighbouring digits of a number of Table 3 swapped."""
    swaps = [
        (line, place, int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]))
        for line in LINES
        for place, number in enumerate(draft.filed.values.get(line, ()))
        for digits in [str(number)]
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    ]
    if not swaps:
        return draft
    line, place, number = rng.choice(swaps)
    return _changed(draft, line, {place: number})


def shifted_row(rng: Random, draft: Draft) -> Draft:
    """The numbers of a line one place further right or left, a zero in the place left free."""
    line = _line(rng, draft, LINES)
    numbers = draft.filed.values[line]
    shifted = rng.choice([[0, *numbers[:-1]], [*numbers[1:], 0]])
    return _changed(draft, line, dict(enumerate(shifted)))


def blank_total(rng: Random, draft: Draft) -> Draft:
    """A total of Table 3 left blank."""
    return _changed(draft, _line(rng, draft, LINES), {TOTAL: None})


def dispute_total(rng: Random, draft: Draft) -> Draft:
    """Another number as a total of Table 4."""
    return _replaced(rng, draft, TABLE_4, rng.randrange(3) * (RESULTS + 1) + RESULTS)


def claim(rng: Random, draft: Draft) -> Draft:
    """Another number in the prose than in the tables."""
    if not draft.claims:
        return draft
    code = rng.choice(list(draft.claims))
    return replace(draft, claims=draft.claims | {code: draft.claims[code] + rng.randrange(1, 20)})


OF_TABLE_3: dict[str, Slip] = {
    slip.__name__: slip
    for slip in (component, row_total, column_total, grand_total, digit_swap, shifted_row)
}
SLIPS = OF_TABLE_3 | {slip.__name__: slip for slip in (blank_total, dispute_total, claim)}


def _line(rng: Random, draft: Draft, among: list[str]) -> str:
    return rng.choice([line for line in among if line in draft.filed.values])


def _replaced(rng: Random, draft: Draft, line: str, place: int) -> Draft:
    return _changed(draft, line, {place: rng.randrange(10 ** rng.randrange(1, 5))})


def _changed(draft: Draft, line: str, changes: dict[int, int | None]) -> Draft:
    return replace(draft, filed=draft.filed.changed(line, changes))
