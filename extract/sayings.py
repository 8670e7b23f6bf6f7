"""What prose says of its report: whose it is and of which year, as patterns.

Each comes with a clue, which is found many times faster: whatever the pattern matches contains
it, and most rows do not.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from extract.names import NAME_WITH_PLACE

# Sentences in which a report can only be speaking of the agency that files it. To look for the
# verb first, (?=…), spares most searches for a name.
FARTHEST = 300  # characters: more than the longest name and what may stand after it
DRAWS_UP = "(?:编制|编写|制作|撰写|起草)"
PUBLISHES_IT = r"(?:编制|编写|制作|公布|发布)(?:了)?(?:本|20\d\d年)"
AGENCY_IN_PROSE = re.compile(
    rf"由(?=[^,。;]{{0,{FARTHEST}}}{DRAWS_UP})({NAME_WITH_PLACE})(?:(?:党政|综合)+办(?:公室)?)?"
    rf"(?:负责|组织|统一|(?:结合|按照|根据|依据)[^,。;]{{0,90}})?{DRAWS_UP}"
    rf"|[,，;、。](?!现?由)(?=[\u4e00-\u9fff]*{PUBLISHES_IT})({NAME_WITH_PLACE})(?:组织|现)?{PUBLISHES_IT}"
    rf"|现(?:将|公布|发布)({NAME_WITH_PLACE})20\d\d年"
)
# Whom to ask is the agency or an office of it, seldom another agency.
OFFICE = "(?:(?:党政|综合)*办(?:公室)?)?"
CONTACT = re.compile(
    rf"请与({NAME_WITH_PLACE}){OFFICE}联系|请联系:?({NAME_WITH_PLACE}){OFFICE}(?=[(,。;])"
)
# “甲区财政局”微博: most often its own, though a report may name the accounts of others, above all
# that of its government.
MEDIA = "微博|微信|公众号|客户端|抖音|头条|视频号"
MEDIUM = f"(?:{MEDIA})"
ACCOUNT_NAME = re.compile(
    rf"{MEDIUM}[^。;“「\"]{{0,4}}[“「\"]({NAME_WITH_PLACE})(?<!政府)[”」\"]"
    rf"|[“「\"]({NAME_WITH_PLACE})(?<!政府)[”」\"][^。;“「\"]{{0,4}}{MEDIUM}"
)
# 现公布甲局2020年政府信息公开年报; 根据条例,编制甲局…: what follows is this report's title.
# 3月,发布2019年…年报 speaks of another one.
TO_THE_PUBLIC = "(?:向社会|予以?|依法|公布|发布|公开|编制|将|就)"
TITLE_IN_PROSE = re.compile(
    rf"(?:[现特]{TO_THE_PUBLIC}+"
    r"|(?:^|[。;])(?:根据|依据|按照|依照|由|本)[^。;]*?编制的?)"
    r"[《“]?([^,。;:《》“”]{6,60}?(?:报告|年报(?!告)))"
)
# Sentences that say which year a report is about, whatever years it speaks of besides.
YEAR_IN_PROSE = re.compile(
    r"(?:统计|数据)(?:的)?(?:统计)?(?:期限|时限|时间|期间|时段|周期|区间|范围)"
    r"[^\d。;]{0,6}(20\d\d)(?:年?1月1日(?:起|[至到\-—~])|年全年|年度)"
    r"|(20\d\d)年1月1日(?:起)?[至到\-—~](?:同年)?(?:\2年)?12月31日"
)
# "2020年,我局…" in the first section; "2020年3月" and "2024年工作中存在" say less.
YEAR_IN_OVERVIEW = re.compile(
    r"(?:^|(?<=[。;!]))(20\d\d)年度?(?:,|以来|(?=我[局委办市区县镇乡院厅省街]|本[机局]|全[年市区县镇]))"
    r"(?![^。]{0,1000}(?:将|计划))"
)
# "2020年,甲县财政局认真贯彻": of whom the first section tells what they did.
AGENCY_IN_OVERVIEW = re.compile(
    rf"(?:^|[。;])20\d\d年度?,?({NAME_WITH_PLACE})"
    "(?=认真|坚持|严格|深入|全面|按照|不断|持续|积极|高度|紧紧|围绕|根据|切实|扎实|始终|进一步|贯彻|主动|以|在)"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """One way in which prose says something of its report.

    Attributes:
        field: what it says, as in `Statement`; of a ``title`` it says all that this one does.
        source: as in the seed ``metadata_sources``.
        pattern: the group that takes part in a match is the value.
        clue: words one of which is in all that the pattern matches.
    """

    field: str
    source: str
    pattern: re.Pattern
    clue: re.Pattern

    def values(self, text: str, below: str) -> list[str]:
        """What is said in a row, or begins there and ends in the row below.

        Args:
            text: of the row, without blanks.
            below: of the next row, without blanks.
        """
        said = text + below
        if not self.clue.search(said):
            return []
        begun = takewhile(lambda match: match.start() < len(text), self.pattern.finditer(said))
        return [next(filter(None, match.groups())) for match in begun]


SAYINGS = (
    Saying(
        "agency",
        "prose",
        AGENCY_IN_PROSE,
        re.compile("编制|编写|制作|撰写|起草|布本|布了本|布20|布了20|现将|现公布|现发布"),
    ),
    Saying("agency", "contact", CONTACT, re.compile("联系")),
    Saying("agency", "account_name", ACCOUNT_NAME, re.compile(MEDIA)),
    Saying(
        "report_year",
        "prose",
        YEAR_IN_PROSE,
        re.compile(r"20\d\d(?:年?1月1日|年全年|年度)"),
    ),
    Saying(
        "title",
        "prose",
        TITLE_IN_PROSE,
        re.compile(f"现{TO_THE_PUBLIC}|特{TO_THE_PUBLIC}|编制"),
    ),
)
ANY_CLUE = re.compile("|".join(saying.clue.pattern for saying in SAYINGS))
OVERVIEW_CLUE = re.compile(r"20\d\d年")
