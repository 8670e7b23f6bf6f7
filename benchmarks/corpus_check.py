"""Holds a warehouse against the corpus it was built from: ``--help`` says how."""

import tempfile
from pathlib import Path

import click
import duckdb

from pipeline.database import quoted

MEMORY = "3GB"  # what does not fit goes to disk
NUMBERED = """
    create temp table numbered as
    select source_path, cast(row_number() over () as integer) as report_no
    from (
        select source_path from known_reports
        union
        select source_path from marts.dim_reports
        union
        select source_path from marts.fct_rejected_files
    )
"""
# For each kind of fact what the corpus knows and what the warehouse says, one row a fact.
FACTS = {
    "reports": (
        """
        select source_path, 'report' as fact,
            concat_ws(' ', agency_name_zh, region_code, report_year, table2_variant,
                table3_variant, 'current') as said
        from known_reports
        """,
        """
        select source_path, 'report' as fact,
            concat_ws(' ', agency_name_zh, region_code, report_year, table2_variant,
                table3_variant, if(is_current, 'current', 'superseded')) as said
        from marts.dim_reports
        union all
        select source_path, 'report', 'rejected: ' || reason from marts.fct_rejected_files
        """,
    ),
    "values": (
        """
        select source_path, line_code || '.' || column_code as fact, value as said
        from known_values
        where stated_in = 'table'
        """,
        # in a PDF a long number may be printed in two lines
        """
        select source_path, line_code || '.' || column_code as fact,
            case
                when value_status = 'blank' then ''
                when value = try_cast(replace(value_raw, chr(10), '') as decimal(24, 6))
                    then replace(value_raw, chr(10), '')
                else value_status || ' ' || coalesce(value_raw, '')
            end as said
        from marts.fct_cells
        inner join marts.dim_reports using (report_id)
        """,
    ),
    "claims": (
        """
        select source_path, line_code || '.' || column_code as fact, value as said
        from known_values
        where stated_in = 'prose'
        """,
        """
        select source_path, line_code || '.' || column_code as fact,
            string_agg(distinct cast(cast(value as bigint) as varchar), ' and ') as said
        from marts.fct_claims
        inner join form.claim_topics using (claim_code)
        inner join marts.dim_reports using (report_id)
        group by all
        """,
    ),
    "findings": (
        """
        select source_path, rule_id || ' ' || instance as fact, 'fail' as said
        from known_findings
        """,
        """
        select source_path, rule_id || ' ' || instance as fact, status as said
        from marts.fct_rule_results
        inner join marts.dim_reports using (report_id)
        where status = 'fail'
        """,
    ),
}
SIDES = """
    create or replace temp view known as {known};
    create or replace temp view found as {found};
"""
# Reports by their numbers: millions of paths would not fit into memory.
ODDS = """
    create or replace temp table odds as
    with known_facts as (
        select report_no, fact, said from known inner join numbered using (source_path)
    ),
    found_facts as (
        select report_no, fact, said from found inner join numbered using (source_path)
    )
    select report_no, fact, known_facts.said as known_said, found_facts.said as found_said
    from known_facts
    full join found_facts using (report_no, fact)
    where known_facts.said is distinct from found_facts.said
"""
COUNTS = """
    select
        (select count(*) from known), (select count(*) from found), (select count(*) from odds)
"""
EXAMPLES = """
    select source_path, fact, coalesce(known_said, 'nothing'), coalesce(found_said, 'nothing')
    from odds
    inner join numbered using (report_no)
    order by all
    limit 5
"""
# Of the findings, those due on the reports with a slip.
BY_SLIP = """
    select
        slip,
        count(distinct source_path),
        count(*),
        count(*) filter (odds.report_no is null)
    from known_findings
    inner join known_reports using (source_path)
    inner join numbered using (source_path)
    left join odds
        on
            numbered.report_no = odds.report_no
            and known_findings.rule_id || ' ' || known_findings.instance = odds.fact
    where slip is not null
    group by slip
    order by slip
"""


@click.command()
@click.option(
    "--warehouse", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True
)
@click.option(
    "--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True
)
def main(warehouse: Path, corpus: Path) -> None:
    """Print what a warehouse says otherwise than the CORPUS it was built from.

    Every report, every value, every number in the prose and every finding is compared, and
    neither side may have more than the other. Exit code 1 if anything is at odds.
    """
    with tempfile.TemporaryDirectory() as spilled, duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{MEMORY}'; set temp_directory = '{spilled}'")
        connection.execute(f"attach {quoted(warehouse)} as warehouse (read_only)")
        for name in ("known_reports", "known_findings"):
            read = f"read_csv({quoted(corpus / f'{name}.csv')}, all_varchar = true)"
            connection.execute(f"create temp table {name} as from {read}")
        values = f"read_parquet({quoted(corpus / 'known_values.parquet')})"
        connection.execute(f"create temp view known_values as from {values}")
        connection.execute("use warehouse")
        connection.execute(NUMBERED)
        odds = sum([_odds(connection, name) for name in FACTS])
        for kind in connection.execute(BY_SLIP).fetchall():
            click.echo("  {:14} {:8,} reports, {:8,} findings due, {:8,} found".format(*kind))
    raise SystemExit(1 if odds else 0)


def _odds(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Compare the facts of one kind, print the result, and return how many are at odds."""
    known, found = FACTS[name]
    connection.execute(SIDES.format(known=known, found=found))
    connection.execute(ODDS)
    counts = connection.execute(COUNTS).fetchone()
    click.echo("{:9} {:12,} known {:12,} found {:8,} at odds".format(name, *counts))
    for path, fact, known_said, found_said in connection.execute(EXAMPLES).fetchall():
        click.echo(f"  {path}, {fact}: {known_said!r} is known, {found_said!r} was found")
    return counts[2]


if __name__ == "__main__":
    main()
