"""Offices that file the reports of a corpus: real divisions, and the bodies each level has."""

from dataclasses import dataclass
from functools import cache
from math import gcd
from random import Random

from extract.form import read_seed

# 710000 and above file no such reports.
FIRST_CODE_ELSEWHERE = "710000"
OF_A_PROVINCE = (
    *("人民政府", "人民政府办公厅", "发展和改革委员会", "卫生健康委员会", "市场监督管理局"),
    *("教育厅", "公安厅", "民政厅", "司法厅", "财政厅", "水利厅", "商务厅", "生态环境厅"),
    *("自然资源厅", "交通运输厅", "农业农村厅", "应急管理厅", "文化和旅游厅", "审计厅"),
)
OF_A_PLACE_BELOW = (
    *("人民政府", "人民政府办公室", "发展和改革委员会", "卫生健康委员会", "信访局", "医疗保障局"),
    *("市场监督管理局", "教育局", "公安局", "民政局", "司法局", "财政局", "水利局", "商务局"),
    *("生态环境局", "自然资源局", "交通运输局", "农业农村局", "应急管理局", "文化和旅游局"),
    *("审计局", "统计局", "科学技术局", "工业和信息化局", "人力资源和社会保障局", "林业局"),
    *("住房和城乡建设局", "城市管理局", "退役军人事务局", "行政审批服务局"),
)
WE = {"办公厅": "我办", "办公室": "我办", "委员会": "我委", "厅": "我厅", "局": "我局"}


@dataclass(frozen=True)
class Agency:
    """An office.

    Attributes:
        name: in full, with its prefecture.
        site: the government on whose site it publishes.
        we: what it calls itself: 我局; a government, whose tables count its whole area, 我市.
        region_code: of the division it serves.
        folder: province and prefecture, as folders of a collection are named.
    """

    name: str
    site: str
    we: str
    region_code: str
    folder: str


def agency(seed: int, number: int) -> Agency:
    """The agency of that number in the corpus of that seed; no two numbers have the same.

    Args:
        seed: another seed has them in another order.
        number: from 0.

    Raises:
        IndexError: there are not so many.
    """
    of_level = _all()
    if number >= len(of_level):
        raise IndexError(f"There are {len(of_level):,} agencies.")
    first, step = _order(seed, len(of_level))
    region, body = of_level[(first + number * step) % len(of_level)]
    return _agency(region, body)


@cache
def _order(seed: int, agencies: int) -> tuple[int, int]:
    """Where a walk over all agencies begins, and in which steps it meets each of them once."""
    rng = Random(f"agencies of {seed}")
    step = next(
        step for step in iter(lambda: rng.randrange(1, agencies), None) if gcd(step, agencies) == 1
    )
    return rng.randrange(agencies), step


@cache
def _all() -> list[tuple[dict[str, str], str]]:
    return [
        (region, body)
        for region in _regions().values()
        for body in (OF_A_PROVINCE if region["region_level"] == "province" else OF_A_PLACE_BELOW)
    ]


@cache
def _regions() -> dict[str, dict[str, str]]:
    """The divisions that existed in all years of the form, by their codes."""
    return {
        row["region_code"]: row
        for row in read_seed("regions")
        if not (row["first_year"] or row["last_year"]) and row["region_code"] < FIRST_CODE_ELSEWHERE
    }


def _agency(region: dict[str, str], body: str) -> Agency:
    path = [region]
    while path[0]["parent_region_code"]:
        path.insert(0, _regions()[path[0]["parent_region_code"]])
    names = [of_path["region_name_zh"] for of_path in path]
    place = "".join(names[-2:]) if region["region_level"] == "county" else names[-1]
    return Agency(
        name=place + body,
        site=f"{names[-1]}人民政府",
        we=f"我{names[-1][-1]}" if body == "人民政府" else _we(body),
        region_code=region["region_code"],
        folder="/".join(names[:2]),
    )


def _we(body: str) -> str:
    return next(we for ending, we in WE.items() if body.endswith(ending))
