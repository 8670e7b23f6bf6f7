"""The analyses answer with what the five specimens print, as read off them by hand."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.analyses import ANALYSES, NAMES, Ask, asker, check
from tests.conftest import RESULTS_AS_TABLE, SPECIMENS
from tests.integration.test_analyses_over_years import MADE

ALXA = "阿拉善盟工业和信息化局"
JIANGGAN = "江干区市场监督管理局"
YANCHI = "吴忠市生态环境局盐池分局"
WUZHISHAN = "五指山市人民政府办公室"
LIUBEI = "柳北区工业和信息化局"

# analysis, the one row meant, what it must say
PRINTED = [
    (
        "how_are_applications_decided",
        {"report_year": 2020, "outcome_group_zh": "予以公开"},
        {"applications": 15, "percent_of_year": 48.4, "reports": 4, "cells_without_number": 0},
    ),
    (  # 2019's one line of other handling
        "how_are_applications_decided",
        {"report_year": 2020, "clause_zh": "（六）"},
        {"applications": 4, "percent_of_year": 12.9},
    ),
    (  # 2021's three
        "how_are_applications_decided",
        {"report_year": 2021, "clause_zh": "（六）"},
        {"applications": 0, "percent_of_year": 0},
    ),
    (
        "how_are_applications_decided",
        {"report_year": 2021, "outcome_group_zh": "无法提供"},
        {"applications": 2, "percent_of_year": 12.5, "reports": 1},
    ),
    (
        "who_grants_least",
        {"agency_name_zh": JIANGGAN},
        {
            "place": 1,
            "region_path_zh": "浙江省杭州市江干区",
            "handled": 31,
            "granted": 15,
            "partly_granted": 2,
            "granted_percent": 48.4,
            "granted_or_partly_percent": 54.8,
            "table3_warnings": 0,
        },
    ),
    (
        "who_grants_least",
        {"agency_name_zh": WUZHISHAN},
        {"place": 2, "handled": 16, "granted": 13, "granted_percent": 81.3},
    ),
    (  # nothing handled: no share, and no division by zero
        "how_do_regions_compare",
        {"prefecture_name_zh": "阿拉善盟"},
        {"received": 0, "handled": 0, "granted_percent": None, "reports_without_rate": 1},
    ),
    (
        "where_does_the_prose_contradict_the_tables",
        {"claim_code": "normative_documents_in_force"},
        {
            "agency_name_zh": WUZHISHAN,
            "rule_id": "N-04",
            "stated_in_prose": 210,
            "stated_in_tables": 166,
            "source_line": 17,
        },
    ),
    (
        "which_divisions_never_file",
        {"region_name_zh": "青铜峡市"},
        {"first_year_without": 2020, "last_year_without": 2020, "reports_around_it": 1},
    ),
    (
        "who_applies",
        {"report_year": 2020, "applicant_type_en": "Natural persons"},
        {"received": 29, "received_by_group": 29, "percent_of_year": 93.5},
    ),
    (
        "who_applies",
        {"report_year": 2020, "applicant_type_zh": "商业企业"},
        {"received": 2, "received_by_group": 2, "group_percent_of_year": 6.5},
    ),
    (
        "who_applies",
        {"report_year": 2021, "applicant_type_zh": "自然人"},
        {"received": 16, "percent_of_year": 100, "reports_without_number": 0},
    ),
    (
        "why_are_applications_refused",
        {"place": 1},
        {"reason_zh": "3.补正后申请内容仍不明确", "applications": 8, "percent_of_refusals": 61.5},
    ),
    (
        "why_are_applications_refused",
        {"reason_zh": "8.属于行政查询事项"},
        {"place": 4, "applications": 1, "clause_zh": "（三）", "reports_giving_it": 1},
    ),
    (
        "who_is_corrected_in_reconsideration_or_court",
        {"agency_name_zh": YANCHI},
        {
            "channel_zh": "行政诉讼·复议后起诉",
            "upheld": 1,
            "corrected": 0,
            "other_result": 0,
            "pending": 1,
            "total_as_printed": 2,
            "corrected_percent_of_decided": 0,
        },
    ),
    (
        "how_many_licences_and_penalties_are_decided",
        {"agency_name_zh": JIANGGAN, "line_label_zh": "行政处罚"},
        {"decisions": 930, "form_variant": "2019", "caution": "T2-02"},
    ),
    (  # 7 items last year and 2 more do not make 16
        "how_many_licences_and_penalties_are_decided",
        {"agency_name_zh": YANCHI, "line_label_zh": "行政处罚"},
        {"decisions": 16, "caution": None, "caution_zh": None},
    ),
    (
        "how_many_licences_and_penalties_are_decided",
        {"agency_name_zh": WUZHISHAN, "line_label_zh": "行政处罚"},
        {"decisions": 0, "form_variant": "2021", "value_status": "number", "caution": None},
    ),
    (
        "which_reports_contradict_themselves",
        {
            "agency_name_zh": JIANGGAN,
            "statement_zh": "行政处罚：处理决定数量 930，上一年项目数量加（减）本年增/减 930，"
            "两数不应恰好相等",
        },
        {"rule_id": "T2-02", "severity": "info", "warnings_in_report": 0},
    ),
    (
        "which_cells_hold_no_number",
        {"line_label_zh": "政府集中采购", "column_label_zh": "采购总金额"},
        {"agency_name_zh": ALXA, "value_status": "blank", "cells_in_report": 4},
    ),
    (
        "where_was_this_number_printed",
        {"agency_name_zh": JIANGGAN, "line_label_zh": "（一）予以公开", "column_label_zh": "总计"},
        {"value": 15, "source_path": "jianggan_market_supervision_2020.txt", "source_line": 36},
    ),
    (
        "where_was_this_number_printed",
        {"agency_name_zh": WUZHISHAN, "line_label_zh": "（一）予以公开", "column_label_zh": "总计"},
        {"value": 13, "source_path": "wuzhishan_government_office_2021.txt", "source_line": 101},
    ),
    (
        "what_became_of_each_file",
        {"source_paths": "wuzhishan_government_office_2021.txt"},
        {"fate": "loaded", "agency_name_zh": WUZHISHAN, "cells_located": 200},
    ),
    (
        "what_became_of_each_file",
        {"agency_name_zh": JIANGGAN},
        {"fate": "loaded", "cells_expected": 198, "cells_not_located": 0},
    ),
]


def of(agency: str) -> str:
    """A condition on the report of one agency."""
    reports = f"select report_id from marts.dim_reports where agency_name_zh = '{agency}'"
    return f"report_id in ({reports})"


# The only report for 2021 left blank, every cell of it.
BLANK = [
    f"update marts.{fact} set value = null, value_status = 'blank' where {of(WUZHISHAN)}"
    for fact in ("fct_cells", "fct_disclosures", "fct_request_outcomes", "fct_disputes")
] + [
    "update marts.fct_requests set received = null, carried_in = null, carried_out = null "
    f"where {of(WUZHISHAN)}"
]
BLANKED = [
    (
        "how_are_applications_decided",
        {"report_year": 2021, "outcome_group_zh": "不予公开"},
        {"applications": None, "percent_of_year": None, "cells_without_number": 8 * 6},
    ),
    (
        "who_applies",
        {"report_year": 2021, "applicant_type_zh": "自然人"},
        {
            "received": None,
            "received_by_group": None,
            "percent_of_year": None,
            "group_percent_of_year": None,
            "reports_without_number": 1,
        },
    ),
    (  # the other four reports still print a zero each
        "why_are_applications_refused",
        {"reason_zh": "8.属于行政查询事项"},
        {"applications": 0, "cells_without_number": 6, "reports_giving_it": 0},
    ),
    (
        "who_is_corrected_in_reconsideration_or_court",
        {"agency_name_zh": WUZHISHAN, "channel_zh": "行政复议"},
        {
            "corrected": None,
            "total_as_printed": None,
            "corrected_percent_of_decided": None,
            "cells_without_number": 5,
        },
    ),
    (
        "how_many_licences_and_penalties_are_decided",
        {"agency_name_zh": WUZHISHAN, "line_label_zh": "行政许可"},
        {"decisions": None, "value_status": "blank"},
    ),
    (
        "which_cells_hold_no_number",
        {"agency_name_zh": WUZHISHAN, "line_label_zh": "（一）予以公开", "column_label_zh": "总计"},
        {"value_status": "blank", "cells_in_report": 200},
    ),
]


# What the specimens do not show: a correction, a broken sum, files that need a person.
CHANGE = [
    RESULTS_AS_TABLE,
    f"""
    update marts.fct_cells set value = 3
    where measure_id = 'litigation_after_reconsideration.corrected' and {of(YANCHI)}
    """,
    f"""
    update marts.fct_rule_results set status = 'fail', is_open = true
    where rule_id = 'T3-01' and scope_column = 'total' and {of(YANCHI)}
    """,
    f"""
    update marts.fct_rule_results set review_verdict = 'dismissed', is_open = false
    where rule_id = 'T2-02' and scope_line = 'administrative_penalties' and {of(JIANGGAN)}
    """,
    """
    insert into marts.fct_rejected_files (source_path, reason_code, reason, meaning_zh)
    values ('扫描件.pdf', 'no_text_layer', 'Pictures only.', '无文字')
    """,
    f"update marts.dim_reports set cells_located = 190 where agency_name_zh = '{YANCHI}'",
    f"update marts.dim_reports set is_current = false where agency_name_zh = '{ALXA}'",
    f"update marts.dim_reports set report_year = null where agency_name_zh = '{LIUBEI}'",
]
CHANGED = [
    (
        "who_is_corrected_in_reconsideration_or_court",
        {"agency_name_zh": YANCHI},
        {"corrected": 3, "corrected_percent_of_decided": 75},
    ),
    (
        "which_reports_contradict_themselves",
        {"agency_name_zh": YANCHI},
        {"rule_id": "T3-01", "severity": "warning", "warnings_in_report": 1},
    ),
    (
        "what_became_of_each_file",
        {"fate": "rejected"},
        {
            "source_paths": "扫描件.pdf",
            "reason": "Pictures only.",
            "reason_meaning_zh": "无文字",
            "cells_located": None,
        },
    ),
    (
        "what_became_of_each_file",
        {"fate": "incomplete"},
        {"agency_name_zh": YANCHI, "cells_not_located": 8},
    ),
]


def asker_of_copy(compiled: dict, warehouse: Path, folder: Path, statements: list[str]) -> Ask:
    copy = folder / warehouse.name
    shutil.copy(warehouse, copy)
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return asker(compiled, copy)


@pytest.fixture(scope="module")
def ask(compiled: dict, specimen_warehouse: Path) -> Ask:
    return asker(compiled, specimen_warehouse)


@pytest.fixture(scope="module")
def ask_blanked(compiled: dict, specimen_warehouse: Path, tmp_path_factory) -> Ask:
    folder = tmp_path_factory.mktemp("blanked")
    return asker_of_copy(compiled, specimen_warehouse, folder, BLANK)


@pytest.fixture(scope="module")
def ask_changed(compiled: dict, specimen_warehouse: Path, tmp_path_factory) -> Ask:
    folder = tmp_path_factory.mktemp("changed")
    return asker_of_copy(compiled, specimen_warehouse, folder, CHANGE)


def test_there_are_twenty_and_each_is_described_with_its_question_in_both_languages():
    described = yaml.safe_load((ANALYSES / "_analyses.yml").read_text(encoding="utf-8"))["analyses"]
    assert sorted(analysis["name"] for analysis in described) == NAMES
    assert len(NAMES) == 20
    for analysis in described:
        assert "？" in analysis["description"], analysis["name"]
        assert "? " in analysis["description"], analysis["name"]


@pytest.mark.parametrize("name", NAMES)
def test_each_begins_with_its_question_and_a_caution(name: str):
    question, caution, query = (
        (ANALYSES / f"{name}.sql").read_text(encoding="utf-8").split("\n", maxsplit=2)
    )
    assert question.startswith("-- ") and question.endswith("?")
    assert caution.startswith("-- ") and caution.endswith(".")
    assert not query.startswith("--")


# What no mart holds, for it says how a reading came about and not what was read: which sentences
# a rule counted (and by which of its terms), which divisions a name can mean.
BEYOND_MARTS = {
    "where_does_the_prose_contradict_the_tables": {"form", "intermediate"},
    "which_agencies_could_not_be_placed": {"intermediate"},
}


def test_dbt_compiles_each_on_marts_and_few_on_more(compiled: dict):
    assert sorted(compiled) == NAMES
    for name, query in compiled.items():
        schemas = set(re.findall(r'"(marts|raw|form|staging|intermediate)"\.', query))
        assert schemas == {"marts"} | BEYOND_MARTS.get(name, set()), name


def test_a_fact_of_each_is_known():
    assert sorted({analysis for analysis, _, _ in PRINTED + MADE}) == NAMES


@pytest.mark.parametrize(("analysis", "meant", "expected"), PRINTED)
def test_answers_are_those_of_the_reports(ask: Ask, analysis: str, meant: dict, expected: dict):
    check(ask(analysis), meant, expected)


@pytest.mark.parametrize(("analysis", "meant", "expected"), BLANKED)
def test_a_blank_is_never_answered_as_zero(
    ask_blanked: Ask, analysis: str, meant: dict, expected: dict
):
    check(ask_blanked(analysis), meant, expected)


@pytest.mark.parametrize(("analysis", "meant", "expected"), CHANGED)
def test_answers_follow_the_data(ask_changed: Ask, analysis: str, meant: dict, expected: dict):
    check(ask_changed(analysis), meant, expected)


def test_outcomes_and_applicants_of_a_year_add_up_once(ask: Ask):
    for analysis, column in {
        "how_are_applications_decided": "applications",
        "who_applies": "received",
    }.items():
        sums: dict[int, int] = {}
        for row in ask(analysis):
            sums[row["report_year"]] = sums.get(row["report_year"], 0) + row[column]
        assert sums == {2020: 31, 2021: 16}, analysis


def test_reasons_are_ranked_with_ties_and_all_sixteen_are_there(ask: Ask):
    reasons = ask("why_are_applications_refused")
    assert len(reasons) == 8 + 3 + 5
    assert [(row["place"], row["applications"]) for row in reasons[:5]] == [
        (1, 8),
        (2, 2),
        (2, 2),
        (4, 1),
        (5, 0),
    ]


def test_only_the_channel_with_cases_is_listed(ask: Ask):
    assert len(ask("who_is_corrected_in_reconsideration_or_court")) == 1


def test_the_decisions_of_jianggan_and_no_others_come_with_a_caution(ask: Ask):
    cautions = [
        (row["agency_name_zh"], row["line_label_zh"])
        for row in ask("how_many_licences_and_penalties_are_decided")
        if row["caution"]
    ]
    assert cautions == [(JIANGGAN, "行政许可"), (JIANGGAN, "行政处罚"), (JIANGGAN, "行政强制")]


def test_no_printed_sum_is_contradicted_and_blanks_are_no_contradiction(ask: Ask):
    findings = ask("which_reports_contradict_themselves")
    assert not [row for row in findings if row["rule_id"][:2] in ("T3", "T4", "F-")]
    assert [row["rule_id"] for row in findings if row["agency_name_zh"] == JIANGGAN] == [
        "T2-02"
    ] * 3


def test_a_finding_that_a_reviewer_dismissed_is_none_any_more(ask_changed: Ask):
    findings = ask_changed("which_reports_contradict_themselves")
    assert [row["rule_id"] for row in findings if row["agency_name_zh"] == JIANGGAN] == [
        "T2-02"
    ] * 2
    assert [
        row["line_label_zh"]
        for row in ask_changed("how_many_licences_and_penalties_are_decided")
        if row["caution"]
    ] == ["行政许可", "行政强制"]


def test_the_report_with_a_broken_sum_comes_before_the_one_with_more_hints(ask_changed: Ask):
    agencies = [row["agency_name_zh"] for row in ask_changed("which_reports_contradict_themselves")]
    assert agencies.index(YANCHI) < agencies.index(JIANGGAN)


def test_exactly_the_four_blanks_hold_no_number(ask: Ask):
    assert [
        (row["line_label_zh"], row["column_label_zh"]) for row in ask("which_cells_hold_no_number")
    ] == [
        ("行政事业性收费", "上一年项目数量"),
        ("行政事业性收费", "本年增/减"),
        ("政府集中采购", "采购项目数量"),
        ("政府集中采购", "采购总金额"),
    ]


def test_every_non_zero_number_of_table_3_stands_where_the_answer_says(ask: Ask):
    numbers = ask("where_was_this_number_printed")
    by_agency = [row["agency_name_zh"] for row in numbers]
    assert (by_agency.count(JIANGGAN), by_agency.count(WUZHISHAN), len(numbers)) == (18, 10, 28)
    for row in numbers:
        text = (SPECIMENS / row["source_path"]).read_text(encoding="utf-8")
        cells = text.split("\n")[row["source_line"] - 1].split("|")
        assert cells[row["source_column"] - 1].strip() == row["value_raw"] == f"{row['value']:.0f}"


def test_files_that_need_a_person_come_first(ask_changed: Ask):
    fates = [row["fate"] for row in ask_changed("what_became_of_each_file")]
    assert fates == ["rejected", "incomplete", "unidentified", "superseded", "loaded", "loaded"]
