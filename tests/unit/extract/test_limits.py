from dataclasses import asdict

import pytest

from extract.limits import PREFIX, LimitError, Limits, limits_in
from tests.conftest import ROOT


def test_without_variables_the_defaults_hold() -> None:
    assert limits_in({"HOME": "/root", "OGI_DATABASE": "a.duckdb"}) == Limits()


def test_each_limit_can_be_set_by_its_variable() -> None:
    for name in asdict(Limits()):
        set_alone = limits_in({PREFIX + name.upper(): "7"})
        assert asdict(set_alone) == {**asdict(Limits()), name: 7}


@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "64 MB", "１２", "1" * 5000])
def test_a_limit_that_is_no_whole_number_above_zero_is_an_error(value: str) -> None:
    with pytest.raises(LimitError, match=r"OGI_MAX_PAGES=.*whole number above zero"):
        limits_in({"OGI_MAX_PAGES": value})


def test_a_limit_that_there_is_not_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(LimitError, match=r"OGI_MAX_PAGE: .*OGI_MAX_PAGES"):
        limits_in({"OGI_MAX_PAGE": "7"})


def test_the_readme_lists_every_limit_with_its_default() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, default in asdict(Limits()).items():
        assert f"| `{PREFIX}{name.upper()}` |" in readme
        assert f"| {default} |" in readme
