"""How often one slip in Table 3 is pinned down: ``python -m benchmarks.suspect_cells --help``."""

import tempfile
from os import cpu_count
from pathlib import Path

import click
import duckdb

from benchmarks.corpus.reports import Plan
from benchmarks.corpus.slips import OF_TABLE_3
from benchmarks.corpus.writing import write
from extract.loader import load
from extract.progress import progress_bar
from extract.raw_folder import survey
from pipeline import transform

# A blank stands for a zero.
TALLIES = """
    with suspects as (
        select source_path, line_code, column_code, reconciling_value
        from marts.fct_suspect_cells
        inner join marts.dim_reports using (report_id)
    ),
    judged as (
        select
            known_reports.slip,
            known_reports.source_path,
            count(suspects.source_path) as named,
            bool_and(
                suspects.reconciling_value
                is not distinct from coalesce(cast(slips.sound_value as decimal(24, 6)), 0)
                and slips.source_path is not null
            ) as is_right
        from read_csv('{folder}/known_reports.csv') as known_reports
        left join suspects using (source_path)
        left join read_csv('{folder}/slips.csv') as slips using (
            source_path, line_code, column_code
        )
        group by all
    )
    select
        slip,
        count(*),
        count(*) filter (named > 0 and is_right),
        count(*) filter (named = 0),
        count(*) filter (named > 0 and not is_right)
    from judged
    group by slip
    order by slip
"""


@click.command()
@click.option("--reports", type=click.IntRange(min=1), default=30000, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--blank-zeros", is_flag=True, help="Leave zeros blank, as some offices do.")
def main(reports: int, seed: int, blank_zeros: bool) -> None:
    """Print, for each kind of slip, in how many reports its cells are named, rightly or wrongly.

    REPORTS text reports with one slip each are made, read and judged by the project's own
    models. A cell is named rightly if the slip changed it and the number suggested is the one
    it replaced.
    """
    plan = Plan(seed, {"text": 1}, 1, tuple(OF_TABLE_3), blank_zeros)
    with tempfile.TemporaryDirectory() as folder:
        click.echo(table(plan, Path(folder), reports))


def table(plan: Plan, folder: Path, reports: int) -> str:
    """Make, read and judge reports in an empty folder; return the result as lines of text."""
    with progress_bar("reports") as progress:
        write(plan, folder, reports, cpu_count() or 1, progress)
    database = folder / "suspects.duckdb"
    with progress_bar("extract") as progress:
        load(survey(folder / "raw"), database, progress=progress)
    select = ("run", "--select", "+fct_suspect_cells", "--exclude", "resource_type:seed")
    transform.run(("seed",), database, folder / "dbt")
    transform.run(select, database, folder / "dbt", 2)
    with duckdb.connect(str(database), read_only=True) as connection:
        tallies = connection.execute(TALLIES.format(folder=folder)).fetchall()
    lines = ["kind          reports  slip named  not named  named wrongly"]
    for kind, made, right, unnamed, wrong in tallies:
        lines.append(f"{kind:12}  {made:7,}  {right / made:10.2%}  {unnamed:9,}  {wrong:13,}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
