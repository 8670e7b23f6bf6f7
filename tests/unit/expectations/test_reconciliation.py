from collections.abc import Callable

import pytest

from expectations.verdict import Verdict

T3_02_FAILS = (
    "update marts.fct_rule_results set status = 'fail', is_open = true "
    "where scope_line = 'received'"
)


def failed(verdict: Verdict) -> list[tuple[str, str, int | None]]:
    return [(each.name, each.severity, each.unexpected_count) for each in verdict.failures]


def test_a_broken_rule_is_a_warning_that_blocks_only_when_strict(
    judge: Callable[..., Verdict],
) -> None:
    verdict = judge("reconciliation", T3_02_FAILS)
    assert failed(verdict) == [("T3-02 warning", "warning", 1)]
    assert not verdict.blocks(strict=False)
    assert verdict.blocks(strict=True)


def test_a_finding_that_a_person_dismissed_breaks_no_rule(judge: Callable[..., Verdict]) -> None:
    dismissed = T3_02_FAILS.replace("is_open = true", "review_verdict = 'dismissed'")
    assert failed(judge("reconciliation", dismissed)) == []
    confirmed = T3_02_FAILS.replace("set status", "set review_verdict = 'confirmed', status")
    assert failed(judge("reconciliation", confirmed)) == [("T3-02 warning", "warning", 1)]


def test_a_rule_that_missed_an_instance_is_critical(judge: Callable[..., Verdict]) -> None:
    verdict = judge(
        "reconciliation",
        "update marts.rpt_rules set instances_expected = 3 where rule_id = 'T3-02'",
    )
    assert failed(verdict) == [("T3-02 applied", "critical", 1)]


@pytest.mark.parametrize(
    "statement",
    [
        "delete from marts.fct_rule_results where rule_id = 'T3-02'",
        "delete from marts.rpt_rules where rule_id = 'T3-02'",
    ],
)
def test_results_and_rules_must_match(judge: Callable[..., Verdict], statement: str) -> None:
    verdict = judge("reconciliation", statement)
    assert failed(verdict) == [("results counted", "critical", 1)]


def test_a_finding_milder_than_its_rule_counts_as_the_finding(
    judge: Callable[..., Verdict],
) -> None:
    verdict = judge(
        "reconciliation",
        "insert into marts.fct_rule_results by name "
        "select * replace ('warning' as severity, 'fail' as status, true as is_open) "
        "from marts.fct_rule_results where rule_id = 'F-03'",
        "update marts.rpt_rules set instances_expected = 2, instances_met = 2",
    )
    assert failed(verdict) == [("F-03 warning", "warning", 1)]


def test_a_new_rule_is_judged_without_new_code(judge: Callable[..., Verdict]) -> None:
    verdict = judge(
        "reconciliation",
        "insert into marts.rpt_rules values ('X-09', 'info', '新规则', 'A new rule', 1, 1)",
        "insert into marts.fct_rule_results by name "
        "select 'r1' as report_id, 'X-09' as rule_id, 'info' as severity, 'fail' as status, "
        "true as is_open",
    )
    assert failed(verdict) == [("X-09 info", "info", 1)]
    assert verdict.failures[0].description_zh == "X-09 新规则"
    assert verdict.failures[0].description_en == "X-09 A new rule"


def test_a_result_without_judgement_or_with_an_unknown_one_is_critical(
    judge: Callable[..., Verdict],
) -> None:
    verdict = judge(
        "reconciliation",
        "update marts.fct_rule_results set status = null, severity = 'grave' "
        "where scope_line = 'received'",
        "update marts.fct_rule_results set status = 'maybe', severity = null "
        "where scope_line = 'carried_in'",
    )
    assert set(failed(verdict)) >= {
        ("status filled", "critical", 1),
        ("status known", "critical", 1),
        ("severity filled", "critical", 1),
        ("severity known", "critical", 1),
    }


def test_a_result_that_cannot_be_evaluated_is_critical(judge: Callable[..., Verdict]) -> None:
    verdict = judge(
        "reconciliation",
        "drop view marts.rpt_rule_results",
        "create view marts.rpt_rule_results as select * exclude (difference), "
        "'a' as agency_name_zh, 2021 as report_year, 'b' as source_path "
        "from marts.fct_rule_results",
    )
    failure = verdict.failures[-1]
    assert (failure.name, failure.severity) == ("T3-02 warning", "critical")
    assert failure.unexpected_count is None
    assert '"difference" not found' in str(failure.error)


def test_an_error_without_a_message_is_critical_too(
    judge: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("expectations.unexpected_rows.ExpectNoRows._validate", fail)
    verdict = judge("reconciliation")
    assert {failure.severity for failure in verdict.failures} == {"critical"}
    assert {failure.error for failure in verdict.failures} == {"an error without a message"}


def test_the_id_of_a_rule_is_text_in_a_query_whatever_it_holds(
    judge: Callable[..., Verdict],
) -> None:
    hostile = "X'' or 1 = 1 -- {batch}"
    verdict = judge(
        "reconciliation",
        f"insert into marts.rpt_rules values ('{hostile}', 'info', '新规则', 'A new rule', 1, 1)",
        "insert into marts.fct_rule_results by name select * replace "
        f"('{hostile}' as rule_id, 'info' as severity) from marts.fct_rule_results "
        "where rule_id = 'F-03'",
    )
    assert failed(verdict) == []
