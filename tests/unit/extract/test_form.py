"""The seeds against the form as the two official documents print it."""

from collections import Counter

import pytest

from extract.form import Form, clean_label, load_form, normalized, read_seed

RULES_2019 = ("newly_made", "newly_disclosed", "total_disclosed")
ITEMS_2019 = ("items_last_year", "items_change", "decisions")
RULES_2021 = ("issued", "repealed", "in_force")
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_organization",
    "other_organization",
    "total",
)
OUTCOMES = ("upheld", "corrected", "other_result", "pending", "total")
TABLE_2 = {
    "2019": {
        "government_rules": RULES_2019,
        "normative_documents": RULES_2019,
        "administrative_licensing": ITEMS_2019,
        "other_public_services": ITEMS_2019,
        "administrative_penalties": ITEMS_2019,
        "administrative_compulsion": ITEMS_2019,
        "administrative_fees": ("items_last_year", "items_change"),
        "centralized_procurement": ("procurement_projects", "procurement_amount"),
    },
    "2021": {
        "government_rules": RULES_2021,
        "normative_documents": RULES_2021,
        "administrative_licensing": ("decisions",),
        "administrative_penalties": ("decisions",),
        "administrative_compulsion": ("decisions",),
        "administrative_fees": ("fees_collected",),
    },
}
TABLE_3_TO_REFUSALS = [
    "received",
    "carried_in",
    "granted",
    "partly_granted",
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_security_and_stability",
    "denied_third_party_interests",
    "denied_internal_affairs",
    "denied_process_information",
    "denied_enforcement_file",
    "denied_administrative_inquiry",
    "unable_not_held",
    "unable_needs_creation",
    "unable_still_unclear",
    "refused_petition_or_complaint",
    "refused_duplicate",
    "refused_published_material",
    "refused_mass_repetitive",
    "refused_confirm_or_reissue",
]
OTHER_HANDLING = {
    "2019": ["other_handling"],
    "2021": ["other_correction_overdue", "other_fee_overdue", "other_misc"],
}


def cells(variant: str, table_no: int) -> list[dict[str, str]]:
    chosen = [
        cell
        for cell in read_seed("form_cells")
        if (cell["form_variant"], cell["table_no"]) == (variant, str(table_no))
    ]
    return sorted(chosen, key=lambda cell: (int(cell["row_no"]), int(cell["position"])))


@pytest.mark.parametrize(
    ("variant", "of_tables", "in_all"), [("2019", [22, 161, 15], 198), ("2021", [10, 175, 15], 200)]
)
def test_a_complete_report_has_as_many_cells_as_the_form(
    form: Form, variant: str, of_tables: list[int], in_all: int
) -> None:
    counts = [
        sum(len(row.column_codes) for row in form.rows[variant, table_no].values())
        for table_no in (2, 3, 4)
    ]
    assert counts == of_tables
    assert sum(counts) == in_all


@pytest.mark.parametrize("variant", ["2019", "2021"])
def test_table_2_has_its_lines_and_columns_in_order(form: Form, variant: str) -> None:
    rows = form.rows[variant, 2].values()
    assert {row.line_code: row.column_codes for row in rows} == TABLE_2[variant]
    assert [row.line_code for row in rows] == list(TABLE_2[variant])


@pytest.mark.parametrize("variant", ["2019", "2021"])
def test_table_3_has_its_lines_and_columns_in_order(form: Form, variant: str) -> None:
    rows = form.rows[variant, 3].values()
    lines = [*TABLE_3_TO_REFUSALS, *OTHER_HANDLING[variant], "total_handled", "carried_out"]
    assert [row.line_code for row in rows] == lines
    assert {row.column_codes for row in rows} == {APPLICANTS}


