"""Hypothesis strategies for rendered reports."""

from collections.abc import Callable, Collection
from functools import partial
from random import Random

from hypothesis import strategies as st

from tests.carriers.text import LAYOUTS
from tests.properties.rendering import (
    NOISE,
    Report,
    Style,
    numbered_report,
    random_report,
    random_style,
)

rngs = st.randoms(use_true_random=False)


Make = Callable[[Random, Style], Report]


@st.composite
def _reports_of(
    draw: st.DrawFn,
    make: Make,
    carrier: str,
    noise: Collection[str] = frozenset(NOISE),
    layouts: Collection[str] = LAYOUTS,
) -> Report:
    rng = draw(rngs)
    return make(rng, random_style(rng, carrier, layouts, noise))


# Reports with any values: blanks, notes, signs, the same number many times.
reports = partial(_reports_of, random_report)
# Reports in which every cell has a number of its own, so that none can be mistaken.
numbered_reports = partial(_reports_of, numbered_report)
