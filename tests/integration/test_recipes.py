"""The recipes of CONTRIBUTING, followed to the letter in a copy of the project."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT, SPECIMENS

PROJECT = ("dbt_project", "expectations", "extract", "locale", "pipeline", "website")
BLOCKS = re.compile(r"^```(?:csv (\S+)|(sh))\n(.*?)^```", re.DOTALL | re.MULTILINE)
OLD, OTHER = "wuzhishan_government_office_2021.txt", "yanchi_ecology_2020.txt"
RECEIVED, OWN_WORDS = "一、本年新收政府信息公开申请数量", "依申请公开新收件数"
LAST_OF_TABLE2 = "行政事业性收费 |\n0 |\n"
INSPECTIONS = "第二十条第(六)项 |\n信息内容 |\n本年处理决定数量 |\n行政检查 |\n37 |\n"

Query = Callable[[str], list[tuple]]


def followed(recipes: str, project: Path) -> None:
    """Add the rows and run the commands, in their order."""
    for seed, _, text in BLOCKS.findall(recipes):
        if seed:
            with (project / "dbt_project" / "seeds" / seed).open("a", encoding="utf-8") as file:
                file.write(text)
        else:
            subprocess.run(["sh", "-ec", text], cwd=project, check=True)


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports as they are, and one for each recipe."""
    folder = tmp_path_factory.mktemp("raw")
    text = (SPECIMENS / OLD).read_text(encoding="utf-8")
    for name in (OLD, OTHER):
        shutil.copy(SPECIMENS / name, folder)
    changes = {
        "spelled.txt": (RECEIVED, OWN_WORDS),
        "broken.txt": ("(一)予以公开 |\n13 |", "(一)予以公开 |\n99 |"),
        "new_form.txt": (LAST_OF_TABLE2, LAST_OF_TABLE2 + INSPECTIONS),
    }
    for number, (name, (before, after)) in enumerate(changes.items()):
        assert text.count(before) == 1, name
        changed = text.replace(before, after).replace("五指山市", f"五指山市{'甲乙丙'[number]}镇")
        (folder / name).write_text(changed, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def answers(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Query:
    """Asks a warehouse that the project builds once the recipes were followed."""
    project = tmp_path_factory.mktemp("project")
    for folder in PROJECT:
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", project)
    followed((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), project)
    warehouse = project / "w.duckdb"
    paths = ["--raw", str(raw), "--warehouse", str(warehouse)]
    command = [sys.executable, "-m", "pipeline", "build", *paths]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr

    def ask(query: str) -> list[tuple]:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return connection.execute(query).fetchall()

    return ask


def test_a_spelling_is_read_once_it_has_a_row(answers: Query, raw: Path):
    command = [sys.executable, "-m", "extract", "inspect", str(raw / "spelled.txt")]
    read = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "24 of 25 lines located" in read.stdout  # without the row
    received = """
        select value_status, value::integer
        from marts.fct_cells inner join marts.dim_reports using (report_id)
        where source_path = 'spelled.txt' and measure_id = 'received.total'
    """
    assert answers(received) == [("number", 16)]


def test_a_rule_finds_what_breaks_it(answers: Query):
    failing = """
        select distinct source_path, statement_en
        from marts.fct_rule_results inner join marts.dim_reports using (report_id)
        where rule_id = 'T3-04' and status = 'fail'
    """
    assert answers(failing) == [("broken.txt", "Natural persons: 99 granted, 16 handled in all")]
    judged = "select count(*) from marts.fct_rule_results where rule_id = 'T3-04'"
    assert answers(judged) == [(5 * 7,)]


def test_a_variant_is_read_under_its_name_and_the_others_as_before(
    answers: Query, specimen_warehouse: Path
):
    assert answers("select source_path, table2_variant from marts.dim_reports order by all") == [
        ("broken.txt", "2021"),
        ("new_form.txt", "2027"),
        ("spelled.txt", "2021"),
        (OLD, "2021"),
        (OTHER, "2019"),
    ]
    inspections = """
        select source_path, fct_cells.form_variant, value::integer
        from marts.fct_cells inner join marts.dim_reports using (report_id)
        where measure_id = 'administrative_inspections.decisions'
    """
    assert answers(inspections) == [("new_form.txt", "2027", 37)]
    cells = f"""
        select fct_cells.* from marts.fct_cells
        inner join marts.dim_reports using (report_id)
        where source_path in ('{OLD}', '{OTHER}') order by all
    """
    with duckdb.connect(str(specimen_warehouse), read_only=True) as before:
        assert answers(cells) == before.execute(cells).fetchall()
