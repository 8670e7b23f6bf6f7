"""The analyses on offices of a few counties over four years, made so that answers are known.

All applications are by natural persons, so that each number below stands in two cells of its
line. What the answers must be was worked out by hand from the numbers in `panel`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.analyses import Ask, asker, check
from tests.conftest import Build
from tests.filings import OUTCOMES, Filing
from tests.properties.rendering.form import FORM, TABLE_4

EARLY, LATE = ("2019", "2019"), ("2021", "2021")
SCHOOLS, MONEY = "吴忠市盐池县教育局", "吴忠市同心县财政局"
CIVIL, RIVER = "吴忠市盐池县民政局", "吴忠市红寺堡区民政局"
COUNTY = "吴忠市盐池县人民政府"
LAKE, UNPLACED, UNDATED = "杭州市西湖区教育局", "鼓楼区教育局", "吴忠市红寺堡区审计局"
RECODED, BESIDE_IT = "南通市崇川区教育局", "南通市海安市教育局"
SAID = (
    "全年共收到政府信息公开申请8件。",
    "因政府信息公开被申请行政复议2件。",
    "全年制发行政规范性文件2件。",
    "全年未发生因政府信息公开引起的行政诉讼。",
    "全县共收到政府信息公开申请8件。",  # the county's, although it is the same number
)
LICENCES = "administrative_licensing"
NONE = "/"  # not applicable: no number
LINES = (
    *("received", "carried_in", "granted", "partly_granted", "denied_internal_affairs"),
    *("unable_not_held", "refused_duplicate", "carried_out"),
)
ZEROS = (0,) * len(LINES)


def report(
    agency: str,
    year: int,
    applications: tuple[int | str, ...],
    others: dict[str, int] | None = None,
    *,
    variants: tuple[str, str] = LATE,
    overview: tuple[str, ...] = (),
    documents: tuple[int, int, int] = (0, 0, 0),
) -> Filing:
    """A report of zeros but for `LINES` and other lines of Table 3, and normative documents."""
    numbers = dict(zip(LINES, applications, strict=True)) | (others or {})
    handled = sum(n for line, n in numbers.items() if line in OUTCOMES and n != NONE)
    values = {code: [0] * line.width for code, line in FORM[variants[0]].items()}
    for line, number in {**numbers, "total_handled": handled}.items():
        components = [NONE] * 5 if number == NONE else [0] * 5
        values[line] = [number, *components, number]
    if variants == LATE:
        values["normative_documents"] = list(documents)
    return Filing(agency, year, variants, values, overview)


def panel() -> list[Filing]:
    """The reports, in the order of years within each agency."""
    other_2019 = {"other_handling": 4}
    several = {"denied_state_secret": 2, "other_correction_overdue": 1, "other_misc": 3}
    return [
        report(SCHOOLS, 2020, (20, 0, 10, 2, 1, 3, 0, 0), other_2019, variants=EARLY),
        report(SCHOOLS, 2021, (30, 0, 8, 2, 4, 6, 0, 4), several),
        # five documents in force: two issued, none there before
        report(SCHOOLS, 2022, (20, 4, 6, 0, 6, 4, 0, 8), documents=(2, 0, 5)),
        # carried in is not the eight carried out
        report(SCHOOLS, 2023, (10, 7, 5, 0, 0, 0, 0, 12), documents=(0, 0, 5)),
        # the total says 45: two digits changed places
        report(MONEY, 2021, (50, 0, 45, 0, 0, 0, 0, 5)).changed("granted", {0: 54}),
        report(MONEY, 2022, (40, 5, 44, 1, 0, 0, 0, 0)),
        report(MONEY, 2023, (12, 0, 12, NONE, 0, 0, 0, NONE)),
        report(CIVIL, 2022, (6, 0, 3, 0, 0, 0, 3, 0), overview=SAID),
        report(RIVER, 2022, (9, 0, 0, 0, 0, 9, 0, 0)),
        # and a case of no result, which is no matter of the year before
        report(RIVER, 2023, (5, 0, NONE, 0, 0, 5, 0, 0)).changed(TABLE_4, {4: 1}),
        report(COUNTY, 2021, (30, 0, 26, 0, 0, 0, 0, 4)),
        report(COUNTY, 2022, (27, 4, 10, 0, 6, 4, 3, 8)),
        # twenty licences more than the year before ended with
        report(LAKE, 2019, ZEROS, variants=EARLY).changed(LICENCES, {0: 10}),
        report(LAKE, 2020, ZEROS, variants=EARLY).changed(LICENCES, {0: 30}),
        # in 2019 the district had another code
        report(BESIDE_IT, 2019, ZEROS, variants=EARLY),
        *(report(agency, 2022, ZEROS) for agency in (LAKE, UNPLACED, UNDATED, RECODED)),
    ]


REVIEWS = f"""\
report,rule,instance,verdict,reason,reviewer,date,left_value,right_value
{MONEY}/2021.txt,T3-02,granted,dismissed,,甲,2024-03-01,54,45
{MONEY}/2021.txt,T3-02,granted,confirmed,数字颠倒,乙,2024-03-02,54,45
{SCHOOLS}/2023.txt,Y-01,total,confirmed,,甲,2024-02-01,8,6
{MONEY}/2019.txt,T3-02,granted,confirmed,,甲,2020-02-01,2,1
"""

# analysis, the one row meant, what it must say
MADE = [
    (  # one agency in both years; one line on form 2019, three on form 2021: 4 and 1 + 3
        "which_outcomes_grow",
        {"report_year": 2021, "outcome_group_zh": "其他处理"},
        {
            "agencies_in_both_years": 1,
            "applications_year_before": 4,
            "applications": 4,
            "change_in_applications": 0,
            "change_percent": 0,
        },
    ),
    (  # 1, then 4 + 2
        "which_outcomes_grow",
        {"report_year": 2021, "outcome_group_zh": "不予公开"},
        {"applications_year_before": 1, "applications": 6, "change_percent": 500},
    ),
    (  # 8 + 45, then 6 + 44: the two that have no report for 2021 are left out
        "which_outcomes_grow",
        {"report_year": 2022, "outcome_group_zh": "予以公开", "is_whole_area": False},
        {
            "agencies_in_both_years": 2,
            "applications_year_before": 53,
            "applications": 50,
            "change_percent": -5.7,
        },
    ),
    (
        "which_outcomes_grow",
        {"report_year": 2022, "outcome_group_zh": "予以公开", "is_whole_area": True},
        {"area_level": "county", "agencies_in_both_years": 1, "change_in_applications": -16},
    ),
    (  # two offices print no number for one outcome: neither of their years is compared
        "which_outcomes_grow",
        {"report_year": 2023, "outcome_group_zh": "予以公开"},
        {"agencies_in_both_years": 1, "applications_year_before": 6, "applications": 5},
    ),
    (  # from nothing there is no percentage
        "which_outcomes_grow",
        {"report_year": 2022, "outcome_group_zh": "不予处理", "is_whole_area": True},
        {"applications_year_before": 0, "applications": 3, "change_percent": None},
    ),
    (  # 20 + 26 + 16 + 5; 10 + 8 + 6 + 5; 2 + 2
        "who_grants_least",
        {"place": 1},
        {
            "agency_name_zh": SCHOOLS,
            "region_path_zh": "宁夏回族自治区吴忠市盐池县",
            "years": 4,
            "handled": 67,
            "granted": 29,
            "partly_granted": 4,
            "granted_percent": 43.3,
            "granted_or_partly_percent": 49.3,
            "table3_warnings": 2,
        },
    ),
    (  # without 2023, of which a term is missing
        "who_grants_least",
        {"agency_name_zh": MONEY},
        {"place": 3, "last_year": 2022, "years": 2, "handled": 90, "granted_percent": 98.9},
    ),
    (
        "whose_backlog_grows",
        {"agency_name_zh": SCHOOLS},
        {
            "first_year": 2020,
            "last_year": 2023,
            "carried_out_in_first_year": 0,
            "carried_out_in_last_year": 12,
            "backlog_change": 12,
            "rises": 3,
            "falls": 0,
            "backlog_percent_of_handled": 240,
        },
    ),
    (
        "whose_backlog_grows",
        {"agency_name_zh": MONEY},
        {"last_year": 2022, "years": 2, "backlog_change": -5, "rises": 0, "falls": 1},
    ),
    (
        "whose_backlog_grows",
        {"agency_name_zh": RIVER},
        {"years": 2, "backlog_change": 0, "rises": 0, "falls": 0},
    ),
    (  # the report without a year is none of any of the four
        "which_divisions_never_file",
        {"region_name_zh": "利通区"},
        {
            "prefecture_name_zh": "吴忠市",
            "region_code": "640302",
            "first_year_without": 2020,
            "last_year_without": 2023,
            "years_without": 4,
            "reports_around_it": 1 + 3 + 5 + 3,
        },
    ),
    (  # of the years covered, 2019, 2020 and 2022, it existed in the last
        "which_divisions_never_file",
        {"region_name_zh": "临平区"},
        {"set_up_in": 2021, "years_without": 1, "reports_around_it": 1},
    ),
    (
        "which_divisions_never_file",
        {"region_name_zh": "江干区"},
        {"dissolved_in": 2021, "years_without": 2, "last_year_without": 2020},
    ),
    (
        "where_do_carry_overs_break",
        {"rule_id": "Y-01", "column_label_zh": "总计"},
        {
            "agency_name_zh": SCHOOLS,
            "left_value": 8,
            "right_value": 7,
            "source_path_of_year_before": f"{SCHOOLS}/2022.txt",
            "source_path": f"{SCHOOLS}/2023.txt",
        },
    ),
    (
        "where_do_carry_overs_break",
        {"rule_id": "Y-02"},
        {"report_year": 2022, "left_value": 5, "right_value": 2, "difference": 3},
    ),
    (
        "where_does_the_prose_contradict_the_tables",
        {"rule_id": "N-01"},
        {
            "claim_code": "received",
            "stated_in_prose": 8,
            "stated_in_tables": 6,
            "sentence": SAID[0],
        },
    ),
    (
        "where_does_the_prose_contradict_the_tables",
        {"rule_id": "N-02"},
        {"stated_in_prose": 2, "stated_in_tables": 0, "sentence": SAID[1]},
    ),
    (
        "where_does_the_prose_contradict_the_tables",
        {"rule_id": "N-04"},
        {"claim_code": "normative_documents_issued", "stated_in_prose": 2, "sentence": SAID[2]},
    ),
    (
        "which_cell_is_probably_wrong",
        {"agency_name_zh": MONEY},
        {
            "line_label_zh": "（一）予以公开",
            "column_label_zh": "自然人",
            "value": 54,
            "reconciling_value": 45,
            "source_path": f"{MONEY}/2021.txt",
        },
    ),
    (  # 20 + 40 + 6 + 9; 16 + 45 + 6 + 9; 6 + 44 + 3 + 0; the middle of 0, 37.5, 50 and 97.8
        "how_do_regions_compare",
        {"report_year": 2022, "prefecture_name_zh": "吴忠市", "is_whole_area": False},
        {
            "region_code": "640300",
            "reports": 4,
            "received": 75,
            "handled": 76,
            "granted": 53,
            "granted_percent": 69.7,
            "median_granted_percent": 43.8,
            "reports_without_rate": 0,
        },
    ),
    (  # 10 + 12 + 5 came in; of the last five nobody says how many were granted
        "how_do_regions_compare",
        {"report_year": 2023, "prefecture_name_zh": "吴忠市"},
        {
            "reports": 3,
            "received": 27,
            "handled": 17,
            "granted_percent": 100,
            "reports_without_rate": 1,
        },
    ),
    (
        "how_do_regions_compare",
        {"report_year": 2022, "prefecture_name_zh": "吴忠市", "is_whole_area": True},
        {"area_level": "county", "reports": 1, "received": 27, "granted_percent": 43.5},
    ),
    (  # the office of no known division is not passed over
        "how_do_regions_compare",
        {"report_year": 2022, "region_code": None},
        {"reports": 1, "received": 0, "granted_percent": None, "reports_without_rate": 1},
    ),
    (  # 20 + 6
        "does_the_whole_equal_the_sum_of_its_parts",
        {"report_year": 2022, "line_label_zh": "一、本年新收政府信息公开申请数量"},
        {
            "agency_name_zh": COUNTY,
            "stated_in": "table",
            "area_value": 27,
            "children_value": 26,
            "difference": 1,
            "children_expected": 2,
            "status": "fail",
        },
    ),
    (  # the civil affairs bureau has none for 2021
        "does_the_whole_equal_the_sum_of_its_parts",
        {"report_year": 2021, "line_label_zh": "（一）予以公开"},
        {"area_value": 26, "children_value": 8, "children_counted": 1, "status": "incomplete"},
    ),
    (
        "which_agencies_could_not_be_placed",
        {"agency_name_zh": UNPLACED},
        {
            "settled_by_manifest_columns": "region",
            "possible_divisions": 4,
            "possible_divisions_zh": (
                "江苏省南京市鼓楼区 320106; 江苏省徐州市鼓楼区 320302; "
                "福建省福州市鼓楼区 350102; 河南省开封市鼓楼区 410204"
            ),
        },
    ),
    (
        "which_agencies_could_not_be_placed",
        {"agency_name_zh": UNDATED},
        {
            "region_code": "640303",
            "report_year": None,
            "settled_by_manifest_columns": "year",
            "possible_divisions": 0,
        },
    ),
    (  # the side that was 6 is 7
        "what_did_reviewers_decide",
        {"report_name": f"{SCHOOLS}/2023.txt"},
        {"review_status": "stale", "right_value_reviewed": 6, "right_value": 7, "reviewer": "甲"},
    ),
    (
        "what_did_reviewers_decide",
        {"report_name": f"{MONEY}/2019.txt"},
        {"review_status": "stale", "agency_name_zh": None, "left_value": None},
    ),
    (
        "what_did_reviewers_decide",
        {"review_status": "holds"},
        {
            "agency_name_zh": MONEY,
            "verdict": "confirmed",
            "reason": "数字颠倒",
            "left_value": 54,
            "right_value": 45,
            "status_now": "fail",
        },
    ),
    ("what_did_reviewers_decide", {"review_status": "superseded"}, {"verdict": "dismissed"}),
]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    for filed in panel():
        path = folder / filed.agency / f"{filed.year}.txt"
        content = filed.content
        if filed.agency == UNDATED:
            path = folder / f"{UNDATED}.txt"
            content = content.replace("2022年".encode(), b"")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    lines = ["agency,reports_to", *(f"{office},{COUNTY}" for office in (SCHOOLS, CIVIL))]
    (folder / "agencies.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ask(
    build: Callable[..., Build],
    raw: Path,
    compiled: dict[str, str],
    specimen_warehouse: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Ask:
    warehouse = tmp_path_factory.mktemp("made") / specimen_warehouse.name
    warehouse.with_name("reviews.csv").write_text(REVIEWS, encoding="utf-8")
    built = build(raw, warehouse)
    assert built.code == 0, built.printed
    return asker(compiled, warehouse)


@pytest.mark.parametrize(("analysis", "meant", "expected"), MADE)
def test_answers_are_those_of_the_made_reports(
    ask: Ask, analysis: str, meant: dict, expected: dict
):
    check(ask(analysis), meant, expected)


def test_the_fastest_growing_outcome_of_a_year_comes_first(ask: Ask):
    assert [
        (row["outcome_group_zh"], row["change_in_applications"])
        for row in ask("which_outcomes_grow")
        if row["report_year"] == 2021
    ] == [
        ("不予公开", 5),
        ("无法提供", 3),
        ("部分公开", 0),
        ("不予处理", 0),
        ("其他处理", 0),
        ("予以公开", -2),
    ]


def test_agencies_with_too_few_applications_have_no_place(ask: Ask):
    agencies = [row["agency_name_zh"] for row in ask("who_grants_least")]
    assert agencies == [SCHOOLS, COUNTY, MONEY]


def test_the_backlog_that_grew_most_comes_first_and_one_year_shows_no_growth(ask: Ask):
    agencies = [row["agency_name_zh"] for row in ask("whose_backlog_grows")]
    assert agencies == [SCHOOLS, COUNTY, RIVER, LAKE, MONEY]


def test_only_counties_of_covered_prefectures_can_be_missing(ask: Ask):
    missing = {
        (row["prefecture_name_zh"], row["region_name_zh"])
        for row in ask("which_divisions_never_file")
    }
    assert {prefecture for prefecture, _ in missing} == {"吴忠市", "杭州市", "南通市"}
    assert {county for prefecture, county in missing if prefecture == "吴忠市"} == {
        "利通区",
        "青铜峡市",
    }
    assert ("杭州市", "西湖区") not in missing
    assert ("南通市", "崇川区") not in missing


def test_every_contradiction_is_listed_and_warnings_come_first(ask: Ask):
    assert [(row["rule_id"], row["difference"]) for row in ask("where_do_carry_overs_break")] == [
        ("Y-02", 3),
        ("Y-01", 1),
        ("Y-01", 1),
        ("Y-03", 20),
    ]
    assert [row["rule_id"] for row in ask("where_does_the_prose_contradict_the_tables")] == [
        "N-01",
        "N-02",
        "N-04",
    ]


def test_sentences_and_cells_stand_where_the_answers_say(ask: Ask, raw: Path):
    def line_of(row: dict) -> str:
        text = (raw / row["source_path"]).read_text(encoding="utf-8")
        return text.split("\n")[row["source_line"] - 1]

    for row in ask("where_does_the_prose_contradict_the_tables"):
        assert row["sentence"] in line_of(row)
        assert row["value_raw"] in row["sentence"]
    (suspect,) = ask("which_cell_is_probably_wrong")
    cells = line_of(suspect).split("|")
    assert cells[suspect["source_column"] - 1].strip() == suspect["value_raw"] == "54"


def test_contradictions_come_before_what_is_incomplete_and_what_agrees(ask: Ask):
    checks = ask("does_the_whole_equal_the_sum_of_its_parts")
    assert len(checks) == 2 * 28
    assert {row["line_label_zh"] for row in checks[:3]} == {
        "一、本年新收政府信息公开申请数量",
        "（一）予以公开",
        "（七）总计",
    }
    statuses = [row["status"] for row in checks]
    assert statuses == ["fail"] * 3 + ["incomplete"] * 28 + ["pass"] * 25


def test_only_what_could_not_be_placed_is_listed(ask: Ask):
    assert [row["agency_name_zh"] for row in ask("which_agencies_could_not_be_placed")] == [
        UNDATED,
        UNPLACED,
    ]


def test_stale_reviews_come_first(ask: Ask):
    statuses = [row["review_status"] for row in ask("what_did_reviewers_decide")]
    assert statuses == ["stale", "stale", "holds", "superseded"]
