import json

import pytest

from pipeline.errors import HeldError
from pipeline.lock import held
from pipeline.warehouse import Warehouse
from tests.unit.pipeline.toys import other_process

HOLDER = """
import sys
from pathlib import Path
from pipeline.lock import held
from pipeline.warehouse import Warehouse
lock = held(Warehouse(Path(sys.argv[1])), "build")
lock.__enter__()
"""


def test_a_second_command_is_told_who_holds_the_warehouse_and_since_when(warehouse: Warehouse):
    with other_process(HOLDER, warehouse.published) as first:
        by = json.loads((warehouse.build_dir / "holder.json").read_text())
        with pytest.raises(HeldError) as refused, held(warehouse, "build"):
            pass
    assert by["pid"] == first.pid
    for part in (warehouse.published, f"'build' of {by['user']}", first.pid, by["host"]):
        assert str(part) in str(refused.value)
    assert f"since {by['since']}" in str(refused.value)
    assert refused.value.exit_code == 4


def test_a_holder_that_was_killed_holds_nothing(warehouse: Warehouse):
    with other_process(HOLDER, warehouse.published):
        pass
    assert (warehouse.build_dir / "holder.json").exists()
    with held(warehouse, "build"):
        pass


def test_nothing_is_held_when_a_command_has_ended(warehouse: Warehouse):
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), held(warehouse, "build"):
            print(1 / 0)
        assert not (warehouse.build_dir / "holder.json").exists()
