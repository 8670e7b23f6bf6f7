"""The rules on made reports: each is seen to fail on what breaks it, and on nothing else."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import duckdb
import pytest

from extract.form import read_seed
from tests.conftest import Build
from tests.filings import Filing, filing

EARLY, MIXED, LATE = ("2019", "2019"), ("2021", "2019"), ("2021", "2021")
YEARS = range(2019, 2025)
CALM, MOVED, REVISED = "吴忠市盐池县教育局", "吴忠市盐池县民政局", "吴忠市盐池县水利局"
DOCUMENTS = "normative_documents"


def years_of(agency: str, variants: dict[int, tuple[str, str]]) -> dict[int, Filing]:
    """An agency's reports, each of which goes on from the one before."""
    filings: dict[int, Filing] = {}
    rng = Random(agency)
    for year in YEARS:
        default = EARLY if year <= 2020 else LATE
        before = filings.get(year - 1)
        filings[year] = filing(rng, agency, year, variants.get(year, default), before)
    return filings


def panel() -> dict[str, Filing]:
    """Three offices over six years, by file name, with one slip of each kind."""
    calm = years_of(CALM, {})
    moved = years_of(MOVED, {2021: MIXED})
    revised = years_of(REVISED, {})
    # a carry-over that is not what the year before carried out; its own report still adds up
    received, carried_in = moved[2023].values["received"], moved[2023].values["carried_in"]
    moved[2023] = moved[2023].changed("received", {0: received[0] - 1, 6: received[6] - 1})
    moved[2023] = moved[2023].changed("carried_in", {0: carried_in[0] + 1, 6: carried_in[6] + 1})
    # a stock that does not follow; the years after go on from what was printed
    for year in (2022, 2023, 2024):
        in_force = revised[year].values[DOCUMENTS][2]
        revised[year] = revised[year].changed(DOCUMENTS, {2: in_force + 7})
    # published twice: the first version's carry-over was wrong
    republished = replace(calm[2022], published="2023-03-01")
    first = republished.changed("carried_out", {0: 90, 6: 90})
    files = {
        f"{filed.agency}/{year}.txt": filed
        for filings in (calm, moved, revised)
        for year, filed in filings.items()
    }
    return files | {
        f"{CALM}/2022.txt": republished,
        f"{CALM}/2022 first.txt": replace(first, published="2023-01-20"),
    }


def broken() -> dict[str, list[Filing]]:
    """For each rule the reports of an agency that break it; all but the last year are sound."""
    rng = Random("broken")

    def of(name: str, variants: tuple[str, str], years: int = 1) -> list[Filing]:
        filings: list[Filing] = []
        for year in range(2020, 2020 + years):
            before = filings[-1] if filings else None
            filings.append(filing(rng, f"吴忠市同心县{name}局", year, variants, before))
        return filings

    def last(filings: list[Filing], line: str, place: int, more: int) -> list[Filing]:
        number = filings[-1].values[line][place]
        return [*filings[:-1], filings[-1].changed(line, {place: number + more})]

    def saying(filings: list[Filing], sentence: Callable[[dict], str]) -> list[Filing]:
        return [replace(filings[-1], overview=(sentence(filings[-1].values),))]

    licensing = of("甲", EARLY)
    items, change, _ = licensing[0].values["administrative_licensing"]
    change = change or 1
    sums = {2: items + change, 1: change}
    reconsidered, sued = of("辰", LATE), of("巳", EARLY)
    return {
        "T2-01": last(of("乙", EARLY), DOCUMENTS, 1, 500),
        "T2-02": [licensing[0].changed("administrative_licensing", sums)],
        "T3-01": last(of("丙", LATE), "received", 0, 3),
        "T3-02": last(of("丁", EARLY), "granted", 6, 2),
        "T3-03": last(of("戊", LATE), "granted", 2, 1),
        "T4-01": last(of("己", EARLY), "administrative_reconsideration", 4, 1),
        "N-01": saying(
            of("卯", LATE),
            lambda v: f"全年共收到政府信息公开申请{v['received'][6] + 1}件。",
        ),
        "N-02": saying(
            reconsidered,
            lambda v: (
                f"因政府信息公开被申请行政复议{v['administrative_reconsideration'][4] + 1}件。"
            ),
        ),
        "N-03": saying(sued, lambda _: "全年未发生因政府信息公开引起的行政诉讼。"),
        "N-04": saying(
            of("午", LATE),
            lambda v: f"全年制发行政规范性文件{v[DOCUMENTS][0] + 4}件。",
        ),
        "N-05": saying(
            of("未", LATE),
            lambda v: f"全年共办结政府信息公开申请{v['total_handled'][6] + 1}件。",
        ),
        "Y-01": last(last(of("申", LATE, 2), "carried_in", 1, 2), "received", 1, -2),
        "Y-02": last(of("酉", LATE, 2), "government_rules", 2, 5),
        "Y-03": last(of("戌", EARLY, 2), "administrative_fees", 0, 1),
    }


