import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SPECIMENS = ROOT / "warehouse" / "raw"


@dataclass(frozen=True)
class Build:
    """One run of the command `build`: its exit code, what it printed, and the warehouse."""

    code: int
    printed: str
    warehouse: Path


@pytest.fixture(scope="session")
def build() -> Callable[..., Build]:
    """Builds a warehouse as a user does, in a process of its own."""

    def run(raw: Path, warehouse: Path, *options: str) -> Build:
        command = [sys.executable, "-m", "pipeline", "build"]
        paths = ["--raw", str(raw), "--warehouse", str(warehouse)]
        result = subprocess.run(
            [*command, *paths, *options], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return Build(result.returncode, result.stdout + result.stderr, warehouse)

    return run


@pytest.fixture(scope="session")
def specimen_build(build: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The five specimens, built once for all tests that only read."""
    return build(SPECIMENS, tmp_path_factory.mktemp("specimens") / "specimens.duckdb")


@pytest.fixture(scope="session")
def specimen_warehouse(specimen_build: Build) -> Path:
    assert specimen_build.code == 0, specimen_build.printed
    return specimen_build.warehouse
