"""Holds a warehouse against the corpus it was built from: ``--help`` says how."""

from pathlib import Path

import click
import duckdb

EXAMPLES = 5
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
COMPARED = """
    create or replace temp table compared as
    with known as ({known}), found as ({found})
    select
        coalesce(known.source_path, found.source_path) as source_path,
        coalesce(known.fact, found.fact) as fact,
        known.said as known_said,
        found.said as found_said
    from known
    full join found using (source_path, fact)
"""
COUNTS = """
    select count(known_said), count(found_said), count(*) filter (
        known_said is distinct from found_said
    )
    from compared
"""
AT_ODDS = f"""
    select
        source_path, fact,
        coalesce('''' || known_said || '''', 'nothing'),
        coalesce('''' || found_said || '''', 'nothing')
    from compared
    where known_said is distinct from found_said
    order by all
    limit {EXAMPLES}
"""
# Of the findings, those due on the reports with a slip.
BY_SLIP = """
    select slip, count(distinct source_path), count(*), count(found_said)
    from compared
    inner join known_reports using (source_path)
    where slip is not null and known_said is not null
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
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(warehouse)}' as warehouse (read_only)")
        for name in ("known_reports", "known_findings"):
            read = f"read_csv('{_quoted(corpus / name)}.csv', all_varchar = true)"
            connection.execute(f"create temp table {name} as from {read}")
        values = f"read_parquet('{_quoted(corpus / 'known_values.parquet')}')"
        connection.execute(f"create temp view known_values as from {values}")
        connection.execute("use warehouse")
        odds = sum([_odds(connection, name) for name in FACTS])
        for kind in connection.execute(BY_SLIP).fetchall():
            click.echo("  {:14} {:8,} reports, {:8,} findings due, {:8,} found".format(*kind))
    raise SystemExit(1 if odds else 0)


def _odds(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Compare the facts of one kind, print the result, and return how many are at odds."""
    known, found = FACTS[name]
    connection.execute(COMPARED.format(known=known, found=found))
    counts = connection.execute(COUNTS).fetchone()
    click.echo("{:9} {:12,} known {:12,} found {:8,} at odds".format(name, *counts))
    for path, fact, known_said, found_said in connection.execute(AT_ODDS).fetchall():
        click.echo(f"  {path}, {fact}: {known_said} is known, {found_said} was found")
    return counts[2]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


if __name__ == "__main__":
    main()
