"""Stands for dbt's adapter where SQL is only linted: a dispatched macro looks like a function."""

from collections.abc import Callable


def dispatch(name: str) -> Callable[..., str]:
    """A macro that gives a call of a function of its name with its first argument."""
    return lambda first, *_: f"{name}({first})"
