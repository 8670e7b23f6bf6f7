"""What a validation found, and whether that stops a publication.

Nothing here imports Great Expectations, which takes seconds to load.
"""

from dataclasses import dataclass

from extract.language import Message, either

SEVERITY_ZH = {"critical": "严重", "warning": "警告", "info": "提示"}
SEVERITIES = tuple(SEVERITY_ZH)
"""From worst to mildest: the warehouse is broken, a report contradicts itself, a remark."""


def in_words(severity: str) -> Message:
    """One of SEVERITIES in the user's language."""
    return either(SEVERITY_ZH[severity], severity)


@dataclass(frozen=True)
class Failure:
    """One expectation that did not hold.

    Attributes:
        suite: name of the suite it belongs to.
        name: name of the expectation, unique within its suite.
        description_zh: what must hold, in Chinese.
        description_en: the same in English.
        severity: one of SEVERITIES.
        unexpected_count: the rows that broke it; None where it could not be evaluated.
        error: why it could not be evaluated; None where it was.
    """

    suite: str
    name: str
    description_zh: str
    description_en: str
    severity: str
    unexpected_count: int | None
    error: str | None


@dataclass(frozen=True)
class Verdict:
    """The outcome of judging one warehouse.

    Attributes:
        evaluated: how many expectations were judged.
        failures: those that did not hold, in the order of the suites.
    """

    evaluated: int
    failures: tuple[Failure, ...]

    def of(self, severity: str) -> tuple[Failure, ...]:
        """Return the failures of one severity, in the order of the suites."""
        return tuple(failure for failure in self.failures if failure.severity == severity)

    def blocks(self, strict: bool) -> bool:
        """Return whether the warehouse must not be published.

        Args:
            strict: whether warnings stop it as critical failures always do. Remarks never do.
        """
        return bool(self.of("critical") or (strict and self.of("warning")))
