"""The check of a warehouse against its corpus sees whatever is at odds."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from benchmarks.corpus.reports import Plan
from benchmarks.corpus.writing import write
from benchmarks.corpus_check import main
from extract.form import SEEDS

# The marts as they would be, had everything been read and found.
MARTS = """
    create schema marts;
    create schema form;
    create table form.claim_topics as from read_csv('{seeds}/claim_topics.csv');
    create table marts.dim_reports as
    select *, md5(source_path) as report_id, true as is_current
    from read_csv('{corpus}/known_reports.csv', all_varchar = true);
    create table marts.fct_rejected_files (source_path varchar, reason varchar);
    create table marts.fct_cells as
    select
        md5(source_path) as report_id, line_code, column_code, value as value_raw,
        if(value = '', 'blank', 'number') as value_status,
        try_cast(value as decimal(24, 6)) as value
    from read_parquet('{corpus}/known_values.parquet') where stated_in = 'table';
    create table marts.fct_claims as
    select md5(source_path) as report_id, claim_code, cast(value as decimal(24, 6)) as value
    from read_parquet('{corpus}/known_values.parquet')
    inner join form.claim_topics using (line_code, column_code) where stated_in = 'prose';
    create table marts.fct_rule_results as
    select md5(source_path) as report_id, rule_id, instance, 'fail' as status
    from read_csv('{corpus}/known_findings.csv', all_varchar = true)
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write(Plan(seed=1, formats={"text": 1}, slips=0.5), folder, 14, 1, lambda *_: None)
    return folder


@pytest.fixture
def check(corpus: Path, tmp_path: Path) -> Callable[[str], Result]:
    def after(change: str) -> Result:
        warehouse = tmp_path / "warehouse.duckdb"
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute(MARTS.format(corpus=corpus, seeds=SEEDS))
            connection.execute(change)
        return CliRunner().invoke(main, ["--warehouse", str(warehouse), "--corpus", str(corpus)])

    return after


def test_a_warehouse_that_says_the_same_passes(check: Callable[[str], Result]) -> None:
    result = check("select 1")
    assert result.exit_code == 0, result.output
    assert "14 known           14 found        0 at odds" in result.output


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "update marts.fct_cells set value = value + 1 where rowid = 10",
            "1 at odds",
        ),
        ("update marts.fct_cells set value_status = 'blank' where rowid = 10", "'' was found"),
        ("delete from marts.fct_cells where rowid = 10", "'nothing' was found"),
        ("update marts.dim_reports set is_current = false where rowid = 3", "superseded"),
        ("update marts.dim_reports set region_code = '1' where rowid = 3", "1 at odds"),
        ("delete from marts.dim_reports where rowid = 3", "'nothing' was found"),
        (
            "insert into marts.fct_rejected_files values ('other.txt', 'It is no report.')",
            "'rejected: It is no report.' was found",
        ),
        ("update marts.fct_claims set value = value + 1 where rowid = 2", "1 at odds"),
        ("delete from marts.fct_rule_results where rowid = 0", "'nothing' was found"),
        (
            "insert into marts.fct_rule_results "
            "select report_id, 'T3-02', 'partly_granted', 'fail' from marts.dim_reports limit 1",
            "'nothing' is known, 'fail' was found",
        ),
    ],
)
def test_whatever_is_at_odds_is_said(
    check: Callable[[str], Result], change: str, said: str
) -> None:
    result = check(change)
    assert result.exit_code == 1
    assert said in result.output
