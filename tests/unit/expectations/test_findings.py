from collections.abc import Callable

import pytest

from expectations.verdict import Verdict

FAILS = "update marts.fct_rule_results set status = 'fail' where instance = 'received'"
SUSPECT = (
    "insert into marts.fct_suspect_cells values "
    "('r1', 'received.total', 'received', 'total', {value}, 'T3-02 received')"
)
WITHOUT_SIDES = (
    "update marts.fct_reviews set left_value_reviewed = null, right_value_reviewed = null"
)
BREAKS = [
    ([SUSPECT.format(value=15)], "failures explained"),
    ([FAILS, SUSPECT.format(value=14)], "nothing corrected"),
    (["delete from marts.fct_reviews"], "no review lost"),
    (["update marts.fct_reviews set left_value = 16"], "holding reviews agree"),
    (["update marts.fct_reviews set value_raw = '15件'"], "holding reviews agree"),
    ([WITHOUT_SIDES], "holding reviews agree"),
    (["insert into marts.fct_hierarchy_checks from marts.fct_hierarchy_checks"], "key unique"),
]


@pytest.mark.parametrize(("statements", "name"), BREAKS)
def test_what_is_said_of_findings_must_agree_with_them(
    judge: Callable[..., Verdict], statements: list[str], name: str
) -> None:
    verdict = judge("marts.fct_", *statements)
    assert [(failure.name, failure.severity) for failure in verdict.failures] == [
        (name, "critical")
    ]


def test_a_suspect_whose_sums_fail_is_sound(judge: Callable[..., Verdict]) -> None:
    assert judge("marts.fct_", FAILS, SUSPECT.format(value=15)).failures == ()


def test_a_review_without_sides_may_hold_for_the_bytes_it_names(
    judge: Callable[..., Verdict],
) -> None:
    by_id = "update marts.fct_reviews set report_name = report_id"
    assert judge("marts.fct_", WITHOUT_SIDES, by_id).failures == ()
