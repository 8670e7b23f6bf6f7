import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import transform


@pytest.fixture(scope="session")
def compiled(specimen_warehouse: Path, once: Callable[..., Any]) -> dict[str, str]:
    """Each analysis as dbt compiles it, against a copy, since dbt opens its file for writing."""

    def make(folder: Path) -> dict[str, str]:
        # the same file name, because compiled SQL names the database it is for
        copy = shutil.copy(specimen_warehouse, folder / specimen_warehouse.name)
        command = ("compile", "--select", "path:analyses")
        results = transform.run(command, copy, folder / "dbt")
        return {result.node.name: result.node.compiled_code for result in results}

    return once("analyses", make)
