from collections.abc import Callable

import pytest

from expectations.verdict import Verdict


def changed(account: str, change: str) -> str:
    return f"update marts.rpt_row_accounting set {change} where account = '{account}'"


BALANCE, ALL_ACCOUNTS = "rows balance", "every account kept"
BREAKS = {
    "a file that was neither loaded nor rejected": (
        changed("files", "rows_out = 1, difference = 1"),
        BALANCE,
    ),
    "a cell that is in no fact": (
        changed("cells_found", "rows_out = 2, difference = 1"),
        BALANCE,
    ),
    "a cell that is there twice": (
        changed("cells_asked_for", "rows_out = 5, difference = -1"),
        BALANCE,
    ),
    "a load that was not finished": (
        changed("files", "rows_in = null, difference = null"),
        BALANCE,
    ),
    "a difference that nobody worked out": (changed("claims", "difference = null"), BALANCE),
    "a difference that hides what it should show": (changed("reports", "rows_out = 0"), BALANCE),
    "no accounts at all": ("delete from marts.rpt_row_accounting", ALL_ACCOUNTS),
    "an account too few": (
        "delete from marts.rpt_row_accounting where account = 'tables'",
        ALL_ACCOUNTS,
    ),
    "an account too many": (
        "insert into marts.rpt_row_accounting values ('pages', 1, 1, 0, '页', 'Pages')",
        ALL_ACCOUNTS,
    ),
    "an account twice": (
        "insert into marts.rpt_row_accounting from marts.rpt_row_accounting "
        "where account = 'files'",
        "key unique",
    ),
}


@pytest.mark.parametrize(("statement", "name"), BREAKS.values(), ids=BREAKS)
def test_what_does_not_balance_is_critical(
    judge: Callable[..., Verdict], statement: str, name: str
) -> None:
    verdict = judge("marts.rpt_row_accounting", statement)
    assert [(failure.name, failure.severity) for failure in verdict.failures] == [
        (name, "critical")
    ]
    assert verdict.blocks(strict=False)


def test_what_balances_passes(judge: Callable[..., Verdict]) -> None:
    verdict = judge("marts.rpt_row_accounting")
    assert (verdict.evaluated, verdict.failures) == (6, ())
