"""The dbt project: its unit tests pass, and its descriptions are complete and true."""

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from extract.form import read_seed
from pipeline import transform
from pipeline.errors import WarehouseError
from tests.conftest import ROOT

DESCRIBED = ("model", "seed", "source")
# Their columns follow the form's seeds: no contract can list them.
WITH_A_COLUMN_PER_MEASURE = ["rpt_reports_wide"]
LAYOUT = re.compile("[a-z]+_(?:rows|cells|table|divs|words)")


@pytest.fixture(scope="module")
def copy(specimen_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the specimen warehouse, since dbt opens its file for writing."""
    folder = tmp_path_factory.mktemp("dbt")
    shutil.copy(specimen_warehouse, folder / specimen_warehouse.name)
    return folder / specimen_warehouse.name


@pytest.fixture(scope="module")
def manifest(copy: Path) -> dict:
    transform.run(("parse",), copy, copy.parent / "dbt")
    return json.loads((copy.parent / "dbt" / "manifest.json").read_text(encoding="utf-8"))


def test_unit_tests_pass(copy: Path):
    results = transform.run(("test", "--select", "test_type:unit"), copy, copy.parent / "dbt")
    assert {result.status for result in results} == {"pass"}
    tested = {result.node.unique_id.split(".")[2] for result in results}
    assert tested == {
        "stg_raw__printed_values",
        "stg_raw__claims",
        "fct_claims",
        "int_cells_unified",
        "int_report_identities",
        "int_report_periods",
        "int_rules_applicable",
        "int_claims_attributed",
        "int_claims_settled",
        "int_rule_quantities",
        "int_name_beginnings",
        "int_names_placed",
        "int_region_candidates",
        "int_region_support",
        "int_report_regions",
        "int_report_bodies",
        "int_report_agencies",
        "dim_agencies",
        "dim_reports",
        "fct_reviews",
        "fct_rule_results",
        "rpt_rules",
        "fct_suspect_cells",
        "int_report_figures",
        "dim_measures",
        "rpt_agency_years",
        "int_rule_sides",
        "int_arithmetic_rules_judged",
        "int_cell_rules_judged",
        "int_table_rules_judged",
        "int_finding_cells",
        "int_finding_terms",
        "rpt_reports_wide",
        "fct_report_tables",
        "fct_extraction_notes",
        "rpt_row_accounting",
    }


def test_every_model_seed_source_and_column_is_described(manifest: dict):
    nodes = [*manifest["nodes"].values(), *manifest["sources"].values()]
    nameless = [
        node["unique_id"]
        for node in nodes
        if node["resource_type"] in DESCRIBED and not node["description"].strip()
    ]
    nameless += [
        f"{node['unique_id']}.{column['name']}"
        for node in nodes
        if node["resource_type"] in DESCRIBED
        for column in node["columns"].values()
        if not column["description"].strip()
    ]
    assert nameless == []


def test_every_macro_group_and_exposure_is_described(manifest: dict):
    documented = [
        node
        for kind in ("macros", "groups", "exposures")
        for node in manifest[kind].values()
        if node["package_name"] == "ogi_warehouse"
    ]
    assert {node["resource_type"] for node in documented} == {"macro", "group", "exposure"}
    assert [node["unique_id"] for node in documented if not node["description"].strip()] == []


def test_every_argument_of_a_macro_is_described(manifest: dict):
    for macro in manifest["macros"].values():
        if macro["package_name"] == "ogi_warehouse":
            signature = re.search(r"{% (?:macro|test) \w+\((.*?)\)", macro["macro_sql"])[1]
            names = re.findall(r"\w+", signature)
            described = [argument["name"] for argument in macro["arguments"]]
            assert described == names, macro["name"]
            assert all(argument["description"] for argument in macro["arguments"]), macro["name"]


def test_no_description_of_a_column_is_written_twice():
    written: dict[str, list[str]] = {}
    for path in (ROOT / "dbt_project").rglob("_*.yml"):
        properties = yaml.safe_load(path.read_text(encoding="utf-8"))
        sources = [t for source in properties.get("sources", []) for t in source["tables"]]
        for node in [*properties.get("models", []), *properties.get("seeds", []), *sources]:
            for column in node.get("columns", []):
                if "doc(" not in column["description"]:
                    place = f"{node['name']}.{column['name']}"
                    written.setdefault(column["description"], []).append(place)
    assert written
    assert [places for places in written.values() if len(places) > 1] == []


def columns_of_marts(manifest: dict) -> Iterator[tuple[str, dict]]:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["schema"] == "marts":
            for column in node["columns"].values():
                yield f"{node['name']}.{column['name']}", column | {"of": node["config"]}


def test_every_column_of_a_mart_has_its_chinese_term(manifest: dict):
    assert [
        name
        for name, column in columns_of_marts(manifest)
        if not re.search("[\u4e00-\u9fff]", column["description"])
    ] == []


def test_what_a_null_means_is_said_wherever_there_can_be_one(manifest: dict):
    assert [
        name
        for name, column in columns_of_marts(manifest)
        # else none of the columns says that it is never null
        if column["of"]["materialized"] == "table" and column["of"]["contract"]["enforced"]
        if "not_null" not in {constraint["type"] for constraint in column["constraints"]}
        and "null" not in column["description"].lower()
    ] == []


def test_every_model_and_seed_has_an_owner(manifest: dict):
    owners = {group["name"]: group["owner"]["name"] for group in manifest["groups"].values()}
    nodes = [n for n in manifest["nodes"].values() if n["resource_type"] in ("model", "seed")]
    assert all(owners.values())
    assert {node["config"]["group"] for node in nodes} == set(owners)
    assert [n["name"] for n in nodes if n.get("access") == "public"] == [
        n["name"] for n in nodes if n["schema"] == "marts"
    ]


def test_exposures_name_the_tables_they_are_made_from(manifest: dict):
    marts = {n["name"] for n in manifest["nodes"].values() if n["schema"] == "marts"}
    tables = marts | {f"raw.{source['name']}" for source in manifest["sources"].values()}

    def named_in(package: str) -> set[str]:
        modules = (ROOT / package).glob("*.py")
        code = "".join(module.read_text(encoding="utf-8") for module in modules)
        found = re.findall(r"\b(?:raw|marts)\.[a-z_]+", code)
        return {name.removeprefix("marts.") for name in found} & tables

    meant = {"exports": marts, "dbt_docs": marts}
    meant |= {"data_docs": named_in("expectations"), "site": named_in("website")}
    exposures = {e["name"]: e["depends_on"]["nodes"] for e in manifest["exposures"].values()}
    assert exposures.keys() == meant.keys()
    for name, nodes in exposures.items():
        named = {node.split(".", 2)[2] for node in nodes}
        assert named == meant[name], name


def test_the_front_page_leads_to_pages_that_are_there(manifest: dict):
    page = manifest["docs"]["doc.ogi_warehouse.__overview__"]["block_contents"]
    linked = set(re.findall(r"#!/(?:model|exposure)/([\w.]+)\)", page))
    selected = set(re.findall(r"(?:%2B|%20|exposure:)([a-z_]{2,})", page)) - {"exposure"}
    names = {node["name"] for node in manifest["nodes"].values()}
    names |= {exposure["name"] for exposure in manifest["exposures"].values()}
    assert linked
    assert linked <= manifest["nodes"].keys() | manifest["exposures"].keys()
    assert selected
    assert selected <= names


def test_the_described_columns_are_the_columns(copy: Path, manifest: dict):
    with duckdb.connect(str(copy), read_only=True) as connection:
        actual: dict[str, list[str]] = {}
        for schema, table, column in connection.execute(
            """
            select table_schema, table_name, column_name from information_schema.columns
            order by ordinal_position
            """
        ).fetchall():
            actual.setdefault(f"{schema}.{table}", []).append(column)
        measures = connection.execute(
            """
            select line_code || '__' || column_code from marts.dim_measures
            order by table_no, line_order, column_order
            """
        ).fetchall()
    for node in [*manifest["nodes"].values(), *manifest["sources"].values()]:
        if node["resource_type"] in DESCRIBED:
            described = list(node["columns"])
            if node["name"] in WITH_A_COLUMN_PER_MEASURE:
                described += [column for (column,) in measures]
            assert described == actual[f"{node['schema']}.{node['name']}"], node["name"]


def test_every_mart_has_an_enforced_contract(manifest: dict):
    marts = [node for node in manifest["nodes"].values() if node["schema"] == "marts"]
    assert len(marts) >= 12
    for mart in marts:
        from_data = mart["name"] in WITH_A_COLUMN_PER_MEASURE
        assert mart["config"]["contract"]["enforced"] is not from_data, mart["name"]
        assert (mart["config"]["meta"].get("columns_from") == "dim_measures") is from_data


def test_columns_that_are_never_null_are_so_in_the_database(copy: Path, manifest: dict):
    said = {
        (node["schema"], node["name"], column["name"])
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
        for column in node["columns"].values()
        if "not_null" in {constraint["type"] for constraint in column["constraints"]}
        and node["config"]["materialized"] != "view"
    }
    with duckdb.connect(str(copy), read_only=True) as connection:
        enforced = connection.execute(
            """
            select schema_name, table_name, column_name from duckdb_columns()
            where schema_name in ('form', 'intermediate', 'marts') and not is_nullable
            """
        ).fetchall()
    assert {schema for schema, _, _ in said} == {"form", "intermediate", "marts"}
    assert said == set(enforced)


@pytest.fixture
def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Builds a project of one seed, colours.csv, that has all else of the project but models."""
    project = tmp_path / "project"
    unread = shutil.ignore_patterns("models", "seeds", "analyses")
    shutil.copytree(transform.PROJECT, project, ignore=unread)
    (project / "seeds").mkdir()
    monkeypatch.setattr(transform, "PROJECT", project)
    monkeypatch.delenv("DBT_PARTIAL_PARSE_FILE_PATH", raising=False)

    def build(rows: str, properties: str) -> None:
        (project / "seeds" / "colours.csv").write_text(f"code,label\n{rows}")
        (project / "seeds" / "_seeds.yml").write_text(
            "groups: [{name: form, owner: {name: nobody}}]\n"
            f"seeds: [{{name: colours, {properties}}}]"
        )
        transform.run(("build",), tmp_path / "w.duckdb", tmp_path / "dbt")

    return build


def test_a_null_where_a_seed_has_none_stops_dbt_which_names_file_and_column(
    seeded: Callable[[str, str], None],
):
    with pytest.raises(WarehouseError) as refused:
        seeded("r,red\n,blue\n", "columns: [{name: code, constraints: [{type: not_null}]}]")
    assert "seeds/colours.csv" in str(refused.value)
    assert "NOT NULL constraint failed: colours.code" in str(refused.value)


@pytest.mark.parametrize("twice", ["r,red\nr,red\n", ",red\n,red\n"], ids=["filled", "null"])
def test_a_combination_that_is_there_twice_stops_dbt(
    seeded: Callable[[str, str], None], twice: str
):
    unique = "data_tests: [{unique_combination: {arguments: {columns: [code, label]}}}]"
    seeded("r,red\nr,blue\n,red\n", unique)
    with pytest.raises(WarehouseError, match="unique_combination_colours"):
        seeded(twice, unique)


def test_columns_per_measure_are_described_in_the_database(copy: Path):
    with duckdb.connect(str(copy), read_only=True) as connection:
        comments = connection.execute(
            """
            select column_name, comment from duckdb_columns()
            where schema_name = 'marts' and table_name in ?
            """,
            [WITH_A_COLUMN_PER_MEASURE],
        ).fetchall()
    assert [column for column, comment in comments if not comment] == []
    described = dict(comments)["administrative_fees__fees_collected"]
    assert described.startswith(
        "行政事业性收费·本年收费金额（单位：万元）. Administrative fees: Fees collected this year. "
        "Unit: ten_thousand_yuan."
    )


def test_the_pages_of_dbt_hold_nothing_of_a_report(specimen_warehouse: Path):
    """Text of unknown origin has no place in a page that is one script."""
    page = (specimen_warehouse.parent / "dbt_docs" / "index.html").read_text(encoding="utf-8")
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        texts = connection.execute(
            """
            select unnest([agency_name_zh, title_zh, source_path]) from marts.dim_reports
            union all
            select sentence from marts.fct_claims
            """
        ).fetchall()
    assert len(texts) > 15
    assert [text for (text,) in texts if text and text in page] == []


def test_every_fact_states_its_grain(manifest: dict):
    facts = [
        node for name, node in manifest["nodes"].items() if ".fct_" in name and "test" not in name
    ]
    assert facts
    assert all(fact["description"].startswith("Grain:") for fact in facts)


def test_the_extractor_and_dbt_read_the_same_seeds():
    from extract.form import SEEDS

    assert SEEDS == ROOT / "dbt_project" / "seeds"


def test_a_rule_is_about_what_its_terms_speak_of():
    rules = read_seed("rules")
    meant = {
        rule["rule_id"]: "sums" if rule["kind"] == "arithmetic" else "filling" for rule in rules
    }
    for term in read_seed("rule_terms"):
        if term["stated_in"] == "prose":
            meant[term["rule_id"]] = "prose"
        elif term["year_offset"] != "0":
            meant[term["rule_id"]] = "years"
    assert {rule["rule_id"]: rule["subject"] for rule in rules} == meant


def nodes_of(folder: str) -> Iterator[ast.AST]:
    """Every node of the syntax trees of a folder's modules."""
    for path in (ROOT / folder).rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def codes_in_calls(*functions: str) -> set[str]:
    """The first text among the arguments of each call, which is the code unless handed on."""
    texts = [
        [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        for node in nodes_of("extract")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in functions
    ]
    return {constants[0] for constants in texts if constants}


def test_every_note_the_extractor_writes_has_a_meaning():
    written = codes_in_calls("Note", "note")
    assert "line_not_filled" in written
    assert written <= {row["note_code"] for row in read_seed("extraction_note_codes")}


def test_every_reason_for_rejecting_a_file_has_a_meaning_and_none_is_listed_in_vain():
    of_headings = {row["reason_code"] for row in read_seed("other_documents")}
    given = codes_in_calls("UnreadableFileError") | of_headings
    assert given == {row["reason_code"] for row in read_seed("rejection_reasons")}


def test_every_layout_that_readers_name_is_accepted_and_described(manifest: dict):
    texts = {node.value for node in nodes_of("extract/readers") if isinstance(node, ast.Constant)}
    layouts = {text for text in texts if isinstance(text, str) and LAYOUT.fullmatch(text)}
    (accepted,) = (
        set(node["test_metadata"]["kwargs"]["values"])
        for name, node in manifest["nodes"].items()
        if ".accepted_values_stg_raw__report_tables_text_layout" in name
    )
    assert layouts == accepted
    described = manifest["docs"]["doc.ogi_warehouse.text_layout"]["block_contents"]
    assert accepted <= set(re.findall(r"\w+", described))