@pytest.mark.parametrize("variant", ["2019", "2021"])
def test_table_4_is_one_row_of_three_channels(form: Form, variant: str) -> None:
    (row,) = form.rows[variant, 4].values()
    assert row.line_code == form.table4_line == "administrative_reconsideration"
    assert row.column_codes == OUTCOMES * 3
    assert [cell["line_code"] for cell in cells(variant, 4)] == [
        *["administrative_reconsideration"] * 5,
        *["litigation_direct"] * 5,
        *["litigation_after_reconsideration"] * 5,
    ]


def test_rows_are_numbered_from_one_without_a_gap(form: Form) -> None:
    for (_, table_no), rows in form.rows.items():
        assert [row.row_no for row in rows.values()] == list(range(1, len(rows) + 1))
        assert {row.table_no for row in rows.values()} == {table_no}


def test_every_cell_of_a_row_stands_at_one_position() -> None:
    places = Counter(
        (cell["form_variant"], cell["table_no"], cell["row_no"], cell["position"])
        for cell in read_seed("form_cells")
    )
    assert set(places.values()) == {1}


@pytest.mark.parametrize(
    ("table_no", "label", "code"),
    [
        (2, "本年新制作数量", "newly_made"),
        (2, "现行有效件数", "in_force"),
        (2, "采购总金额", "procurement_amount"),
        (2, "本年收费金额（单位：万元）", "fees_collected"),
        (3, "商业企业", "commercial_enterprise"),
        (3, "商业机构", "commercial_enterprise"),
        (3, "其他", "other_organization"),
        (4, "尚未审结", "pending"),
    ],
)
def test_columns_are_known_by_the_form_and_by_other_spellings(
    form: Form, table_no: int, label: str, code: str
) -> None:
    assert form.column_of_label[table_no][clean_label(label)] == code


def test_each_variant_has_its_own_headers_on_table_2(form: Form) -> None:
    assert form.headers["2019", 2] & form.headers["2021", 2] == set()
    assert "本年新制作数量" in form.headers["2019", 2]
    assert "本年制发件数" in form.headers["2021", 2]


@pytest.mark.parametrize(
    ("heading", "section_no"),
    [
        ("总体情况", 1),
        ("概述", 1),
        ("主动公开政府信息情况", 2),
        ("行政机关主动公开政府信息情况", 2),
        ("收到和处理政府信息公开申请情况", 3),
        ("政府信息公开行政复议、行政诉讼情况", 4),
        ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4),
        ("存在的主要问题及改进情况", 5),
        ("存在的主要问题及整改措施", 5),
        ("其他需要报告的事项", 6),
    ],
)
def test_sections_are_known_by_their_headings(form: Form, heading: str, section_no: int) -> None:
    assert form.section_of_heading[clean_label(heading)] == section_no


def test_no_spelling_names_two_things(form: Form) -> None:
    spelled = Counter(
        (spelling["kind"], spelling["table_no"], clean_label(spelling["label_zh"]))
        for spelling in read_seed("form_labels")
    )
    assert set(spelled.values()) == {1}
    for table_no, labels in form.line_of_label.items():
        assert not labels.keys() & form.column_of_label[table_no].keys()


@pytest.mark.parametrize(
    "label",
    [
        "第二十条第（五）项",
        "信息内容",
        "三、本年度办理结果",
        "（三）不予公开",
        "（六）其他处理",
        "申请人情况",
        "法人或其他组织",
        "（本列数据的钩稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "行政诉讼",
        "规章",
        "总计",
    ],
)
def test_what_the_form_prints_is_no_prose(form: Form, label: str) -> None:
    assert clean_label(label) in form.all_labels


def test_the_form_begins_with_the_reports_for_2019(form: Form) -> None:
    assert form.first_year == 2019


def test_the_seeds_are_read_once() -> None:
    assert load_form() is load_form()


