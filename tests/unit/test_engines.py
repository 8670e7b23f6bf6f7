"""What differs between engines is in one folder, and on one page with the reason."""

import re

from tests.conftest import ROOT

MACROS = ROOT / "dbt_project" / "macros"
OF_AN_ENGINE = re.compile(r"\{% macro (?:duckdb|spark)__(\w+)\(")
# a row of the page's table: macro, DuckDB's way, Spark's way, reason
ROW = re.compile(r"^\| `(\w+)` \| .+ \| .+ \| .+ \|$", re.MULTILINE)


def test_every_macro_of_an_engine_is_on_the_page_and_no_other() -> None:
    of_engines = [path.read_text("utf-8") for path in (MACROS / "engines").glob("*.sql")]
    macros = {name for text in of_engines for name in OF_AN_ENGINE.findall(text)}
    page = (ROOT / "docs" / "spark.md").read_text("utf-8")
    table = page[page.index("| macro |") :].partition("\n\n")[0]
    assert macros == set(ROW.findall(table))


def test_no_other_sql_knows_an_engine() -> None:
    others = [
        path
        for path in (ROOT / "dbt_project").rglob("*.sql")
        if path.parent.name != "engines" and "dispatch" in path.read_text("utf-8")
    ]
    assert others == []
