import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from extract.nfkc import FULL_WIDTH, nfkc

# Marks that join what precedes them, and some that they join or that NFKC changes otherwise.
COMPOSING = "\u0301\u0323\u0338\u0345\u1161\u11a8\u3099\uff9eaeか가ᄀ<>=!?１①㈠政府(fu)"


@given(st.text(st.sampled_from([*FULL_WIDTH, *COMPOSING])) | st.text())
def test_it_is_nfkc_by_another_way(text: str) -> None:
    assert nfkc(text) == unicodedata.normalize("NFKC", text)
