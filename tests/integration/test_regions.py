"""Which agency files a report: names placed as people place them, and one agency for its names."""

import csv
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from extract.form import read_seed
from pipeline import transform
from tests.conftest import ROOT

NAMES = ROOT / "tests" / "specimens" / "agencies.csv"
ONE_AGENCY = [
    ["浙江省杭州市江干区市场监督管理局", "江干区市场监管局", "杭州江干市监局"],
    ["柳北区工信局", "广西柳州市柳北区工业信息化局", "柳北区工业和信息化局"],
    ["徐州市泉山区人民政府", "泉山区政府", "徐州市泉山区"],
    ["恩施州卫健委", "恩施土家族苗族自治州卫生健康委员会"],
    ["国家税务总局五指山市税务局", "海南省五指山市税务局"],
    ["中国证监会浙江监管局", "中国证券监督管理委员会浙江监管局"],
    ["福建省市场监督管理局（知识产权局）", "福建省市场监督管理局"],
    ["吴忠市生态环境局盐池分局", "吴忠市生态环境局盐池县分局"],
]
DIFFERENT_AGENCIES = [
    ["南京市鼓楼区教育局", "徐州市鼓楼区教育局", "福州市鼓楼区教育局", "鼓楼区教育局"],
    ["徐州市泉山区人民政府", "徐州市泉山区人民政府办公室"],
    ["徐州市泉山区和平街道办事处", "徐州市泉山区平街道办事处"],
    ["国家金融监督管理总局浙江监管局", "中国证券监督管理委员会浙江监管局"],
    ["吴忠市生态环境局盐池分局", "吴忠市生态环境局", "吴忠市生态环境局青铜峡分局"],
    ["恩施州教育局", "恩施市教育局"],
]
FOUND = ("region_code", "region_source", "agency_kind", "agency_level")


@pytest.fixture(scope="module")
def agencies_of(specimen_warehouse: Path, tmp_path_factory) -> Callable[[list[dict]], list[dict]]:
    """Gives reports that state no more than their cases say, and returns their agencies."""

    def run(cases: list[dict]) -> list[dict]:
        folder = tmp_path_factory.mktemp("regions")
        warehouse = shutil.copy(specimen_warehouse, folder / specimen_warehouse.name)
        with duckdb.connect(str(warehouse)) as connection:
            for table in ("files", "statements", "paragraphs", "manifest"):
                connection.execute(f"delete from raw.{table}")
            for table, rows in _raw_rows(cases).items():
                frame = pl.DataFrame(rows, infer_schema_length=None)
                connection.register("appended", frame)
                connection.execute(f"insert into raw.{table} by name select * from appended")
        transform.run(("run", "--select", "+dim_agencies"), warehouse, folder / "dbt")
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            found = connection.execute(
                "select * from intermediate.int_report_agencies order by report_id"
            )
            columns = [column[0] for column in found.description]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    return run


def _raw_rows(cases: list[dict]) -> dict[str, list[dict]]:
    """The rows of schema raw that reports leave behind, one report a case."""
    rows = defaultdict(list)
    for number, case in enumerate(cases):
        report = f"r{number:05}"
        path = f"{case.get('path') or ''}{report}.txt"
        rows["files"].append({"source_path": path, "report_id": report})
        others = filter(None, (case.get("statement") or "").split(";"))
        stated = [
            ("agency", "title", case["agency_name_zh"]),
            ("report_year", "title", case.get("report_year") or "2020"),
            *[("agency", "signature", other) for other in others],
        ]
        rows["statements"] += [
            {"report_id": report, "field": field, "source": source, "value": value}
            for field, source, value in stated
        ]
        if case.get("manifest"):
            rows["manifest"].append({"source_path": path, **case["manifest"]})
        if case.get("foot"):
            foot = {"report_id": report, "paragraph_no": 1, "text": case["foot"]}
            rows["paragraphs"].append(foot)
    return rows


