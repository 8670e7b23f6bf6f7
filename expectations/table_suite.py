"""What every suite is made of: described expectations about one table."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import great_expectations as gx
from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation

from expectations.verdict import SEVERITY_ZH


@dataclass(frozen=True)
class TableSuite:
    """A suite and the table it is judged on.

    Attributes:
        schema: the table's schema.
        table: the table's name.
        key: the columns that name one of its rows.
        suite: the expectations.
    """

    schema: str
    table: str
    key: tuple[str, ...]
    suite: gx.ExpectationSuite

    @property
    def name(self) -> str:
        """The table's name in SQL."""
        return f"{self.schema}.{self.table}"


def expect(
    kind: type[Expectation],
    name: str,
    zh: str,
    en: str,
    severity: str = "critical",
    *,
    rows: str = "",
    **arguments: Any,
) -> Expectation:
    """Build an expectation that says what it expects, in both languages.

    Args:
        kind: the class of the expectation.
        name: unique within its suite and stable between runs, unlike Great Expectations' ids.
        zh: what must hold, in Chinese.
        en: the same in English.
        severity: what its failure means, one of SEVERITIES.
        rows: SQL for the rows that break it, with `{batch}` for the table, where none of its
            arguments is that. It must run on every engine that judges, and on each mean the same.
        **arguments: the expectation's own arguments.
    """
    query = dedent(arguments.get("unexpected_rows_query", rows)).strip()
    return kind(
        severity=severity,
        description=f"【{SEVERITY_ZH[severity]}】{zh}\n[{severity}] {en}",
        meta={"name": name, "zh": zh, "en": en, "severity": severity, "query": query},
        **arguments,
    )


def table_suite(
    suite_name: str,
    table: str,
    key: tuple[str, ...],
    expectations: Iterable[Expectation],
) -> TableSuite:
    """Return the suite of a table: its key must name each row, then whatever else is expected.

    Args:
        suite_name: unique among the suites; Data Docs makes a folder of each part before a dot.
        table: schema and table, joined by a dot.
        key: the columns that name one row.
        expectations: what must hold besides.
    """
    schema, _, name = table.partition(".")
    return TableSuite(
        schema,
        name,
        key,
        gx.ExpectationSuite(name=suite_name, expectations=[*_keyed(key), *expectations]),
    )


def filled(column: str) -> Expectation:
    """Expect a value in every row of a column."""
    return expect(
        gxe.ExpectColumnValuesToNotBeNull,
        f"{column} filled",
        f"每一行都有 {column}",
        f"Every row has a {column}",
        rows=f"select * from {{batch}} where {column} is null",
        column=column,
    )


def one_of(column: str, values: tuple[Any, ...]) -> Expectation:
    """Expect no value but these in a column; a null passes."""
    listed = ", ".join(map(str, values))
    literals = ", ".join(map(repr, values))
    return expect(
        gxe.ExpectColumnValuesToBeInSet,
        f"{column} known",
        f"{column} 只取这些值：{listed}",
        f"{column} is one of: {listed}",
        rows=f"select * from {{batch}} where {column} not in ({literals})",
        column=column,
        value_set=list(values),
    )


def _keyed(key: tuple[str, ...]) -> list[Expectation]:
    """Expect the key to be filled and to name each row once."""
    listed = ", ".join(key)
    text = {
        "name": "key unique",
        "zh": f"每一行的键不重复：{listed}",
        "en": f"No two rows share a key: {listed}",
        "rows": f"""
            select * from {{batch}}
            where ({listed}) in (
                select {listed} from {{batch}} group by {listed} having count(*) > 1
            )
        """,
    }
    unique = (
        expect(gxe.ExpectColumnValuesToBeUnique, column=key[0], **text)
        if len(key) == 1
        else expect(
            gxe.ExpectCompoundColumnsToBeUnique,
            column_list=list(key),
            # Engines disagree on whether nulls are the same; that a key has none is expected below.
            ignore_row_if="any_value_is_missing",
            **text,
        )
    )
    return [unique, *map(filled, key)]
