"""README, CONTRIBUTING and Makefile say what is so."""

import re
import subprocess
from pathlib import Path

import pytest

from extract.raw_folder import COMPANIONS
from tests.conftest import ROOT, Build

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```\n\n(\|.*?\|)\n\n", README, re.DOTALL)
TARGETS = re.findall(r"^([a-z]+):.*$", MAKEFILE, re.MULTILINE)


def unpadded(markdown_table: str) -> str:
    return re.sub(r"-+", "-", re.sub(r" +", " ", markdown_table.strip()))


def test_readme_has_five_queries_with_results():
    assert len(QUERIES) == README.count("```sql") == 5


@pytest.mark.parametrize(("query", "result"), QUERIES)
def test_queries_in_readme_give_the_results_shown(specimen_warehouse: Path, query, result):
    shown = subprocess.run(
        [
            ROOT / ".venv" / "bin" / "duckdb",
            "-readonly",
            "-markdown",
            specimen_warehouse,
            "-c",
            query,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert unpadded(shown) == unpadded(result)


def test_readme_shows_what_a_build_prints(specimen_build: Build):
    def comparable(printed: str) -> list[str]:
        without_times = re.sub(r"\(\d+\.\d s\)", "", printed)
        lines = [line.strip() for line in without_times.splitlines()]
        return [
            line
            for line in lines
            if line and not re.match(r"warehouse|site +\S+/|dbt docs|Data|next", line)
        ]

    shown = re.search(r"<!-- output of make build -->\n```text\n(.*?)```", README, re.DOTALL)[1]
    assert comparable(shown) == comparable(specimen_build.printed)


def test_every_make_target_has_a_line_of_help():
    helped = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    missing = [target for target in TARGETS if f"make {target} " not in helped]
    assert TARGETS
    assert missing == []


def test_the_documents_name_no_target_or_file_that_is_not_there():
    text = README + CONTRIBUTING
    named_targets = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE))
    assert named_targets <= set(TARGETS)
    seeds = ROOT / "dbt_project" / "seeds"
    named_seeds = set(re.findall(r"`(?:dbt_project/seeds/)?([a-z_]+\.csv)`", text)) - {
        *COMPANIONS,
        "reviews.csv",
    }
    assert [name for name in named_seeds if not (seeds / name).exists()] == []


def test_every_mart_is_in_the_readme():
    marts = {path.stem for path in (ROOT / "dbt_project" / "models" / "marts").glob("*.sql")}
    assert [mart for mart in marts if f"`{mart}`" not in README] == []