def test_the_specimens_are_where_their_offices_are(specimen_warehouse):
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        found = connection.execute("select source_path, region_code from marts.dim_reports")
        assert dict(found.fetchall()) == {
            "alxa_league_industry_2020.txt": "152900",
            "jianggan_market_supervision_2020.txt": "330104",
            "liubei_industry_2020.txt": "450205",
            "wuzhishan_government_office_2021.txt": "469001",
            "yanchi_ecology_2020.txt": "640323",
        }


def test_names_are_placed_as_people_place_them(agencies_of):
    with NAMES.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    assert len(cases) >= 80
    for case, found in zip(cases, agencies_of(cases), strict=True):
        assert {name: found[name] for name in FOUND} == {
            name: case[name] or None for name in FOUND
        }, case


@pytest.fixture(scope="module")
def agency_ids(agencies_of) -> dict[str, str]:
    """The identity of every agency named below, each by one report for 2019."""
    names = sorted({name for group in [*ONE_AGENCY, *DIFFERENT_AGENCIES] for name in group})
    found = agencies_of([{"agency_name_zh": name, "report_year": "2019"} for name in names])
    return {agency["agency_name_zh"]: agency["agency_id"] for agency in found}


@pytest.mark.parametrize("names", ONE_AGENCY, ids=lambda names: names[0])
def test_an_agency_is_one_however_it_is_written(agency_ids, names):
    assert len({agency_ids[name] for name in names}) == 1


@pytest.mark.parametrize("names", DIFFERENT_AGENCIES, ids=lambda names: names[0])
def test_different_agencies_are_not_one(agency_ids, names):
    assert len({agency_ids[name] for name in names}) == len(names)


def test_reports_of_unknown_places_are_one_agencys_only_where_the_manifest_names_it(agencies_of):
    unplaced = ["城市运行管理局", "第一人民医院", "石桥镇人民政府", "鼓楼区教育局", "乙丙县民政局"]
    cases = [{"agency_name_zh": name} for name in unplaced for _ in range(2)]
    cases += [{"agency_name_zh": "某局", "manifest": {"agency": "甲公司"}} for _ in range(2)]
    ids = [agency["agency_id"] for agency in agencies_of(cases)]
    assert len(set(ids[:-2])) == 2 * len(unplaced)
    assert ids[-2] == ids[-1]


def test_a_region_from_the_manifest_merges_no_offices(agencies_of):
    nanjing = ["南京市鼓楼区教育局", "南京市玄武区教育局", "南京市教育局"]
    cases = [{"agency_name_zh": name, "manifest": {"region": "320100"}} for name in nanjing]
    found = agencies_of(cases)
    assert {agency["region_code"] for agency in found} == {"320100"}
    assert len({agency["agency_id"] for agency in found}) == len(nanjing)


def test_every_division_is_found_by_its_path_and_none_by_the_name_of_another(agencies_of):
    regions = {region["region_code"]: region for region in read_seed("regions")}
    cases = [case for region in regions.values() for case in _names_in(region, regions)]
    assert len(cases) > 9000
    for case, found in zip(cases, agencies_of(cases), strict=True):
        allowed = {case["code"]} if case["is_path"] else {case["code"], None}
        assert found["region_code"] in allowed, case


def _names_in(region: dict, regions: dict[str, dict]) -> Iterator[dict]:
    """Offices of a division while it existed: named by its path, its name alone, and in short."""
    ancestors = [region]
    while ancestors[0]["parent_region_code"]:
        ancestors.insert(0, regions[ancestors[0]["parent_region_code"]])
    path = "".join(place["region_name_zh"] for place in ancestors)
    short = "".join(place["region_short_zh"] or place["region_name_zh"] for place in ancestors[-2:])
    year = region["first_year"] or (str(int(region["last_year"] or "2020") - 1))
    for name in (path, region["region_name_zh"], short):
        yield {
            "agency_name_zh": f"{name}教育局",
            "report_year": year,
            "code": region["region_code"],
            "is_path": name == path,
        }