@pytest.fixture(scope="module")
def built(build: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory) -> Build:
    raw = tmp_path_factory.mktemp("raw")
    files = {f"panel/{name}": filed for name, filed in panel().items()}
    for rule, filings in broken().items():
        files |= {f"broken/{rule}/{filed.year}.txt": filed for filed in filings}
    for name, filed in files.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(filed.content)
    made = build(raw, tmp_path_factory.mktemp("rules") / "w.duckdb")
    assert made.code == 0, made.printed
    return made


@pytest.fixture
def sql(built: Build):
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        yield lambda query, *values: connection.execute(query, list(values)).fetchall()


def test_all_slips_of_the_panel_are_found_and_nothing_else(sql):
    assert sql(
        """
        select agency_name_zh, report_year, rule_id, instance, difference
        from marts.rpt_rule_results
        where status = 'fail' and source_path like 'panel/%' order by all
        """
    ) == [
        (MOVED, 2023, "Y-01", "natural_person", -1),
        (MOVED, 2023, "Y-01", "total", -1),
        (REVISED, 2022, "Y-02", DOCUMENTS, 7),
    ]


def test_years_are_compared_wherever_both_variants_allow_it_and_nowhere_else(sql):
    found = sql(
        """
        select rule_id, count(*), count(distinct report_id)
        from marts.rpt_rule_results
        where rule_id like 'Y-%' and source_path like 'panel/%' group by all order by all
        """
    )
    # fifteen pairs of years with seven columns; nine pairs on 2021's Table 2 with two lines;
    # three pairs on 2019's with five
    assert found == [("Y-01", 15 * 7, 15), ("Y-02", 9 * 2, 9), ("Y-03", 3 * 5, 3)]


def test_a_report_published_again_replaces_the_first(sql):
    assert sql(
        """
        select source_path, is_current from marts.dim_reports
        where agency_name_zh = ? and report_year = 2022 order by all
        """,
        CALM,
    ) == [(f"panel/{CALM}/2022 first.txt", False), (f"panel/{CALM}/2022.txt", True)]
    assert sql(
        """
        select table2_variant, table3_variant, form_variant from marts.dim_reports
        where agency_name_zh = ? and report_year = 2021
        """,
        MOVED,
    ) == [("2021", "2019", "mixed")]


def test_every_arithmetic_rule_fails_on_the_specimen_that_breaks_it(sql):
    failing: dict[str, set[str]] = {}
    for path, rule in sql(
        """
        select split_part(source_path, '/', 2), rule_id from marts.rpt_rule_results
        where status = 'fail' and source_path like 'broken/%' group by all
        """
    ):
        failing.setdefault(path, set()).add(rule)
    arithmetic = {row["rule_id"] for row in read_seed("rules") if row["kind"] == "arithmetic"}
    assert set(failing) == arithmetic
    assert {rule: found for rule, found in failing.items() if found != {rule}} == {
        # a cell is part of a sum in each direction
        "T3-01": {"T3-01", "T3-02"},
        "T3-02": {"T3-02", "T3-03"},
        "T3-03": {"T3-02", "T3-03"},
        "Y-01": {"Y-01", "T3-02"},
    }


def test_no_instance_of_a_rule_is_missed(sql):
    counted = sql("select rule_id, instances_met, instances_expected from marts.rpt_rules")
    assert [row for row in counted if row[1] != row[2] or row[1] == 0] == []


def test_a_wrong_cell_is_named_with_what_would_reconcile_it(sql):
    suspects = sql(
        """
        select split_part(source_path, '/', 2), measure_id, reconciling_value - value,
            instances_explained
        from marts.fct_suspect_cells inner join marts.dim_reports using (report_id) order by all
        """
    )
    assert suspects == [
        ("T3-01", "received.natural_person", -3, "T3-01 natural_person; T3-02 received"),
        ("T3-02", "granted.total", -2, "T3-02 granted; T3-03 total"),
        ("T3-03", "granted.research_institution", -1, "T3-02 granted; T3-03 research_institution"),
    ]
