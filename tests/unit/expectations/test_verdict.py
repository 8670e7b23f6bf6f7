import pytest

from expectations.verdict import Failure, Verdict


@pytest.mark.parametrize(
    ("severity", "blocks", "blocks_strictly"),
    [("critical", True, True), ("warning", False, True), ("info", False, False)],
)
def test_what_blocks(severity: str, blocks: bool, blocks_strictly: bool) -> None:
    verdict = Verdict(1, (Failure("suite", "name", "必须", "must", severity, 1, None),))
    assert verdict.blocks(strict=False) is blocks
    assert verdict.blocks(strict=True) is blocks_strictly
