from dataclasses import asdict

import pytest

from extract.limits import PREFIX, LimitError, Limits, database_settings, limits_in
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


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_lists_every_limit_with_its_default(name: str) -> None:
    readme = (ROOT / name).read_text("utf-8")
    for limit, default in asdict(Limits()).items():
        assert f"| `{PREFIX}{limit.upper()}` |" in readme
        assert f"| {default} |" in readme


def test_the_memory_of_the_database_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OGI_MEMORY", raising=False)
    default = database_settings()["memory_limit"]
    monkeypatch.setenv("OGI_MEMORY", "512MB")
    assert (default, database_settings()) == ("2GB", {"memory_limit": "512MB"})


@pytest.mark.parametrize("value", ["", "2", "-1GB", "0GB", "viel", "80%", "2GB; drop table x"])
def test_a_memory_that_is_no_size_is_an_error(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("OGI_MEMORY", value)
    with pytest.raises(LimitError, match=r"OGI_MEMORY=.*2GB"):
        database_settings()
