from collections.abc import Callable

import pytest

from expectations.verdict import Verdict

CHANGE = "update marts.rpt_row_accounting set {change} where account = '{account}'"
BREAKS = {
    "a file that was neither loaded nor rejected": (
        [CHANGE.format(change="rows_out = 1, difference = 1", account="files")],
        "rows balance",
    ),
    "a cell that is in no fact": (
        [CHANGE.format(change="rows_out = 2, difference = 1", account="cells_found")],
        "rows balance",
    ),
    "a cell that is there twice": (
        [CHANGE.format(change="rows_out = 5, difference = -1", account="cells_asked_for")],
        "rows balance",
    ),
    "a load that was not finished": (
        [CHANGE.format(change="rows_in = null, difference = null", account="files")],
        "rows balance",
    ),
    "a difference that nobody worked out": (
        [CHANGE.format(change="difference = null", account="claims")],
        "rows balance",
    ),
    "a difference that hides what it should show": (
        [CHANGE.format(change="rows_out = 0", account="reports")],
        "rows balance",
    ),
    "no accounts at all": (["delete from marts.rpt_row_accounting"], "every account kept"),
    "an account too few": (
        ["delete from marts.rpt_row_accounting where account = 'tables'"],
        "every account kept",
    ),
    "an account too many": (
        ["insert into marts.rpt_row_accounting values ('pages', 1, 1, 0, '页', 'Pages')"],
        "every account kept",
    ),
    "an account twice": (
        [
            "insert into marts.rpt_row_accounting from marts.rpt_row_accounting "
            "where account = 'files'"
        ],
        "key unique",
    ),
}


@pytest.mark.parametrize(("statements", "name"), BREAKS.values(), ids=BREAKS)
def test_what_does_not_balance_is_critical(
    judge: Callable[..., Verdict], statements: list[str], name: str
) -> None:
    verdict = judge("marts.rpt_row_accounting", *statements)
    assert [(failure.name, failure.severity) for failure in verdict.failures] == [
        (name, "critical")
    ]
    assert verdict.blocks(strict=False)


def test_what_balances_passes(judge: Callable[..., Verdict]) -> None:
    verdict = judge("marts.rpt_row_accounting")
    assert (verdict.evaluated, verdict.failures) == (6, ())
