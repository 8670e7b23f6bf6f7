"""Names of agencies, as titles, header fields and prose print them."""

import re
from functools import lru_cache

from extract.form import PINYIN, normalized
from extract.nfkc import nfkc

# Characters that stand in traditional text only. A text without any is left as it is, and 乾
# always: places are called 乾县 and 於潜镇, which simplifying would rename.
TRADITIONAL = re.compile("[開報務關區機構發縣鎮鄉廳黨國資訊號時來稱單責]")

PLACE_END = "省|市|区|县|旗|盟|州|镇|乡|苏木|街道"
BODY_END = (
    "政府|局|厅|委员会|管委会|委|办公室|办公厅|办事处|办|中心|院|(?<!网)站|所|队|署|处|部|馆|台|海关|银行"
    "|学校|党校|大学|公司|集团|联合会|残联|妇联|文联|工商联|科协|总工会|供销社|联社|联合社|合作社|(?<!市)场|团|师"
)
# In a title the name stands alone, so that endings count which mean less in a sentence.
BODY_END_IN_TITLE = f"{BODY_END}|校|社|会|联"

NAME = re.compile(
    rf"[\u4e00-\u9fff][\u4e00-\u9fff()、·]{{0,39}}(?:{BODY_END_IN_TITLE}|{PLACE_END})"
)
BODY = re.compile(rf"[\u4e00-\u9fff()、·]{{1,40}}(?:{BODY_END_IN_TITLE})")
# 某局(某某局) has two signs at its door. 某局(盖章处) and 某局(以下简称区某局) have not.
SECOND_NAME = re.compile(r"(.+)\((?!以下|简称|下称|盖|[^()]*[承主协]办\))([^()]{3,30})\)")
# A name with its place: in running text nothing less is known to be one. A township's own name
# comes first, so that its offices (党政办公室) are left to what follows the pattern.
NAME_WITH_PLACE = (
    r"(?:[\u4e00-\u9fff]{2,20}?(?:镇|乡|苏木|街道)(?:办事处|(?:人民)?政府)?"
    rf"|(?:[\u4e00-\u9fff]{{1,20}}?(?:{PLACE_END})|国家|中华人民共和国"
    rf"|市(?![场政容民])|乡(?!村)|[区县旗镇])[\u4e00-\u9fff]{{0,30}}?(?:{BODY_END}))"
)
# 我局, 本机关, 全区: an agency, but not its name. 本溪市, 全州县 and 全椒县 are names.
SELF_REFERENCE = re.compile(
    r"我|本(?:机关|行政机关|单位|部门|级|[省市区县旗州镇乡局厅委办院校所队站馆台社会中公])"
    r"|全(?:[省市区县旗镇乡局厅委办院校系国]|街道|州各)|[各该]"
)
GENERIC = re.compile(
    r"(?:[省市区县旗州镇乡级各]|街道|部门|单位|机关|直属|所属|地方|基层|人民|政府)+"
    r"|(?:[省市区县镇乡局委厅院]|党政|综合|街道)*(?:办公室|办公厅|办事处|办|中心|公司|机构)"
)
NOT_IN_NAME = re.compile(
    "网站|门户|官网|一网|政府网|专区|专题|专栏|栏目|大厅|平台|首页|位置|浏览|打印|字体|字号|返回|导航"
    "|目录|年报|报告|标题|来源|发布|时间|日期|索引|文号|动态|公告|通知|欢迎|关闭|分享|搜索|附件|下载"
    "|点击|管理员|指南|根据|按照|依据|依照|要求|以及|做好|报送|我们|您|社会公众|的"
)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text in NFKC, in simplified characters if it is in traditional ones, without pinyin."""
    text = nfkc(text)
    if "(" in text:
        text = PINYIN.sub("", text)
    if not TRADITIONAL.search(text):
        return text
    return re.sub("[^乾]+", lambda words: normalized(words[0]), text)


@lru_cache(maxsize=65536)
def compact(text: str) -> str:
    """A text as `plain` gives it, without blanks."""
    return without_blanks(plain(text))


def without_blanks(text: str) -> str:
    """A text without its blanks, those without width included."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")


def names_agency(words: str) -> bool:
    """Whether words that stand alone are the name of an agency, or of the place it governs.

    Args:
        words: without blanks, as `compact` gives them.
    """
    second = SECOND_NAME.fullmatch(words)
    if second:
        return all(map(names_agency, second.groups()))
    return bool(NAME.fullmatch(words)) and not (
        SELF_REFERENCE.match(words) or GENERIC.fullmatch(words) or NOT_IN_NAME.search(words)
    )


def names_agency_with_place(words: str) -> bool:
    """Whether words are the name of an agency that says where it is."""
    return bool(re.fullmatch(NAME_WITH_PLACE, words)) and names_agency(words)
