import shutil
from pathlib import Path

import pytest

from pipeline import transform


@pytest.fixture(scope="session")
def compiled(specimen_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each analysis as dbt compiles it, against a copy, since dbt opens its file for writing."""
    folder = tmp_path_factory.mktemp("analyses")
    # the same file name, because compiled SQL names the database it is for
    shutil.copy(specimen_warehouse, folder / specimen_warehouse.name)
    command = ("compile", "--select", "path:analyses")
    results = transform.run(command, folder / specimen_warehouse.name, folder / "dbt")
    return {result.node.name: result.node.compiled_code for result in results}
