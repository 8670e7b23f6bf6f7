"""Hypothesis strategies for rendered reports."""

from collections.abc import Collection

from hypothesis import strategies as st

from tests.carriers.text import LAYOUTS
from tests.properties.rendering import (
    NOISE,
    Report,
    numbered_report,
    random_report,
    random_style,
)

rngs = st.randoms(use_true_random=False)


@st.composite
def reports(
    draw: st.DrawFn,
    carrier: str,
    noise: Collection[str] = frozenset(NOISE),
    layouts: Collection[str] = LAYOUTS,
) -> Report:
    """Reports with any values: blanks, notes, signs, the same number many times."""
    rng = draw(rngs)
    return random_report(rng, random_style(rng, carrier, layouts, noise))


@st.composite
def numbered_reports(
    draw: st.DrawFn,
    carrier: str,
    noise: Collection[str] = frozenset(NOISE),
    layouts: Collection[str] = LAYOUTS,
) -> Report:
    """Reports in which every cell has a number of its own, so that none can be mistaken."""
    rng = draw(rngs)
    return numbered_report(rng, random_style(rng, carrier, layouts, noise))