@pytest.mark.parametrize("variant", ["2019", "2021"])
def test_the_lines_of_table_4_are_parts_of_its_row(form: Form, variant: str) -> None:
    channels = form.channels[variant]
    assert {code: (row.first_position, row.column_codes) for code, row in channels.items()} == {
        "administrative_reconsideration": (1, OUTCOMES),
        "litigation_direct": (6, OUTCOMES),
        "litigation_after_reconsideration": (11, OUTCOMES),
    }
    (whole,) = form.rows[variant, 4].values()
    assert {(row.table_no, row.row_no) for row in channels.values()} == {(4, whole.row_no)}
    assert all(code == row.line_code for code, row in channels.items())


@pytest.mark.parametrize(
    ("line", "headers"),
    [
        pytest.param("自然人 商业企业", ["自然人", "商业企业"], id="parted-by-blanks"),
        pytest.param("自然人商业企业", ["自然人", "商业企业"], id="parted-by-nothing"),
        pytest.param("商业 企 业 自 然人", ["商业企业", "自然人"], id="blanks-inside-words"),
        pytest.param("商业机构 其他", ["商业机构", "其他"], id="another-spelling"),
        pytest.param("社会公益组织 总计", ["社会公益组织", "总计"], id="the-longer-spelling"),
        pytest.param(
            "申请人情况 法人或其他组织 其他",
            ["申请人情况", "法人或其他组织", "其他"],
            id="headers-that-span-columns",
        ),
        pytest.param("自然人", ["自然人"], id="one"),
        pytest.param("自然人 商业企业 个体户", [], id="another-word"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_line_of_headers_is_cut_into_its_words(form: Form, line: str, headers: list[str]) -> None:
    assert form.headers_in(line, 3) == headers


def test_each_table_has_its_own_header_words(form: Form) -> None:
    assert form.headers_in("结果维持 结果纠正", 4) == ["结果维持", "结果纠正"]
    assert form.headers_in("结果维持 结果纠正", 3) == []


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("采购总金额（万元）", "procurement_amount"),
        ("上一年项目数量（指2019年）", "items_last_year"),
        ("本年收费金额（单位：万元）", "fees_collected"),
        ("本年收费金额", "fees_collected"),
        ("（数量）", None),
        ("信息内容", None),
    ],
)
def test_a_header_may_be_explained(form: Form, header: str, code: str | None) -> None:
    assert form.column_named(header, 2) == code


def test_a_header_that_spans_columns_is_known_by_its_first(form: Form) -> None:
    assert form.column_of_group == {
        3: {"自然人": "natural_person"} | {"法人或其他组织": "commercial_enterprise"}
    }


def test_headings_of_groups_are_known_with_and_without_their_ordinal(form: Form) -> None:
    assert {"三本年度办理结果", "本年度办理结果", "三不予公开", "不予公开"} <= {
        *form.group_headings
    }
    lengths = [len(heading) for heading in form.group_headings]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        pytest.param("（１）Ａ％", "(1)A%", id="full-width"),
        pytest.param("規範性文件", "规范性文件", id="traditional"),
        pytest.param("行政強製", "行政强制", id="traditional-conversion-slip"),
        pytest.param("總計", "总计", id="traditional-total"),
        pytest.param("政(zheng)府(fu)", "政府", id="pinyin"),
        pytest.param("政（zhèng）府（fǔ）", "政府", id="pinyin-with-tones"),
        pytest.param("还(hai)(huan)", "还", id="two-readings"),
        pytest.param("規(gui)章", "规章", id="pinyin-after-a-traditional-character"),
        pytest.param("规章(A)", "规章(A)", id="capital-in-brackets"),
        pytest.param("规章(abcdefg)", "规章(abcdefg)", id="longer-than-any-syllable"),
        pytest.param("规章(12)", "规章(12)", id="digits-in-brackets"),
        pytest.param("规章(件)", "规章(件)", id="characters-in-brackets"),
        pytest.param("(a)规章", "(a)规章", id="brackets-in-front"),
        pytest.param("5(a)", "5(a)", id="brackets-after-a-digit"),
    ],
)
def test_what_is_the_same_in_print_has_one_spelling(text: str, spelling: str) -> None:
    assert normalized(text) == spelling
