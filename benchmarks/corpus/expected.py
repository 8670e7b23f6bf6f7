"""The findings due on a report, from the seeds of the rules and what the report states.

Written from what CONTRIBUTING.md and the seeds say of rules, not from the models, so that the
one can be held against the other.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.corpus.drafts import Draft, Place
from benchmarks.corpus.prose import topics
from extract.form import read_seed
from tests.properties.rendering.form import FORM

Finding = tuple[str, str]  # rule and instance
Quantity = tuple[str, Place]  # with the offset of its year
Row = dict[str, str]  # of a seed
OUTCOMES = {row["line_code"] for row in read_seed("form_lines") if row["outcome_group_code"]}
FILLED = [row["rule_id"] for row in read_seed("rules") if row["kind"] == "filled"]


@dataclass(frozen=True)
class Term:
    """What an equation adds up on one of its sides; with `zero_voids` a zero leaves it unjudged."""

    quantity: Quantity
    side: str
    weight: int
    zero_voids: bool


@dataclass(frozen=True)
class Sum:
    """One instance of an arithmetic rule; it holds if all its equations do."""

    rule: Row
    instance: str
    equations: list[list[Term]]


def findings(draft: Draft, before: Draft | None) -> Iterator[Finding]:
    """Every finding due on a report.

    Args:
        draft: what it states.
        before: what the agency's report for the year before states; None if there is none.
    """
    stated = {("0", place): number for place, number in draft.numbers.items()}
    if before:
        stated |= {("-1", place): number for place, number in before.numbers.items()}
    for table_no in (2, 3, 4):
        variant = _variant(draft, table_no)
        variant_before = _variant(before, table_no) if before else ""
        for one in _sums(table_no, variant, variant_before):
            if any(_fails(one.rule, terms, stated) for terms in one.equations):
                yield one.rule["rule_id"], one.instance
    blanks = [cell for cell, number in draft.filed.cells.items() if number is None]
    yield from ((rule, ".".join(cell)) for rule in FILLED for cell in blanks)


def _variant(draft: Draft, table_no: int) -> str:
    return draft.filed.variants[table_no > 2]


def _fails(rule: Row, terms: list[Term], stated: dict[Quantity, int | None]) -> bool:
    """Whether an equation can be judged and does not hold.

    A blank adds nothing; a side of blanks alone, or a number that is not known, leaves it unjudged.
    """
    sides: dict[str, int] = {}
    for term in terms:
        if term.quantity not in stated:
            return False
        number = stated[term.quantity]
        if term.zero_voids and not number:
            return False
        if number is not None:
            sides[term.side] = sides.get(term.side, 0) + term.weight * number
    if len(sides) < 2:
        return False
    difference, tolerance = sides["left"] - sides["right"], int(rule["tolerance"])
    return {
        "=": abs(difference) > tolerance,
        "<=": difference > tolerance,
        "<>": abs(difference) <= tolerance,
    }[rule["comparison"]]


@cache
def _sums(table_no: int, variant: str, variant_before: str) -> list[Sum]:
    """Every instance of the rules on a table, one of two years only if both variants have it."""
    terms_of = defaultdict(list)
    for term in read_seed("rule_terms"):
        terms_of[term["rule_id"]].append(term)
    sums = []
    for rule in read_seed("rules"):
        of_rule = terms_of[rule["rule_id"]]
        variants = {variant_before if row["year_offset"] == "-1" else variant for row in of_rule}
        applies = variants <= set(rule["form_variants"].split(";"))
        if of_rule and of_rule[0]["table_no"] == str(table_no) and applies:
            sums += _instances(rule, of_rule, table_no, variant)
    return sums


def _instances(rule: Row, terms: list[Row], table_no: int, variant: str) -> Iterator[Sum]:
    by_scope: dict[tuple[str, ...], dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in terms:
        for line, column in _cells(row, table_no, variant):
            named = (row["line_code"], line), (row["column_code"], column)
            scope = tuple(code for asked, code in named if asked == "each")
            quantity = row["year_offset"], (row["stated_in"], line, column)
            term = Term(quantity, row["side"], int(row["weight"]), row["zero_voids"] == "true")
            by_scope[scope][row["equation_no"]].append(term)
    for scope, by_number in by_scope.items():
        equations = [of for of in by_number.values() if len({term.side for term in of}) == 2]
        if equations:
            yield Sum(rule, ".".join(scope) or "report", equations)


def _cells(row: Row, table_no: int, variant: str) -> list[tuple[str, str]]:
    """The cells of the form, or the topics of the prose, that a row of the terms speaks of."""
    of_table = [line for line in FORM[variant].values() if line.table_no == table_no]
    printed = [cell for line in of_table for cell in line.codes]
    return [
        (line, column)
        for line, column in (printed if row["stated_in"] == "table" else topics().values())
        if row["line_code"] in ("each", line) or (row["line_group"] and line in OUTCOMES)
        if row["column_code"] in ("each", column)
    ]
