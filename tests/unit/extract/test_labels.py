from dataclasses import replace

import pytest

from extract.form import Form, clean_label, clean_label_without_explanation
from extract.labels import is_whole_label, line_named, lines_named_without_ordinal

# Codes and labels as form.md and the form itself print them.
TABLE_2 = {
    "规章": "government_rules",
    "规范性文件": "normative_documents",
    "行政规范性文件": "normative_documents",
    "行政许可": "administrative_licensing",
    "其他对外管理服务事项": "other_public_services",
    "行政处罚": "administrative_penalties",
    "行政强制": "administrative_compulsion",
    "行政事业性收费": "administrative_fees",
    "政府集中采购": "centralized_procurement",
}
TABLE_3 = {
    "一、本年新收政府信息公开申请数量": "received",
    "二、上年结转政府信息公开申请数量": "carried_in",
    "（一）予以公开": "granted",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "partly_granted",
    "1.属于国家秘密": "denied_state_secret",
    "2.其他法律行政法规禁止公开": "denied_prohibited_by_law",
    "3.危及“三安全一稳定”": "denied_security_and_stability",
    "4.保护第三方合法权益": "denied_third_party_interests",
    "5.属于三类内部事务信息": "denied_internal_affairs",
    "6.属于四类过程性信息": "denied_process_information",
    "7.属于行政执法案卷": "denied_enforcement_file",
    "8.属于行政查询事项": "denied_administrative_inquiry",
    "1.本机关不掌握相关政府信息": "unable_not_held",
    "2.没有现成信息需要另行制作": "unable_needs_creation",
    "3.补正后申请内容仍不明确": "unable_still_unclear",
    "1.信访举报投诉类申请": "refused_petition_or_complaint",
    "2.重复申请": "refused_duplicate",
    "3.要求提供公开出版物": "refused_published_material",
    "4.无正当理由大量反复申请": "refused_mass_repetitive",
    "5.要求行政机关确认或重新出具已获取信息": "refused_confirm_or_reissue",
    "（六）其他处理": "other_handling",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "other_correction_overdue",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "other_fee_overdue",
    "3.其他": "other_misc",
    "（七）总计": "total_handled",
    "四、结转下年度继续办理": "carried_out",
}
# Without their ordinal these are the names of columns.
NEED_THEIR_ORDINAL = {"3.其他", "（七）总计"}


@pytest.mark.parametrize(("label", "line_code"), TABLE_2.items())
def test_a_label_of_table_2_names_its_line(form: Form, label: str, line_code: str) -> None:
    assert line_named(label, form) == (2, line_code)


@pytest.mark.parametrize(("label", "line_code"), TABLE_3.items())
def test_a_label_of_table_3_names_its_line(form: Form, label: str, line_code: str) -> None:
    assert line_named(label, form) == (3, line_code)


@pytest.mark.parametrize(
    ("label", "line_code"),
    [
        pytest.param("规章（设区的市、自治州应提供相关数据）", "government_rules", id="note"),
        pytest.param("规章(设区的市)", "government_rules", id="half-width-note"),
        pytest.param("规章：", "government_rules", id="colon"),
        pytest.param(
            "其他对外管理服务事项(如行政确认，不含行政处罚、行政强制)",
            "other_public_services",
            id="note-with-other-labels",
        ),
        pytest.param("行政处罚（共12件）", "administrative_penalties", id="note-with-numbers"),
        pytest.param("行 政 许 可", "administrative_licensing", id="blanks-inside"),
        pytest.param("行政\n许可", "administrative_licensing", id="line-break-inside"),
        pytest.param("行政事业型收费", "administrative_fees", id="spelling-in-the-catalogue"),
    ],
)
def test_a_label_of_table_2_may_be_explained(form: Form, label: str, line_code: str) -> None:
    assert line_named(label, form) == (2, line_code)


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("许可", id="cut-in-front"),
        pytest.param("行政事业性", id="cut-at-the-end"),
        pytest.param("行政许可决定", id="longer"),
        pytest.param("本局行政许可", id="longer-in-front"),
        pytest.param("规章000", id="run-together-with-values"),
        pytest.param("其他主动公开文件", id="a-line-the-form-lacks"),
        pytest.param("行政许可信息55项", id="prose"),
        pytest.param("（规章）", id="in-brackets"),
    ],
)
def test_table_2_takes_whole_labels_only(form: Form, label: str) -> None:
    assert line_named(label, form) is None


@pytest.mark.parametrize("label", [label for label in TABLE_3 if label not in NEED_THEIR_ORDINAL])
def test_the_ordinal_of_a_label_may_be_lost(form: Form, label: str) -> None:
    bare = label.lstrip("一二三四五六七八九（）、.0123456789")
    assert line_named(bare, form) == (3, TABLE_3[label])


