"""The overview's charts, beyond what five specimens make them show."""

import re
from typing import Any

import pytest

from website.charts import overview


class Counted:
    """A source of one row for each chart."""

    def __init__(self, x: int | str, count: int) -> None:
        self._x, self._count = x, count

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The row that any query gets."""
        names = dict.fromkeys(("colour", "colour_zh", "colour_en"), "2021")
        return [{"x": self._x, "y": self._count} | names]


@pytest.mark.parametrize("x", [2021, "T3-02"])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 1_500, 250_000])
def test_counts_stand_in_full_on_the_axes(x: int | str, count: int) -> None:
    of_counts = [chart for chart in overview(Counted(x, count)) if not chart.caution]
    assert of_counts
    for chart in of_counts:
        ticks = re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg["en"])
        numbers = [int(tick.replace(",", "")) for tick in ticks if tick[0].isdigit()]
        counts = [number for number in numbers if number != 2021]
        assert len(counts) == len(set(counts))
        assert count / 4 <= max(counts) <= 1.5 * count
