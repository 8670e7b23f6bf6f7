"""What is written into the pages."""

import pytest

from website.build import share


@pytest.mark.parametrize(
    ("held", "failed", "shown"),
    [
        (99_999, 1, "99.99%"),  # one report in a hundred thousand fails: not all hold
        (5, 0, "100.00%"),
        (1, 2, "33.33%"),
        (0, 3, "0.00%"),
        (0, 0, "–"),  # nothing was judged
    ],
)
def test_no_failure_is_rounded_away(held: int, failed: int, shown: str):
    assert share(held, failed) == shown
