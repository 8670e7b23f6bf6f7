"""Whether the reports obey the rules: one expectation a rule, and one that the rule was applied.

The rules are rows of the warehouse: a rule added to the seeds is judged here without new code.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import great_expectations as gx
from great_expectations.expectations.expectation import Expectation

from expectations.source import Source
from expectations.table_suite import TableSuite, expect, filled, one_of
from expectations.unexpected_rows import ExpectNoRows
from expectations.verdict import SEVERITIES

STATUSES = ("pass", "fail", "not_assessable")

# The severity is that of the findings: a table read only in part is a finding about its report,
# although the rule it breaks is critical for the extraction. So a rule has a gate for each
# severity its results have. One without results keeps its own.
GATES = """
    select rule_id, coalesce(found.severity, rules.severity) as severity, statement_zh, statement_en
    from marts.rpt_rules as rules
    left join (select distinct rule_id, severity from marts.rpt_rule_results) as found
        using (rule_id)
"""


@dataclass(frozen=True)
class Gate:
    """A rule at one of the severities its results have.

    Attributes:
        rule_id: the rule.
        severity: one of SEVERITIES.
        statement_zh: what must hold, as the form prints it where it does.
        statement_en: the same in English.
    """

    rule_id: str
    severity: str
    statement_zh: str
    statement_en: str


def read_gates(source: Source) -> list[Gate]:
    """Return the gates of all rules of the warehouse, by rule, worst severity first."""
    gates = (Gate(**row) for row in source.records(GATES))
    return sorted(
        (gate for gate in gates if gate.severity in SEVERITIES),
        key=lambda gate: (gate.rule_id, SEVERITIES.index(gate.severity)),
    )


def suite(gates: Iterable[Gate]) -> TableSuite:
    """Return the suite of marts.rpt_rule_results.

    Args:
        gates: from read_gates, those of one rule next to each other.
    """
    expectations = [
        filled("rule_id"),
        filled("severity"),
        one_of("severity", SEVERITIES),
        filled("status"),
        one_of("status", STATUSES),
        _every_result_counted(),
    ]
    for rule_id, gates_of_rule in groupby(gates, key=attrgetter("rule_id")):
        expectations += map(_no_finding, gates_of_rule)
        expectations.append(_rule_met_its_instances(rule_id))
    return TableSuite(
        "marts",
        "rpt_rule_results",
        ("report_id", "rule_id", "instance"),
        gx.ExpectationSuite(name="reconciliation.rules", expectations=expectations),
    )


def _no_finding(gate: Gate) -> Expectation:
    """Expect no open finding: none but those that a person has looked at and dismissed."""
    return expect(
        ExpectNoRows,
        f"{gate.rule_id} {gate.severity}",
        f"{gate.rule_id} {gate.statement_zh}",
        f"{gate.rule_id} {gate.statement_en}",
        gate.severity,
        unexpected_rows_query=f"""
            select agency_name_zh, report_year, source_path, report_id, table_no, line_label_zh,
                column_label_zh, rule_id, instance, left_value, right_value, difference,
                statement_zh, statement_en
            from {{batch}}
            where rule_id = {_quoted(gate.rule_id)} and severity = '{gate.severity}' and is_open
        """,
    )


def _rule_met_its_instances(rule_id: str) -> Expectation:
    """Expect a rule to have met every instance: a rule that saw no row has broken no row."""
    return expect(
        ExpectNoRows,
        f"{rule_id} applied",
        f"{rule_id} 应核对之处全部核对过",
        f"{rule_id} was applied wherever it should be",
        unexpected_rows_query=f"""
            select rule_id, instances_expected, instances_met,
                (select count(*) from {{batch}} where rule_id = {_quoted(rule_id)}) as results
            from marts.rpt_rules
            where rule_id = {_quoted(rule_id)}
                and instances_met is distinct from instances_expected
        """,
    )


def _quoted(rule_id: str) -> str:
    """A rule's id as SQL text: Great Expectations takes no parameters, and fills in braces.

    What some engines take for an escape or a variable is written by its number.
    """
    escaped = rule_id.replace("'", "''").replace("{", "{{").replace("}", "}}")
    return "'" + re.sub(r"[\\$]", lambda found: f"' || chr({ord(found[0])}) || '", escaped) + "'"


def _every_result_counted() -> Expectation:
    """Expect the results of each rule to be as many as the rule claims to have met."""
    return expect(
        ExpectNoRows,
        "results counted",
        "每条规则的核对结果条数与其统计一致，且没有无规则的结果",
        "Each rule has as many results as it counts, and no result is without its rule",
        unexpected_rows_query="""
            select rule_id, instances_met, results
            from marts.rpt_rules
            full join (
                select rule_id, count(*) as results from {batch} group by rule_id
            ) using (rule_id)
            where coalesce(results, 0) is distinct from instances_met
        """,
    )
