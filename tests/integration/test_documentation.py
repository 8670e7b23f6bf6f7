"""README, CONTRIBUTING and Makefile say what is so."""

import re
import subprocess
from pathlib import Path

import pytest

from extract.raw_folder import COMPANIONS
from tests.conftest import ROOT, Build

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
# The last lines of a build, which say where the warehouse is.
PLACES = re.compile(
    r"warehouse|site +\S+/|dbt docs|Data|next|数据仓库|网页 +\S+/|dbt 文档|核对文档|下一步"
)
READMES = pytest.mark.parametrize("readme", [README, CHINESE], ids=["English", "Chinese"])
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
QUERY = re.compile(r"```sql\n(.*?)```\n\n(\|.*?\|)\n\n", re.DOTALL)
QUERIES = list(dict.fromkeys(QUERY.findall(README) + QUERY.findall(CHINESE)))
TARGETS = re.findall(r"^([a-z]+):.*$", MAKEFILE, re.MULTILINE)


def unpadded(markdown_table: str) -> str:
    return re.sub(r"-+", "-", re.sub(r" +", " ", markdown_table.strip()))


@READMES
def test_readme_has_five_queries_with_results(readme: str):
    assert len(QUERY.findall(readme)) == readme.count("```sql") == 5


def test_both_readmes_have_the_same_sections_commands_and_tables():
    def outline(readme: str) -> dict[str, list]:
        blocks = re.findall(r"^```(\w+)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
        commands = [re.sub(" *#.*|REASON=.*", "", of) for kind, of in blocks if kind == "sh"]
        rows = re.findall(r"^\|.*\|$", readme, re.MULTILINE)
        return {
            "sections": [len(mark) for mark in re.findall(r"^(#+) ", readme, re.MULTILINE)],
            "blocks": [kind for kind, _ in blocks],
            "commands": [re.sub(" +$", "", of, flags=re.MULTILINE) for of in commands],
            "queries": [of.replace("_zh\n", "_en\n") for kind, of in blocks if kind == "sql"],
            "rows": [row.count("|") for row in rows],
            "points": len(re.findall(r"^- ", readme, re.MULTILINE)),
            "links": sorted(set(re.findall(r"\]\((?!README)(.*?)\)", readme))),
            "names": sorted(set(re.findall(r"`([A-Za-z_]{4,}(?:=\w+)?)`", readme))),
        }

    assert outline(CHINESE) == outline(README)


def test_the_readmes_lead_to_each_other():
    assert "](README.zh-CN.md)" in README.partition("\n## ")[0]
    assert "](README.md)" in CHINESE.partition("\n## ")[0]


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


@pytest.mark.parametrize(
    ("readme", "built"),
    [(README, "specimen_build"), (CHINESE, "chinese_build")],
    ids=["English", "Chinese"],
)
def test_readme_shows_what_a_build_prints(readme: str, built: str, request: pytest.FixtureRequest):
    build: Build = request.getfixturevalue(built)

    def comparable(printed: str) -> list[str]:
        without_times = re.sub(r"\(\d+\.\d s\)|（\d+\.\d 秒）", "", printed)
        lines = [line.strip() for line in without_times.splitlines()]
        return [line for line in lines if line and not PLACES.match(line)]

    shown = re.search(r"<!-- output of make build -->\n```text\n(.*?)```", readme, re.DOTALL)[1]
    assert comparable(shown) == comparable(build.printed)


def test_every_make_target_has_a_line_of_help():
    helped = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    missing = [target for target in TARGETS if f"make {target} " not in helped]
    assert TARGETS
    assert missing == []


def test_the_documents_name_no_target_or_file_that_is_not_there():
    text = README + CHINESE + CONTRIBUTING
    named_targets = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE))
    assert named_targets <= set(TARGETS)
    seeds = ROOT / "dbt_project" / "seeds"
    named_seeds = set(re.findall(r"`(?:dbt_project/seeds/)?([a-z_]+\.csv)`", text)) - {
        *COMPANIONS,
        "reviews.csv",
    }
    assert [name for name in named_seeds if not (seeds / name).exists()] == []


@READMES
def test_every_mart_is_in_the_readme(readme: str):
    marts = {path.stem for path in (ROOT / "dbt_project" / "models" / "marts").glob("*.sql")}
    assert [mart for mart in marts if f"`{mart}`" not in readme] == []