@pytest.mark.parametrize(
    ("label", "line_code"),
    [
        pytest.param("(一)予以公开", "granted", id="half-width-brackets"),
        pytest.param("１．属于国家秘密", "denied_state_secret", id="full-width-ordinal"),
        pytest.param("3、其他", "other_misc", id="other-punctuation"),
        pytest.param("七、总计", "total_handled", id="other-punctuation-of-the-total"),
        pytest.param("9.属于国家秘密", "denied_state_secret", id="wrong-ordinal"),
        pytest.param("（五）其他处理", "other_handling", id="wrong-ordinal-in-brackets"),
        pytest.param("（二）重复申请", "refused_duplicate", id="ordinal-of-another-kind"),
        pytest.param('3.危及"三安全一稳定"', "denied_security_and_stability", id="ascii-quotes"),
        pytest.param("8.属于行政查询事 项", "denied_administrative_inquiry", id="wrapped"),
        pytest.param(
            "1.申请人无正当理由逾期不补正,行政机关不再处理其政府信息公开申请",
            "other_correction_overdue",
            id="comma-for-enumeration-comma",
        ),
    ],
)
def test_punctuation_and_ordinals_do_not_decide(form: Form, label: str, line_code: str) -> None:
    assert line_named(label, form) == (3, line_code)


@pytest.mark.parametrize(
    ("label", "line_code"),
    [
        ("一、本年新收政府信", "received"),
        ("（二）部分公开（区分", "partly_granted"),
        ("5.属于三类内部", "denied_internal_affairs"),
        ("7.属于行政执法", "denied_enforcement_file"),
        ("1.申请人无正当", "other_correction_overdue"),
        ("2.申请人逾期未", "other_fee_overdue"),
        ("5.要求行政机关", "refused_confirm_or_reissue"),
        ("四、结转下年度继", "carried_out"),
    ],
)
def test_a_label_of_table_3_may_be_cut_to_six_characters(
    form: Form, label: str, line_code: str
) -> None:
    assert line_named(label, form) == (3, line_code)


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("5.属于三类内", id="cut-to-five-characters"),
        pytest.param("1.申请人", id="begins-two-lines"),
        pytest.param("其他", id="a-column"),
        pytest.param("总计", id="another-column"),
        pytest.param("2.其他", id="a-column-with-a-wrong-ordinal"),
        pytest.param("（六）总计", id="another-column-with-a-wrong-ordinal"),
        pytest.param("（六）", id="ordinal-alone"),
        pytest.param("公开出版物要求提供", id="other-order"),
        pytest.param("三、本年度办理结果", id="group-heading"),
        pytest.param("（三）不予公开", id="group-heading-in-brackets"),
        pytest.param("收到政府信息公开申请", id="prose"),
        pytest.param("本年新收政府信息公开申请数量为15件", id="prose-that-begins-as-a-label"),
        pytest.param("", id="nothing"),
        pytest.param("——", id="punctuation-alone"),
    ],
)
def test_what_fits_no_line_or_several_names_none(form: Form, label: str) -> None:
    assert line_named(label, form) is None


def test_a_cut_label_that_begins_two_lines_names_none(form: Form) -> None:
    labels = {clean_label(f"其他依法处理的{end}"): end for end in ("甲类申请", "乙类申请")}
    longer = replace(form, line_of_label={**form.line_of_label, 3: labels})
    assert line_named("其他依法处理的", longer) is None
    assert line_named("其他依法处理的甲", longer) == (3, "甲类申请")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("（二）部分公开（区分处理的，只计）", "二部分公开区分处理的只计"),
        ("本年增/减", "本年增减"),
        ("  结 果\u3000维\xa0持 ", "结果维持"),
        ("Ａ_１．", "A1"),
        ("危及“三安全一稳定”", "危及三安全一稳定"),
    ],
)
def test_a_cleaned_label_keeps_letters_and_digits_only(text: str, cleaned: str) -> None:
    assert clean_label(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("规章（含修订）", "规章"),
        ("规章(含修订", "规章"),
        ("规 章：共", "规章"),
        ("（含修订）规章", ""),
        ("规章", "规章"),
    ],
)
def test_an_explanation_begins_at_a_bracket_or_colon(text: str, cleaned: str) -> None:
    assert clean_label_without_explanation(text) == cleaned


# --- more than a label, or something else in it ---


@pytest.mark.parametrize(
    ("label", "line_code"),
    [
        pytest.param("（一）予以公开（含依申请公开）", "granted", id="note"),
        pytest.param("1.属于国家秘密(见附件)", "denied_state_secret", id="half-width-note"),
        pytest.param("（七）总计（件）", "total_handled", id="unit"),
        pytest.param("3.其他（请说明）", "other_misc", id="after-a-short-label"),
        pytest.param("四、结转下年度继续办理（截至\n年底）", "carried_out", id="over-two-lines"),
        pytest.param("7.属于行政执法（见附件）", "denied_enforcement_file", id="after-a-cut-label"),
    ],
)
def test_a_label_of_table_3_may_end_with_a_note(form: Form, label: str, line_code: str) -> None:
    assert line_named(label, form) == (3, line_code)


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("其他（说明）", id="a-column-with-a-note"),
        pytest.param("1.属于国家秘密（见附件）等", id="note-in-the-middle"),
    ],
)
def test_a_note_makes_no_label(form: Form, label: str) -> None:
    assert line_named(label, form) is None


