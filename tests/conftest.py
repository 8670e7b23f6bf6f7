import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

# What tests read is in English, whoever runs them.
os.environ["OGI_LANG"] = "en"

from pipeline import transform

# A busy machine is no reason to fail.
settings.register_profile("without_clock", deadline=None)
settings.load_profile("without_clock")

ROOT = Path(__file__).parent.parent
SPECIMENS = ROOT / "warehouse" / "raw"


@dataclass(frozen=True)
class Build:
    """One run of the command `build`: its exit code, what it printed, and the warehouse."""

    code: int
    printed: str
    warehouse: Path


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[..., Any]:
    """Makes what all processes of a test run share: the first to ask makes it, others wait.

    The maker is called with a folder to work in; what it returns is kept as JSON.
    """
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent

    def run(name: str, make: Callable[[Path], Any]) -> Any:
        folder, made = common / name, common / f"{name}.json"
        with FileLock(common / f"{name}.lock"):
            if not made.exists():
                folder.mkdir(exist_ok=True)
                made.write_text(json.dumps(make(folder)), encoding="utf-8")
        return json.loads(made.read_text(encoding="utf-8"))

    return run


@pytest.fixture(scope="session")
def parsed(once: Callable[..., Any]) -> Iterator[None]:
    """Lets dbt begin with the project parsed, as in a second build, if a warehouse is w.duckdb."""

    def make(folder: Path) -> str:
        transform.run(("parse",), folder / "w.duckdb", folder / "dbt")
        return str(folder / "dbt" / "partial_parse.msgpack")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_PARTIAL_PARSE_FILE_PATH", once("parsed", make))
        yield


@pytest.fixture(scope="session")
def build(parsed: None) -> Callable[..., Build]:
    """Builds a warehouse as a user does, in a process of its own."""

    def run(raw: Path, warehouse: Path, *options: str, language: str = "en") -> Build:
        command = [sys.executable, "-m", "pipeline", "build"]
        paths = ["--raw", str(raw), "--warehouse", str(warehouse)]
        result = subprocess.run(
            [*command, *paths, *options],
            cwd=ROOT,
            env=os.environ | {"OGI_LANG": language},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Build(result.returncode, result.stdout + result.stderr, warehouse)

    return run


@pytest.fixture(scope="session")
def specimen_build(build: Callable[..., Build], once: Callable[..., Any]) -> Build:
    """The five specimens, built once for all tests that only read."""

    def make(folder: Path) -> tuple[int, str, str]:
        built = build(SPECIMENS, folder / "w.duckdb")
        return built.code, built.printed, str(built.warehouse)

    code, printed, warehouse = once("specimens", make)
    return Build(code, printed, Path(warehouse))


@pytest.fixture(scope="session")
def chinese_build(build: Callable[..., Build], once: Callable[..., Any]) -> Build:
    """The five specimens, built for someone who reads Chinese."""

    def make(folder: Path) -> tuple[int, str, str]:
        built = build(SPECIMENS, folder / "w.duckdb", language="zh")
        return built.code, built.printed, str(built.warehouse)

    code, printed, warehouse = once("specimens in Chinese", make)
    return Build(code, printed, Path(warehouse))


@pytest.fixture(scope="session")
def specimen_warehouse(specimen_build: Build) -> Path:
    assert specimen_build.code == 0, specimen_build.printed
    return specimen_build.warehouse


# In a copy of a warehouse: results that a test can change.
RESULTS_AS_TABLE = """
    create table marts.results as from marts.fct_rule_results;
    drop view marts.fct_rule_results;
    alter table marts.results rename to fct_rule_results;
"""
