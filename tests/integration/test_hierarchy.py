"""A whole-area figure against the sum of the agencies it covers."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import duckdb
import pytest

from tests.conftest import Build
from tests.filings import Filing, filing

LATE = ("2021", "2021")
COUNTY = "吴忠市盐池县"
OFFICES = [f"{COUNTY}{body}" for body in ("教育局", "民政局", "人民政府办公室")]
SHORT = "盐池县教育局"
DISTRICT = "南通市崇川区"
TOTAL = 6


def summed(agency: str, year: int, parts: list[Filing]) -> Filing:
    """A government's report: every number is the sum of its offices' numbers."""
    lines = {
        code: [sum(numbers) for numbers in zip(*(part.values[code] for part in parts), strict=True)]
        for code in parts[0].values
    }
    return Filing(agency, year, parts[0].variants, lines)


@pytest.fixture(scope="module")
def sql(build: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory):
    """Two years of a county with three offices, and of another of which one office is missing."""
    raw = tmp_path_factory.mktemp("hierarchy")
    rng = Random("hierarchy")
    filings: list[Filing] = []
    for year in (2022, 2023):
        offices = [filing(rng, office, year, LATE) for office in OFFICES]
        if year == 2023:  # under its short name, which is listed, too
            offices[0] = replace(offices[0], agency=SHORT)
        whole = summed(f"{COUNTY}人民政府", year, offices)
        if year == 2023:  # the county counts one application more than its offices
            received = whole.values["received"][TOTAL]
            whole = whole.changed("received", {TOTAL: received + 1})
            # and its office says in words what all of them received
            said = f"全县共收到政府信息公开申请{received}件。"
            offices[2] = replace(offices[2], overview=(said,))
        filings += [*offices, whole]
    unlisted = [filing(rng, f"吴忠市同心县{body}", 2022, LATE) for body in ("财政局", "审计局")]
    filings += [*unlisted, summed("吴忠市同心县人民政府", 2022, unlisted)]
    filings += [filing(rng, "吴忠市青铜峡市水务局", 2022, LATE)]
    filings += [filing(rng, "吴忠市青铜峡市某开发区人民政府", 2022, LATE)]
    filings += [filing(rng, "吴忠市青铜峡市人民政府", 2022, LATE)]
    for year, code in ((2019, "2019"), (2021, "2021")):  # between them the district got a new code
        offices = [
            filing(rng, f"{DISTRICT}{body}", year, (code, code)) for body in ("教育局", "财政局")
        ]
        filings += [
            summed(f"{DISTRICT}人民政府", year, offices),
            *offices[: 2 if year == 2019 else 1],
        ]
    for filed in filings:
        (raw / f"{filed.agency}{filed.year}.txt").write_bytes(filed.content)
    lines = [f"{office},{COUNTY}人民政府" for office in (*OFFICES, SHORT)]
    (raw / "agencies.csv").write_text("\n".join(["agency,reports_to", *lines]), encoding="utf-8")
    built = build(raw, tmp_path_factory.mktemp("built") / "w.duckdb")
    assert built.code == 0, built.printed
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        yield lambda query: connection.execute(query).fetchall()


def test_every_total_is_summed_and_the_one_that_differs_is_found(sql):
    assert sql(
        """
        select report_year, status, count(*), count(distinct measure_id)
        from marts.fct_hierarchy_checks inner join marts.dim_reports using (report_id)
        where agency_name_zh = '吴忠市盐池县人民政府' and stated_in = 'table'
        group by all order by all
        """
    ) == [(2022, "pass", 28, 28), (2023, "fail", 1, 1), (2023, "pass", 27, 27)]
    assert sql(
        """
        select measure_id, difference, children_expected, children_counted
        from marts.fct_hierarchy_checks where status = 'fail'
        """
    ) == [("received.total", 1, 3, 3)]


def test_what_the_general_office_says_of_the_county_is_held_against_the_countys_offices(sql):
    assert sql(
        """
        select agency_name_zh, measure_id, status, children_expected, children_counted
        from marts.fct_hierarchy_checks inner join marts.dim_reports using (report_id)
        where stated_in = 'prose'
        """
    ) == [("吴忠市盐池县人民政府办公室", "received.total", "pass", 3, 3)]
    # and is no number of the office's own table
    assert sql(
        """
        select status from marts.rpt_rule_results
        where rule_id = 'N-01' and report_year = 2023
            and agency_name_zh = '吴忠市盐池县人民政府办公室'
        """
    ) == [("not_assessable",)]


def test_without_a_list_a_sum_that_agrees_passes_and_one_that_differs_is_incomplete(sql):
    assert sql(
        """
        select agency_name_zh, is_list_given, status
        from marts.fct_hierarchy_checks inner join marts.dim_reports using (report_id)
        where measure_id = 'total_handled.total' and report_year = 2022
            and stated_in = 'table' order by all
        """
    ) == [
        ("吴忠市同心县人民政府", False, "pass"),
        ("吴忠市盐池县人民政府", True, "pass"),
        ("吴忠市青铜峡市人民政府", False, "incomplete"),
    ]


def test_a_division_that_got_a_new_code_keeps_the_agencies_that_filed_under_the_old_one(sql):
    assert sql(
        f"""
        select report_year, children_expected, children_counted, status
        from marts.fct_hierarchy_checks inner join marts.dim_reports using (report_id)
        where measure_id = 'received.total' and stated_in = 'table'
            and agency_name_zh = '{DISTRICT}人民政府' order by all
        """
    ) == [(2019, 2, 2, "pass"), (2021, 2, 1, "incomplete")]
    assert sql(
        f"select distinct region_code from marts.dim_agencies where agency_name_zh ^@ '{DISTRICT}'"
    ) == [("320613",)]
