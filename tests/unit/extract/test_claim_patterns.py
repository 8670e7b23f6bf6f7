import re

import pytest

from extract.claim_patterns import needed, patterns, patterns_for
from extract.form import read_seed


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        pytest.param("{carry}{next_year}", {"carry", "next_year"}, id="named"),
        pytest.param("{carry}{,3}{done}{1,2}", {"done"}, id="none-up-to-some"),
        pytest.param("{carry}?{next_year}*{done}*+{issue}{0,2}", set(), id="may-be-absent"),
        pytest.param("{carry}(?:的)?{filler}", {"carry"}, id="something-else-may-be-absent"),
        pytest.param("(?:{carry}|{done}){issue}", {"issue"}, id="in-brackets"),
        pytest.param(r"(?:[^,()]\)|(?!{carry})x[)])?{done}", {"done"}, id="brackets-that-are-none"),
        pytest.param("{carry}|{done}", set(), id="either"),
        pytest.param("{close}{application_tail}", set(), id="in-all-texts"),
        pytest.param("{number}", set(), id="a-numeral"),
        pytest.param("{receive_and}", {"receive"}, id="written-with-others"),
        pytest.param("{handle}", set(), id="written-with-others-in-many-ways"),
    ],
)
def test_a_pattern_needs_what_it_names_outside_of_brackets(pattern: str, kinds: set[str]) -> None:
    assert needed(pattern) == kinds


def test_what_a_pattern_needs_leaves_out_no_match() -> None:
    words = [re.sub(r"[^\u4e00-\u9fff\d,]", "", row["pattern"]) for row in read_seed("claim_words")]
    texts = [f"{a}{b}5件" for a in words[::3] for b in words[::20]]
    matched = [(p, text) for text in texts for p in patterns() if p.words.search(text)]
    assert matched
    assert all(pattern in patterns_for(text) for pattern, text in matched)
