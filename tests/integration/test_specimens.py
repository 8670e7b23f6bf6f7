"""What the warehouse of the five specimens must hold, read off the documents by hand."""

from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT, Build
from tests.golden import differences


@pytest.fixture
def sql(specimen_warehouse: Path):
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        yield lambda query, *values: connection.execute(query, list(values)).fetchall()


def test_every_cell_and_identity_equals_the_golden_values(specimen_warehouse):
    facts = list(differences(specimen_warehouse, ROOT / "tests" / "specimens" / "golden.jsonl"))
    assert [fact for fact in facts if fact] == []
    assert len(facts) == 992 + 5 * 5


def test_exactly_the_four_blanks_are_blank(sql):
    found = sql(
        """
        select source_path, line_code, column_code, value_status
        from marts.fct_cells inner join marts.dim_reports using (report_id)
        where value_status != 'number' order by all
        """
    )
    file = "alxa_league_industry_2020.txt"
    assert found == [
        (file, "administrative_fees", "items_change", "blank"),
        (file, "administrative_fees", "items_last_year", "blank"),
        (file, "centralized_procurement", "procurement_amount", "blank"),
        (file, "centralized_procurement", "procurement_projects", "blank"),
    ]


def test_a_missing_header_word_and_a_lost_group_label_do_not_shift_values(sql):
    query = """
        select value from marts.fct_cells inner join marts.dim_reports using (report_id)
        inner join marts.dim_measures using (measure_id)
        where source_path = 'yanchi_ecology_2020.txt' and fct_cells.line_code = ?
        order by column_order
    """
    assert [value for (value,) in sql(query, "litigation_after_reconsideration")] == [1, 0, 0, 1, 2]
    assert [value for (value,) in sql(query, "denied_state_secret")] == [0] * 7


def test_every_number_can_be_found_again_on_its_line(sql):
    for file, line, printed in sql(
        """
        select source_path, source_line, value_raw
        from marts.fct_cells inner join marts.dim_reports using (report_id)
        where value_raw != ''
        """
    ):
        text = (ROOT / "warehouse" / "raw" / file).read_text(encoding="utf-8")
        assert printed in text.split("\n")[line - 1]


def test_outcomes_add_up_to_what_was_handled(sql):
    assert sql(
        """
        select source_path, sum(value)
        from marts.fct_request_outcomes inner join marts.dim_reports using (report_id)
        group by source_path having sum(value) > 0 order by source_path
        """
    ) == [
        ("jianggan_market_supervision_2020.txt", 31),
        ("wuzhishan_government_office_2021.txt", 16),
    ]


def test_other_handling_of_both_variants_is_one_group(sql):
    assert sql(
        """
        select outcome_code, form_variants from marts.dim_outcomes
        where outcome_group_code = 'other' order by outcome_order
        """
    ) == [
        ("other_handling", "2019"),
        ("other_correction_overdue", "2021"),
        ("other_fee_overdue", "2021"),
        ("other_misc", "2021"),
    ]


def test_rules_find_what_the_reports_are_known_to_break(sql):
    found = sql(
        """
        select rule_id, source_path, scope_line, count(*)
        from marts.rpt_rule_results where status = 'fail' group by all order by all
        """
    )
    market, industry = "jianggan_market_supervision_2020.txt", "alxa_league_industry_2020.txt"
    office = "wuzhishan_government_office_2021.txt"
    assert found == [
        ("F-01", industry, "administrative_fees", 2),
        ("F-01", industry, "centralized_procurement", 2),
        ("N-01", office, None, 1),
        ("N-04", office, None, 3),
        ("N-05", office, None, 1),
        ("T2-02", market, "administrative_compulsion", 1),
        ("T2-02", market, "administrative_licensing", 1),
        ("T2-02", market, "administrative_penalties", 1),
    ]


def test_the_printed_sums_hold_wherever_there_is_something_to_judge(sql):
    assert sql(
        """
        select rule_id, passed, failed from marts.rpt_rules
        where rule_id in ('T3-01', 'T3-02', 'T3-03', 'T4-01', 'F-03') order by rule_id
        """
    ) == [("F-03", 15, 0), ("T3-01", 35, 0), ("T3-02", 117, 0), ("T3-03", 35, 0), ("T4-01", 15, 0)]


def test_every_rule_met_every_instance_the_form_has(sql):
    assert (
        sql("select rule_id from marts.rpt_rules where instances_met != instances_expected") == []
    )


def test_the_build_says_what_it_read_and_found(specimen_build: Build):
    printed = " ".join(specimen_build.printed.split())
    assert "files read 5" in printed
    assert "cells located 992 of 992 (100.0%)" in printed
    assert "F-01 info Every cell the form asks for is present and filled 4 1 988" in printed
    assert f"warehouse {specimen_build.warehouse}" in printed
    assert specimen_build.printed.rstrip().splitlines()[-1].startswith("next: make sql")


def test_pages_and_results_are_beside_the_warehouse(specimen_warehouse):
    folder = specimen_warehouse.parent
    assert "ogi_warehouse" in (folder / "dbt_docs" / "index.html").read_text(encoding="utf-8")
    assert (folder / "data_docs" / "index.html").exists()
    assert (folder / "validation_results.json").exists()


def test_descriptions_travel_in_the_file(sql):
    assert sql("select comment from duckdb_tables() where table_name = 'fct_rejected_files'")[0][
        0
    ].startswith("Grain: one row per file")
