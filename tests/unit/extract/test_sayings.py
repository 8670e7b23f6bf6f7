import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.sayings import (
    AGENCY_IN_OVERVIEW,
    ANY_CLUE,
    OVERVIEW_CLUE,
    SAYINGS,
    YEAR_IN_OVERVIEW,
    Saying,
)


@pytest.mark.parametrize("saying", SAYINGS, ids=lambda saying: f"{saying.field}-{saying.source}")
@given(data=st.data())
@settings(max_examples=30)
def test_all_that_a_pattern_matches_contains_its_clue(saying: Saying, data: st.DataObject) -> None:
    said = saying.pattern.search(data.draw(st.from_regex(saying.pattern)))
    assert saying.clue.search(said[0])
    assert ANY_CLUE.search(said[0])


@pytest.mark.parametrize("pattern", [YEAR_IN_OVERVIEW, AGENCY_IN_OVERVIEW], ids=["year", "agency"])
@given(data=st.data())
@settings(max_examples=30)
def test_all_that_the_overview_says_contains_its_clue(
    pattern: re.Pattern, data: st.DataObject
) -> None:
    said = pattern.search(data.draw(st.from_regex(pattern)))
    assert OVERVIEW_CLUE.search(said[0])


@pytest.mark.parametrize(
    ("text", "below", "values"),
    [
        pytest.param("请与甲县财政局联系。", "", ["甲县财政局"], id="in-one-row"),
        pytest.param("请与甲县财", "政局联系。", ["甲县财政局"], id="ends-in-the-row-below"),
        pytest.param("如有疑问,", "请与甲县财政局联系。", [], id="begins-below"),
    ],
)
def test_a_saying_begins_in_its_row(text: str, below: str, values: list[str]) -> None:
    contact = next(saying for saying in SAYINGS if saying.source == "contact")
    assert contact.values(text, below) == values