@pytest.mark.parametrize(
    ("label", "line_code"),
    [
        pytest.param("（三）不予公开1.属于国家秘密", "denied_state_secret", id="group"),
        pytest.param("不予公开 8.属于行政查询事项", "denied_administrative_inquiry", id="bare"),
        pytest.param("三、本年度办理结果（一）予以公开", "granted", id="clause"),
        pytest.param(
            "三、本年度办理结果（四）无法提供 2.没有现成信息需要另行制作",
            "unable_needs_creation",
            id="clause-and-group",
        ),
        pytest.param("三、本年度办理结果（七）总计", "total_handled", id="before-a-short-label"),
        pytest.param("（六）其他处理3.其他", "other_misc", id="group-that-is-a-line-of-2019"),
        pytest.param("（三）不予公开6.属于四类过程", "denied_process_information", id="cut"),
    ],
)
def test_a_label_may_have_its_groups_heading_in_front(
    form: Form, label: str, line_code: str
) -> None:
    assert line_named(label, form) == (3, line_code)


@pytest.mark.parametrize(
    "label",
    [
        "（三）不予公开",
        "三、本年度办理结果（三）不予公开",
        "（四）无法提供1.",
        "（三）不予公开其他",
    ],
)
def test_headings_alone_name_no_line(form: Form, label: str) -> None:
    assert line_named(label, form) is None


@pytest.mark.parametrize(
    ("label", "line_code"),
    [
        pytest.param("8.属于行政查旬事项", "denied_administrative_inquiry", id="wrong"),
        pytest.param("3.补正申请内容仍不明确", "unable_still_unclear", id="missing"),
        pytest.param("1.信访举报投诉类类申请", "refused_petition_or_complaint", id="too-many"),
        pytest.param("5.属于二类内部事务信息", "denied_internal_affairs", id="in-front"),
        pytest.param("8.属于行政查旬事项（件）", "denied_administrative_inquiry", id="and-a-note"),
        pytest.param(
            "（三）不予公开8.属于行政查旬事项", "denied_administrative_inquiry", id="and-a-heading"
        ),
    ],
)
def test_a_long_label_may_have_one_character_wrong(form: Form, label: str, line_code: str) -> None:
    assert line_named(label, form) == (3, line_code)


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("8.属干行政查旬事项", id="two-wrong"),
        pytest.param("1.属于国象秘密", id="in-a-short-label"),
        pytest.param("（六）其他办理", id="in-a-shorter-label"),
        pytest.param("其他对外管理服务事顶", id="in-table-2"),
    ],
)
def test_more_slips_or_one_in_a_short_label_name_no_line(form: Form, label: str) -> None:
    assert line_named(label, form) is None


def test_a_slip_between_two_labels_names_none(form: Form) -> None:
    labels = {clean_label(f"属于第{which}类内部事务信息"): which for which in ("甲", "乙")}
    alike = replace(form, line_of_label={**form.line_of_label, 3: labels})
    assert line_named("属于第甲类内部事务信息", alike) == (3, "甲")
    assert line_named("属于第丙类内部事务信息", alike) is None


@pytest.mark.parametrize(
    ("label", "named"),
    [
        pytest.param("行政許可", (2, "administrative_licensing"), id="traditional"),
        pytest.param("規範性檔案", (2, "normative_documents"), id="wording-of-taiwan"),
        pytest.param("行政強製", (2, "administrative_compulsion"), id="conversion-slip"),
        pytest.param("1.屬於國家秘密", (3, "denied_state_secret"), id="traditional-in-table-3"),
        pytest.param(
            "4.無正當理由大量反覆申請", (3, "refused_mass_repetitive"), id="not-simplified-at-all"
        ),
        pytest.param("行(xing)政(zheng)许(xu)可(ke)", (2, "administrative_licensing"), id="pinyin"),
        pytest.param("（一）予(yǔ)以公(gōng)开", (3, "granted"), id="pinyin-with-tones"),
    ],
)
def test_characters_may_be_traditional_or_followed_by_pinyin(
    form: Form, label: str, named: tuple[int, str]
) -> None:
    assert line_named(label, form) == named


@pytest.mark.parametrize(
    ("label", "is_whole"),
    [
        ("规章", True),
        ("1.属于 国家秘密", True),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", True),
        ("规章（见附件）", False),
        ("属于国家秘密", False),
        ("自然人", False),
    ],
)
def test_a_whole_label_is_one_of_the_catalogue(form: Form, label: str, is_whole: bool) -> None:
    assert is_whole_label(label, form) == is_whole


@pytest.mark.parametrize(
    ("label", "line_codes"),
    [
        ("其他", {"other_misc", "other_handling"}),
        ("总 计", {"total_handled"}),
        ("其他处理", {"other_handling"}),
        ("重复申请", {"refused_duplicate"}),
        ("不予公开", set()),
        ("", set()),
        ("三、", set()),
    ],
)
def test_a_label_without_its_ordinal_may_be_that_of_several_lines(
    form: Form, label: str, line_codes: set[str]
) -> None:
    assert lines_named_without_ordinal(label, form) == line_codes
