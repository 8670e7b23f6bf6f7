"""The dbt project: its unit tests pass, and its descriptions are complete and true."""

import ast
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from extract.form import read_seed
from pipeline import transform
from tests.conftest import ROOT

DESCRIBED = ("model", "seed", "source")
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
        "int_cells_unified",
        "int_report_identities",
        "int_name_beginnings",
        "int_names_placed",
        "int_region_candidates",
        "int_region_support",
        "int_report_regions",
        "int_report_bodies",
        "int_report_agencies",
        "dim_agencies",
        "dim_reports",
        "int_arithmetic_rules_judged",
        "int_cell_rules_judged",
        "int_table_rules_judged",
        "fct_report_tables",
        "fct_extraction_notes",
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
    for node in manifest["nodes"].values():
        if node["resource_type"] in ("model", "seed"):
            described = list(node["columns"])
            assert described == actual[f"{node['schema']}.{node['name']}"], node["name"]


def test_every_mart_has_an_enforced_contract(manifest: dict):
    marts = [node for node in manifest["nodes"].values() if node["schema"] == "marts"]
    assert len(marts) >= 12
    assert all(mart["config"]["contract"]["enforced"] for mart in marts)


def test_every_fact_states_its_grain(manifest: dict):
    facts = [
        node for name, node in manifest["nodes"].items() if ".fct_" in name and "test" not in name
    ]
    assert facts
    assert all(fact["description"].startswith("Grain:") for fact in facts)


def test_the_extractor_and_dbt_read_the_same_seeds():
    from extract.form import SEEDS

    assert SEEDS == ROOT / "dbt_project" / "seeds"


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
