"""What Great Expectations returns, as plain records and as a verdict."""

from typing import Any

from great_expectations.core import ExpectationSuiteValidationResult

from expectations.verdict import Failure, Verdict


def suite_record(result: ExpectationSuiteValidationResult) -> dict[str, Any]:
    """Return the results of one suite, ready to be written as JSON.

    Args:
        result: what the suite's validation returned, fresh or out of a store.

    Returns:
        `suite`, `table`, `success` and `expectations`, each of these with the fields of a
        Failure plus `success`, `unexpected_rows`, the first of them as records, and `query`, which
        returns them all from the warehouse.
    """
    return {
        "suite": result.suite_name,
        "table": result.asset_name,
        "success": result.success,
        "expectations": [
            _expectation_record(each, result.asset_name)
            for each in result.to_json_dict()["results"]
        ],
    }


def verdict_of(records: list[dict[str, Any]]) -> Verdict:
    """Return the verdict on the records of all suites."""
    judged = [(record["suite"], each) for record in records for each in record["expectations"]]
    return Verdict(
        evaluated=len(judged),
        failures=tuple(
            Failure(
                suite=suite,
                name=each["name"],
                description_zh=each["description_zh"],
                description_en=each["description_en"],
                severity=each["severity"],
                unexpected_count=each["unexpected_count"],
                error=each["error"],
            )
            for suite, each in judged
            if not each["success"]
        ),
    )


def _expectation_record(evaluated: dict[str, Any], table: str | None) -> dict[str, Any]:
    config = evaluated["expectation_config"]
    result = evaluated["result"]
    error = _error(evaluated["exception_info"])
    return {
        "name": config["meta"]["name"],
        "description_zh": config["meta"]["zh"],
        "description_en": config["meta"]["en"],
        # A rule that could not be evaluated is a broken warehouse, however mild its findings.
        "severity": "critical" if error else config["severity"],
        "success": evaluated["success"],
        "unexpected_count": result.get("unexpected_count", result.get("observed_value")),
        "unexpected_rows": _rows(result),
        "query": config["meta"]["query"].format(batch=table),
        "error": error,
    }


def _rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows that broke an expectation, their key or the query's columns in order."""
    details = result.get("details")
    if details:
        return _ordered(details["unexpected_rows"], details["columns"])
    rows = (
        result.get("partial_unexpected_index_list")
        # Without an index list of their own, the rows of a compound key are the keys themselves.
        or result.get("partial_unexpected_list", [])
    )
    # Great Expectations lists them as they come, which differs between engines.
    return sorted(
        _ordered(rows, result.get("unexpected_index_column_names", [])),
        key=lambda row: [(value is None, value) for value in row.values()],
    )


def _ordered(rows: list[dict[str, Any]], columns: list[str]) -> list[dict[str, Any]]:
    """Return rows with some columns first: out of a store they have them sorted by name."""
    return [{column: row[column] for column in dict.fromkeys([*columns, *row])} for row in rows]


def _error(exception_info: dict[str, Any]) -> str | None:
    """Return the first message; the information is nested by metric where a metric failed."""
    nested = [info for info in exception_info.values() if isinstance(info, dict)]
    for info in nested or [exception_info]:
        if info["raised_exception"]:
            return info["exception_message"] or "an error without a message"
    return None
