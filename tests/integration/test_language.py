"""A build in Chinese is the same build: only what it prints differs."""

import json
import re

from tests.conftest import Build
from tests.integration.test_build import marts

HAN = re.compile("[\u4e00-\u9fff]")


def test_a_build_in_chinese_gives_the_same_marts(
    specimen_build: Build, chinese_build: Build
) -> None:
    assert (specimen_build.code, chinese_build.code) == (0, 0), chinese_build.printed
    assert marts(chinese_build.warehouse) == marts(specimen_build.warehouse)


def test_a_build_in_chinese_prints_it_and_logs_english(
    specimen_build: Build, chinese_build: Build
) -> None:
    def logged(build: Build) -> list[str]:
        log = (build.warehouse.parent / "build.log").read_text(encoding="utf-8")
        return re.findall(r"INFO +(\w+ .*) \(\d+\.\d s\)$", log, re.MULTILINE)

    assert not HAN.search(specimen_build.printed)
    printed = [line for line in chinese_build.printed.splitlines() if line.strip()]
    assert [line for line in printed if not HAN.search(line)] == []
    assert len(logged(chinese_build)) == 5
    assert logged(chinese_build) == logged(specimen_build)
    record = (chinese_build.warehouse.parent / "run.json").read_text(encoding="utf-8")
    assert set(json.loads(record)["seconds"]) == {
        *("extract", "transform", "docs", "validate", "site", "total")
    }
    assert not HAN.search(record)
