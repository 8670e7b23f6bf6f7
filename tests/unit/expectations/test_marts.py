from collections.abc import Callable

import pytest

from expectations.verdict import Verdict

BREAKS = {
    "insert into marts.dim_reports from marts.dim_reports": ("marts.dim_reports", "key unique"),
    "insert into marts.dim_agencies values (null, '某局', null, null, null, 'other')": (
        "marts.dim_agencies",
        "agency_id filled",
    ),
    "insert into marts.dim_agencies values ('a2', '乙局', '330199', 'name', null, 'other')": (
        "marts.dim_agencies",
        "regions exist",
    ),
    "insert into marts.dim_agencies values ('a3', '丙局', '330104', null, 'city', 'bureau')": (
        "marts.dim_agencies",
        "regions have sources",
    ),
    "insert into marts.dim_regions values ('330105', '拱墅区', 'county', '330199')": (
        "marts.dim_regions",
        "parents exist",
    ),
    "insert into marts.dim_regions values ('330106', '西湖区', 'district', null)": (
        "marts.dim_regions",
        "region_level known",
    ),
    "insert into marts.dim_measures from marts.dim_measures": ("marts.dim_measures", "key unique"),
    "insert into marts.fct_rejected_files from marts.fct_rejected_files": (
        "marts.fct_rejected_files",
        "key unique",
    ),
    "insert into marts.rpt_rules from marts.rpt_rules": ("marts.rpt_rules", "key unique"),
    "update marts.rpt_rules set severity = 'grave' where rule_id = 'F-03'": (
        "marts.rpt_rules",
        "severity known",
    ),
    "insert into marts.fct_cells from marts.fct_cells where value_status = 'blank'": (
        "marts.fct_cells",
        "key unique",
    ),
    "update marts.fct_cells set value_status = 'zero' where value_status = 'blank'": (
        "marts.fct_cells",
        "value_status known",
    ),
}


def test_each_break_is_found_and_critical(judge: Callable[..., Verdict]) -> None:
    verdict = judge("marts", *BREAKS)
    found = {(failure.suite, failure.name) for failure in verdict.of("critical")}
    assert found >= set(BREAKS.values())


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (
            "update marts.fct_cells set value = 0 where value_status = 'blank'",
            "value only of numbers",
        ),
        (
            "update marts.fct_cells set value = null where value_status = 'number'",
            "value only of numbers",
        ),
        ("delete from marts.fct_cells where value_status = 'absent'", "cells asked for"),
        # the form's cell is there, but what was extracted for it is not
        (
            "update marts.fct_cells set value = null, value_status = 'absent' where value = 15",
            "no cell lost",
        ),
        ("insert into raw.cells values ('r1', 2, 1, 1, '', 'located', 9)", "no cell lost"),
    ],
)
def test_only_this_fails(judge: Callable[..., Verdict], statement: str, name: str) -> None:
    verdict = judge("marts", statement)
    assert [(failure.suite, failure.name) for failure in verdict.failures] == [
        ("marts.fct_cells", name)
    ]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("update marts.fct_claims set value_raw = '16'", "claim in its sentence"),
        ("update marts.fct_claims set is_none = true", "claim in its sentence"),
        ("update raw.claims set year_named = null", "no claim lost"),
        ("delete from marts.fct_claims", "no claim lost"),
    ],
)
def test_only_this_fails_of_claims(
    judge: Callable[..., Verdict], statement: str, name: str
) -> None:
    verdict = judge("marts", statement)
    assert [(failure.suite, failure.name) for failure in verdict.failures] == [
        ("marts.fct_claims", name)
    ]


def test_a_report_that_was_loaded_is_not_lost(judge: Callable[..., Verdict]) -> None:
    verdict = judge("marts.dim_reports", "insert into raw.files values ('浙江/西湖.html', 'r2')")
    assert [(failure.name, failure.unexpected_count) for failure in verdict.of("critical")] == [
        ("no report lost", 1)
    ]


def test_a_superseded_report_has_no_cells(judge: Callable[..., Verdict]) -> None:
    verdict = judge(
        "marts",
        "insert into marts.dim_reports values ('r0', '江干区人民政府', 2021, 'a', false, 4)",
        "insert into raw.cells values ('r0', 3, 1, 1, '', 'located', 9)",
    )
    assert verdict.failures == ()


def test_reports_without_any_cell_are_critical(judge: Callable[..., Verdict]) -> None:
    verdict = judge(
        "marts", "delete from marts.fct_cells", "update marts.dim_reports set cells_expected = 0"
    )
    assert "some cells" in {failure.name for failure in verdict.of("critical")}


def test_a_warehouse_without_reports_lacks_nothing_else(judge: Callable[..., Verdict]) -> None:
    verdict = judge(
        "",
        "delete from raw.files",
        "delete from raw.cells",
        "delete from raw.claims",
        "delete from marts.fct_claims",
        "delete from marts.fct_cells",
        "delete from marts.dim_reports",
        "delete from marts.fct_rule_results",
        "update marts.rpt_rules set instances_expected = 0, instances_met = 0",
    )
    assert [failure.name for failure in verdict.failures] == ["some reports"]


def test_a_warehouse_without_rules_is_critical(judge: Callable[..., Verdict]) -> None:
    verdict = judge(
        "marts.rpt_rules", "delete from marts.rpt_rules", "delete from marts.fct_rule_results"
    )
    assert [failure.name for failure in verdict.of("critical")] == ["some rules"]
