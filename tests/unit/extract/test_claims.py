"""Claims of the prose: what a sentence states of applications, disputes and normative documents."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.claims import claims
from extract.form import read_seed
from extract.sections import Paragraph
from tests.numerals import chinese, chinese_digits

NONE = "none"
CODES = {
    "R": "received",
    "H": "handled",
    "I": "carried_in",
    "O": "carried_out",
    "F": "reconsideration",
    "L": "litigation",
    "D": "normative_documents_issued",
    "X": "normative_documents_repealed",
    "V": "normative_documents_in_force",
}
# Each sentence with its claims: a letter of CODES and the numeral, or - for none.
SENTENCES = [
    # applications received
    ("2020年，我局收到政府信息公开申请12件。", "R12"),
    ("全年共收到公民、法人和其他组织提出的信息公开申请7件。", "R7"),
    ("本单位受理依申请公开事项3宗。", "R3"),
    ("收到依申请公开件4件次。", "R4"),
    ("收到要求公开政府信息的来信2件。", ""),
    ("本年新收政府信息公开申请数量为6件。", "R6"),
    ("收到8件政府信息公开申请。", "R8"),
    ("政府信息公开申请共收到9件。", "R9"),
    ("接到申请书5份。", "R5"),
    ("收到政府信息公開申請12件。", "R12"),
    ("收到政府 信息公开 申请 １２ 件。", "R１２"),
    ("收到政府信息公开申请1,234件。", "R1,234"),
    ("收到政府信息公开申请一百零三件。", "R一百零三"),
    ("收到政府信息公开申请两件。", "R两"),
    ("收到政府信息公开申请1.2万件。", "R1.2万"),
    ("收到政府信息公开申请0件。", "R0"),
    ("收到政府信息公开申请零件。", "R零"),
    ("通过网络、信函等渠道共收到政府信息公开申请11件。", "R11"),
    ("收到政府信息公开申请15件，比上年增加3件。", "R15"),
    ("收到政府信息公开申请15件，同比减少3件。", "R15"),
    ("收到政府信息公开申请10件（其中网上申请6件，来信4件）。", "R10"),
    ("收到政府信息公开申请10件，其中网上申请10件。", "R10"),
    ("收到政府信息公开申请10件，包括来信申请4件、当面申请6件。", "R10"),
    # applications handled
    ("收到政府信息公开申请31件，均完成答复。", "R31 H31"),
    ("收到政府信息公开申请15件，均在规定时间内答复办结。", "R15 H15"),
    ("收到政府信息公开申请15件，已全部办理完毕。", "R15 H15"),
    ("收到政府信息公开申请15件，较上年增长20%，均已按期答复。", "R15 H15"),
    ("收到政府信息公开申请15件，均在20个工作日内予以答复。", "R15 H15"),
    ("收到政府信息公开申请15件，已答复14件。", "R15 H14"),
    ("收到政府信息公开申请15件，均已登记，部分已答复。", "R15"),
    ("收到政府信息公开申请15件，尚未办结。", "R15"),
    ("收到政府信息公开申请15件，正在办理2件。", "R15"),
    ("收到政府信息公开申请15件，办结率100%。", "R15"),
    ("收到政府信息公开申请15件，按时答复率100%。", "R15"),
    ("全年办结政府信息公开申请13件。", "H13"),
    ("答复依申请公开事项十三件。", "H十三"),
    ("新收政府信息公开申请12件，上年结转1件，办结13件。", "R12 I1 H13"),
    ("收到政府信息公开申请12件，上年结转1件，均已答复。", "R12 I1"),
    ("受理并答复政府信息公开申请5件。", "R5 H5"),
    ("收到政府信息公开申请5件，接待咨询20人次，答复20件。", "R5"),
    ("不予公开答复2件，收到政府信息公开申请5件。", "R5"),
    # carried over
    ("收到政府信息公开申请9件，上年度结转2件，结转下年度继续办理1件。", "R9 I2 O1"),
    ("收到政府信息公开申请9件，已办结8件，1件结转下年度办理。", "R9 H8 O1"),
    ("收到政府信息公开申请9件（含上年结转2件）。", "I2"),
    ("政府信息公开申请无上年结转。", "I-"),
    ("预算资金上年结转2项。", ""),
    # none received
    ("我局未收到政府信息公开申请。", "R-"),
    ("本年度没有收到任何依申请公开事项。", "R-"),
    ("未接到公民、法人或者其他组织申请公开本部门信息的事项。", "R-"),
    ("全年无依申请公开事项。", "R-"),
    ("无人申请公开政府信息。", "R-"),
    ("未收到政府信息公开申请，也没有依申请公开情况。", "R-"),
    ("未收到政府信息公开申请的投诉。", ""),
    ("未收到依申请公开方面的咨询、举报。", ""),
    ("未收到因政府信息公开申请引起的行政复议。", "F-"),
    ("未收到行政许可申请。", ""),
    ("对不予受理的申请，一次告知理由。", ""),
    # disputes
    ("行政复议2件，行政诉讼1件。", "F2 L1"),
    ("行政复议2件、行政诉讼1件。", "F2 L1"),
    ("被提起行政诉讼0件。", "L0"),
    ("因政府信息公开被申请行政复议1起，其中维持1起。", "F1"),
    ("发生2件政府信息公开行政复议案件。", "F2"),
    ("无行政复议、行政诉讼案件。", "F- L-"),
    ("未发生因政府信息公开引起的行政复议、行政诉讼、申诉。", "F- L-"),
    ("没有发生政府信息公开方面的行政诉讼和行政复议情况。", "F- L-"),
    ("未因政府信息公开被申请行政复议或者被提起行政诉讼。", "F- L-"),
    ("全年没有接到有关信息公开的举报、投诉和行政复议。", "F-"),
    ("政府信息公开行政复议、行政诉讼情况：无。", "F- L-"),
    ("行政复议和行政诉讼均未发生。", "F- L-"),
    ("行政复议、行政诉讼均为0件。", "F0 L0"),
    ("行政复议、行政诉讼共3件。", ""),
    ("未发生行政复议，行政诉讼1件。", "F- L1"),
    ("全年审理行政复议案件35件，办理行政应诉案件12件。", ""),
    ("行政诉讼败诉1件。", ""),
    ("未发生行政复议被纠正的情况。", ""),
    ("未发生因泄密被追究责任的情况。", ""),
    ("行政处罚案件无行政复议。", ""),
    ("未经复议直接提起行政诉讼1件，复议后提起行政诉讼1件。", ""),
    ("完善行政复议和行政诉讼工作机制，印发通知3件。", ""),
    # normative documents
    ("制发行政规范性文件5件，废止2件，现行有效30件。", "D5 X2 V30"),
    ("公开行政规范性文件16个，废止1个，现行有效行政规范性文件210个。", "D16 X1 V210"),
    ("出台3件行政规范性文件。", "D3"),
    ("废止规范性文件4件。", "X4"),
    ("本年度未制发行政规范性文件。", "D-"),
    ("印发文件20件，其中规范性文件3件。", ""),
    ("通过网站公开规范性文件8件。", ""),
    ("没有制定过妨碍公平竞争的规范性文件，清理已失效文件2份。", ""),
    ("制定非规范性文件9件。", ""),
    ("备案审查规范性文件12件。", ""),
    ("发布规范性文件解读4件。", ""),
    ("修改、废止规范性文件6件。", ""),
    # the report's year, and other periods
    ("近三年共收到政府信息公开申请120件。", ""),
    ("过去五年，我局收到政府信息公开申请80件，均已答复。", ""),
    ("五年来累计受理依申请公开事项45件。", ""),
    ("2020年至2022年共收到政府信息公开申请60件。", ""),
    ("2019—2021年，我局收到政府信息公开申请33件。", ""),
    ("2019年、2020年和2021年共办结政府信息公开申请21件。", ""),
    ("2020年上半年收到政府信息公开申请4件。", ""),
    ("上半年、下半年收到政府信息公开申请4件。", ""),
    ("第一季度，我局受理政府信息公开申请2件。", ""),
    ("1-6月收到政府信息公开申请3件，全部办结。", ""),
    ("2020年1至9月，收到政府信息公开申请7件。", ""),
    ("4月，我局收到政府信息公开申请1件。", ""),
    ("平均每月收到政府信息公开申请2件。", ""),
    ("我局每年办结政府信息公开申请30件。", ""),
    ("自2008年条例施行以来，累计收到政府信息公开申请400件。", ""),
    ("机构改革以来未发生行政复议、行政诉讼。", ""),
    ("“十三五”期间，收到政府信息公开申请90件。", ""),
    ("截至目前，收到政府信息公开申请6件。", ""),
    ("截至2021年底，累计收到政府信息公开申请260件。", ""),
    ("收到政府信息公开申请6件，目前均已答复。", "R6"),
    ("历年收到政府信息公开申请9件。", ""),
    ("未收到去年结转的政府信息公开申请。", ""),
    ("同期收到政府信息公开申请5件。", ""),
    ("自2020年1月1日起至12月31日止，收到政府信息公开申请5件。", "R5"),
    ("2020年1月1日至2020年12月31日，收到政府信息公开申请5件。", "R5"),
    ("2019年1月1日至2020年12月31日，收到政府信息公开申请5件。", ""),
    ("截至2021年底，我局收到政府信息公开申请5件。", "R5"),
    ("截至12月31日，未收到政府信息公开申请。", "R-"),
    ("今年以来，共收到政府信息公开申请5件。", "R5"),
    ("上半年收到申请较少，全年共收到政府信息公开申请5件。", "R5"),
    ("2020年均未收到政府信息公开申请。", "R-"),
    ("与去年同期相比，收到政府信息公开申请10件。", "R10"),
    ("较上年同期增加2件，全年办结政府信息公开申请10件。", "H10"),
    # whose they are
    ("教育局收到政府信息公开申请5件。", ""),
    ("2020年，某某县教育局共收到政府信息公开申请5件，均已答复。", ""),
    ("县教育局2020年收到政府信息公开申请5件。", ""),
    ("乡村振兴局未收到政府信息公开申请。", ""),
    ("收到县教育局政府信息公开申请5件。", ""),
    ("收到市政府办公室转来的政府信息公开申请5件。", ""),
    ("县教育局通过网络、信函等渠道共收到政府信息公开申请5件。", ""),
    ("县公安局被提起行政诉讼3件。", ""),
    ("县公安局因政府信息公开被提起行政诉讼3件。", ""),
    ("市水务局制发行政规范性文件3件。", ""),
    ("我分局收到政府信息公开申请5件。", "R5"),
    ("县政府办公室收到政府信息公开申请5件。", "R5"),
    ("依托政务服务大厅，收到政府信息公开申请5件。", "R5"),
    # only of a kind
    ("收到逾期未补正的政府信息公开申请2件。", ""),
    ("收到涉及征地补偿的政府信息公开申请2件。", ""),
    ("未收到收取费用的政府信息公开申请。", ""),
    ("未收到逾期未答复的政府信息公开申请。", ""),
    ("全年没有收到不符合要求的依申请公开事项。", ""),
    ("未收到要求公开征地信息的申请。", ""),
    ("没有依申请公开和主动公开不及时的问题。", ""),
    ("未收到任何单位、个人向我局提出的政府信息公开申请。", "R-"),
    ("未收到社会公众要求公开相关政府信息的申请。", "R-"),
    ("无行政复议和行政诉讼败诉案件。", ""),
    ("无行政复议、行政诉讼被纠错案件。", ""),
    ("无被纠错的行政复议、行政诉讼案件。", ""),
    ("未发生因不予公开引发的行政复议。", ""),
    ("没有因行政复议、行政诉讼被责令重新答复的情况。", ""),
    ("没有因信息公开被责令改正或被提起行政诉讼。", ""),
    ("未发生因不服信息公开答复提起的行政复议、行政诉讼。", "F- L-"),
    ("全年未收到政府信息公开申请，未发生行政复议、行政诉讼，无违纪情况。", "R- F- L-"),
    # whose disputes they are
    ("全年收到行政复议申请1200件，审结1000件。", ""),
    ("新收行政复议案件120件。", ""),
    ("我局收到政府信息公开行政复议申请20件。", ""),
    ("全年行政诉讼案件30件，其中信息公开类1件。", ""),
    ("被申请行政复议3件，其中涉及政府信息公开1件。", ""),
    ("被提起行政诉讼30件（信息公开类1件）。", ""),
    ("2020年，我局行政复议案件15件、行政诉讼案件4件。", ""),
    ("加强信息公开工作，行政复议案件15件。", ""),
    ("行政复议案件120件，审结100件。", ""),
    ("涉及政府信息公开的行政复议2件、行政诉讼1件。", "F2 L1"),
    ("政府信息公开行政复议、行政诉讼情况：2020年行政复议2件，行政诉讼1件。", "F2 L1"),
    ("答复后被行政复议4件，被提起行政诉讼1件。", "F4 L1"),
    ("2020年，我局行政复议0件、行政诉讼0件。", "F0 L0"),
    ("市司法局办理行政复议案件300件，我局未发生行政复议。", "F-"),
    ("全年无办理行政复议案件。", ""),
    ("无与行政复议、行政诉讼相关的费用。", ""),
    ("未产生与诉讼（复议）有关的费用。", ""),
    ("收到政府信息公开申请12件，答复7件，不予受理4件。", "R12"),
    ("收到政府信息公开依申请2件。", "R2"),
    ("未收到群众申请公开水利领域信息的事项。", "R-"),
    # denied, hoped for, told of
    ("没有1件因政府信息公开引起的行政复议。", ""),
    ("未发生1起因政府信息公开工作引发的行政复议案件。", ""),
    ("没有发生1起政府信息公开行政诉讼案件。", ""),
    ("未收到1件政府信息公开申请。", ""),
    ("未制发1件行政规范性文件。", ""),
    ("确保行政复议、行政诉讼零发生。", ""),
    ("力争无行政复议、行政诉讼。", ""),
    ("答复书没有告知申请人行政复议、行政诉讼的权利。", ""),
    ("除1件行政复议外，无其他行政复议。", ""),
    # names that begin with 无 or 零
    ("无锡市教育局妥善应对政府信息公开行政复议、行政诉讼。", ""),
    ("无为市教育局加强政府信息公开行政复议、行政诉讼应对。", ""),
    ("零陵区教育局加强行政复议、行政诉讼工作。", ""),
    # a part of those who apply, or of what is applied for
    ("收到自然人政府信息公开申请16件，未收到法人或其他组织政府信息公开申请。", ""),
    ("未收到企业的政府信息公开申请。", ""),
    ("未收到法人、公民和其他组织的政府信息公开申请。", "R-"),
    ("收到自然人提出的政府信息公开申请10件；收到法人或其他组织提出的政府信息公开申请6件。", ""),
    ("收到公民申请10件，法人申请2件。", ""),
    ("受理企业申请150件。", ""),
    ("收到政府信息公开申请16件，其中自然人申请14件，法人申请2件。", "R16"),
    ("收到并办理政府信息公开申请20件，其中，当年新收16件，上年结转4件。", "I4"),
    ("收到各类申请120件，其中政府信息公开申请16件。", ""),
    ("收到政府信息公开申请数十件。", ""),
    ("收到政府信息公开申请16件，按期答复15件，延期答复1件。", "R16"),
    ("办结上年结转政府信息公开申请2件。", "I2"),
    # of other bodies, or with them
    ("部分乡镇（街道）未收到政府信息公开申请。", ""),
    ("其余未收到政府信息公开申请。", ""),
    ("某县教育局（体育局）收到政府信息公开申请7件。", ""),
    ("全年收到政府信息公开申请1200件，其中市政府办公室16件。", ""),
    ("协助市政府办公室答复政府信息公开申请3件。", ""),
    ("以县政府名义答复政府信息公开申请5件。", ""),
    ("审核政府信息公开申请答复30件。", ""),
    # of other things
    ("收到政府信息公开申请16件，受理民生诉求工单150件，办结150件。", "R16"),
    ("收到政府信息公开申请16件，网民问政1500件，回复1500件。", "R16"),
    ("收到政府信息公开申请16件，接待来访150次，答复150次。", "R16"),
    ("制发党内规范性文件3件。", ""),
    ("制定政策文件和规范性文件12件。", ""),
    ("废止了以县政府名义制发的规范性文件15件。", ""),
    # nothing of the kind
    ("主动公开政府信息131条，网站访问49578次。", ""),
    ("编制依申请公开目录3项。", ""),
    ("答复网民留言12件，均已办结。", ""),
    ("收到近20件政府信息公开申请。", ""),
    ("收到政府信息公开申请30余件。", ""),
    ("收到网络申请6件，收到信函申请4件。", ""),
    ("其中，收到自然人申请6件。", ""),
    ("通过信函收到政府信息公开申请4件。", ""),
    ("去年收到政府信息公开申请9件。", ""),
    ("我局将做到收到政府信息公开申请1件、答复1件。", ""),
    ("第3件申请的答复见附件2。", ""),
    ("收到政府信息公开申请1 5件。", ""),
    ("收到政府信息公开申请①件。", ""),
    ("联系电话：0000-1234567，申请请寄本局。", ""),
    ("县教育局收到政府信息公开申请6件，县公安局收到政府信息公开申请9件。", ""),
]


def found(*texts: str) -> list[tuple[str, str]]:
    paragraphs = [Paragraph(1, number, number, text) for number, text in enumerate(texts, 1)]
    return [(c.claim_code, NONE if c.states == NONE else c.value_raw) for c in claims(paragraphs)]


def expected(claimed: str) -> set[tuple[str, str]]:
    return {(CODES[word[0]], NONE if word[1:] == "-" else word[1:]) for word in claimed.split()}


@pytest.mark.parametrize(("sentence", "claimed"), SENTENCES)
def test_a_sentence_claims_what_it_states_and_nothing_else(sentence: str, claimed: str) -> None:
    result = found(sentence)
    assert set(result) == expected(claimed)
    assert len(result) == len(set(result))


def test_every_topic_is_claimed_by_a_sentence() -> None:
    codes = {CODES[word[0]] for _, claimed in SENTENCES for word in claimed.split()}
    assert codes == {row["claim_code"] for row in read_seed("claim_topics")}


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        ("我局收到政府信息公开申请5件。", ["我局"]),
        ("全县共收到政府信息公开申请50件，我局收到政府信息公开申请5件。", ["全县", "我局"]),
        ("在全市统一部署下，我局收到政府信息公开申请5件。", ["我局"]),
        ("全年收到政府信息公开申请5件。", [None]),
        ("全面落实条例，收到政府信息公开申请5件。", [None]),
        ("我局工作有序。收到政府信息公开申请5件。", [None]),
        ("全縣收到政府信息公開申請5件。", ["全县"]),
        ("收到全市政府信息公开申请100件。", ["全市"]),
        ("受理各部门信息公开申请50件。", ["各部门"]),
        ("共收到下属各单位政府信息公开申请50件。", ["下属各单位"]),
        ("区教育局下属学校收到政府信息公开申请5件。", ["下属学校"]),
        ("各镇收到政府信息公开申请5件。", ["各镇"]),
        ("未收到全镇政府信息公开申请。", ["全镇"]),
    ],
)
def test_the_scope_is_the_last_word_for_it_in_the_sentence(
    sentence: str, scopes: list[str | None]
) -> None:
    assert [c.scope_raw for c in claims([Paragraph(1, 1, 1, sentence)])] == scopes


@pytest.mark.parametrize(
    ("opening", "sentence", "claimed"),
    [
        (
            "某某县教育局2020年政府信息公开工作年度报告",
            "2020年，县教育局收到政府信息公开申请5件。",
            "R5",
        ),
        ("本报告由某某县教育局编制。", "我县教育局未收到政府信息公开申请。", "R-"),
        (
            "某某县教育局（语委办）根据条例的规定编制本报告。",
            "某某县教育局收到政府信息公开申请5件。",
            "R5",
        ),
        ("某某区某某街道办事处2020年政府信息公开年报", "某某街道收到依申请公开件5件。", ""),
        ("某某街道办事处2020年政府信息公开报告", "某某街道收到依申请公开件5件。", "R5"),
        ("本报告由某某县教育局编制。", "县公安局收到政府信息公开申请5件。", ""),
        ("请与某某县教育局办公室联系。", "县教育局收到政府信息公开申请5件。", ""),
        ("某某镇人民政府2020年政府信息公开年度报告", "某某镇收到政府信息公开申请5件。", "R5"),
    ],
)
def test_a_named_body_is_the_office_if_the_opening_names_it(
    opening: str, sentence: str, claimed: str
) -> None:
    prose = [Paragraph(0, 1, 1, opening), Paragraph(1, 2, 2, sentence)]
    assert {(c.claim_code, NONE if c.states == NONE else c.value_raw) for c in claims(prose)} == (
        expected(claimed)
    )
    assert {c.scope_raw for c in claims(prose)} <= {None}


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("2019年，收到政府信息公开申请5件。", 2019),
        ("与2019年相比，2020年收到政府信息公开申请5件。", 2020),
        ("收到政府信息公开申请5件，2019年为3件。", None),
        ("受理量比2019年减少3件，收到政府信息公开申请5件。", None),
        ("与2019年持平，收到政府信息公开申请5件。", None),
        ("落实《2019年政务公开要点》，收到政府信息公开申请5件。", None),
    ],
)
def test_the_year_is_the_last_one_named_before_the_claim(sentence: str, year: int | None) -> None:
    assert [c.year_named for c in claims([Paragraph(1, 1, 1, sentence)])] == [year]


def test_a_claim_has_its_sentence_as_printed_and_its_place() -> None:
    paragraphs = [
        Paragraph(1, 4, 9, "（二）依申请公开"),
        Paragraph(1, 5, 11, "工作有序。 我局收到政府 信息公开申請５件！ 其他从略。"),
    ]
    (claim,) = claims(paragraphs)
    assert claim.sentence == "我局收到政府 信息公开申請５件！"
    assert claim.value_raw == "５"
    assert (claim.claim_no, claim.section_no, claim.paragraph_no) == (1, 1, 5)
    assert (claim.sentence_no, claim.source_line) == (2, 11)


def test_a_sentence_broken_by_the_width_of_the_page_is_one() -> None:
    first = (
        "我局按照条例的要求，逐步完善了登记、办理和答复的流程，指定专人负责，全年收到政府信息公开申"
    )
    assert found(first, "请5件，均已按期答复。") == [("received", "5"), ("handled", "5")]
    assert found("未", "收到政府信息公开申请5件。") == [("received", "5")]


def test_every_kind_of_words_is_used() -> None:
    words = read_seed("claim_words")
    patterns = [row[column] for row in read_seed("claim_patterns") for column in row]
    used = set(re.findall(r"\{([a-z_]+)\}", "".join([*patterns, *(w["pattern"] for w in words)])))
    used |= {"mentions", "breakdown", "topic_other", "topic_dispute"}
    used |= {
        "period_aside",
        "period_this",
        "period_other",
        "body",
        "spoken_between",
        "spoken_of",
        "signs_report",
    }
    used |= {f"topic_{row['topic']}" for row in read_seed("claim_patterns")}
    assert {row["kind"] for row in words} <= used


def test_a_text_without_end_is_passed_over() -> None:
    assert found("收到政府信息公开申请5件，" + "工作有序，" * 300) == []
    assert len(found("收到政府信息公开申请5件。" * 600)) == 500


# --- properties ---

NUMBERS = st.integers(1, 99_999_999)


@st.composite
def numerals(draw: st.DrawFn) -> str:
    number = draw(NUMBERS)
    write = draw(
        st.sampled_from(
            [
                str,
                "{:,}".format,
                lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
                chinese,
                chinese_digits,
            ]
        )
    )
    return write(number)


def counts(code: str, *wordings: str) -> Iterator[tuple[str, str]]:
    return ((code, wording) for wording in wordings)


WORDINGS = [
    *counts("received", "{}收到政府信息公开申请{}件", "{}共受理依申请公开事项{}宗"),
    *counts("handled", "{}办结政府信息公开申请{}件"),
    *counts("reconsideration", "{}因信息公开被申请行政复议{}起"),
    *counts("litigation", "{}因信息公开被提起行政诉讼{}件"),
    *counts("normative_documents_issued", "{}制发行政规范性文件{}件"),
    *counts("normative_documents_repealed", "{}废止规范性文件{}件"),
    *counts("normative_documents_in_force", "{}现行有效行政规范性文件{}件"),
]


@given(
    st.lists(st.tuples(st.sampled_from(WORDINGS), numerals()), min_size=1, max_size=5),
    st.sampled_from(["", "2020年，", "全年", "我局", "本年度，全县"]),
    st.sampled_from("。；！"),
)
def test_sentences_made_of_parts_come_back_exactly(
    parts: list[tuple[tuple[str, str], str]], opening: str, close: str
) -> None:
    text = "。".join(wording.format(opening, numeral) for (_, wording), numeral in parts)
    assert found(text + close) == [(code, numeral) for (code, _), numeral in parts]


WORDS = [
    *"一二十百零0123，。；、（）：%",
    *(
        "收到",
        "未",
        "无",
        "其中",
        "政府信息公开申请",
        "依申请公开",
        "件",
        "均",
        "已",
        "答复",
        "办结",
    ),
    *(
        "上年",
        "结转",
        "下年度",
        "行政复议",
        "行政诉讼",
        "发生",
        "制发",
        "规范性文件",
        "废止",
        " ",
        "2020年",
    ),
]


@given(
    st.lists(
        st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=30).map("".join)), max_size=4
    )
)
@example(["收到政府信息公开申请" * 300 + "1件"])
@example(["未收到" + "单位部门" * 60 + "，政府信息公开申请。"])
@example(["局" + "因共" * 28 + "，收到政府信息公开申请5件。"])
@example(["行政复议件" * 60 + "另行政复议5件。"])
def test_no_text_breaks_it_and_every_value_stands_in_its_sentence(texts: list[str]) -> None:
    paragraphs = [Paragraph(1, number, number, text) for number, text in enumerate(texts, 1)]
    for claim in claims(paragraphs):
        assert claim.value_raw
        assert claim.value_raw in claim.sentence
        assert claim.sentence in "".join(texts)
