"""What the prose of the specimens states, read by hand, and numerals parsed in the warehouse."""

import random
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT
from tests.numerals import chinese, chinese_digits


def test_the_specimens_claim_what_they_state_and_nothing_else(specimen_warehouse: Path):
    alxa, jianggan, wuzhishan = (
        "alxa_league_industry_2020.txt",
        "jianggan_market_supervision_2020.txt",
        "wuzhishan_government_office_2021.txt",
    )
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        found = connection.execute(
            """
            select source_path, claim_no, claim_code, cast(value as integer), value_raw, source_line
            from marts.fct_claims inner join marts.dim_reports using (report_id)
            order by all
            """
        ).fetchall()
    assert found == [
        (alxa, 1, "received", 0, "未收到", 10),
        (alxa, 2, "reconsideration", 0, "未接到", 14),
        (alxa, 3, "litigation", 0, "未接到", 14),
        (jianggan, 1, "received", 31, "31", 3),
        (jianggan, 2, "handled", 31, "31", 3),
        (wuzhishan, 1, "received", 15, "15", 16),
        (wuzhishan, 2, "handled", 15, "15", 16),
        (wuzhishan, 3, "reconsideration", 0, "没有接到", 16),
        (wuzhishan, 4, "litigation", 0, "没有接到", 16),
        (wuzhishan, 5, "normative_documents_issued", 16, "16", 17),
        (wuzhishan, 6, "normative_documents_repealed", 1, "1", 17),
        (wuzhishan, 7, "normative_documents_in_force", 210, "210", 17),
    ]


def test_every_claim_can_be_found_again_on_its_line(specimen_warehouse: Path):
    with duckdb.connect(str(specimen_warehouse), read_only=True) as connection:
        claims = connection.execute(
            """
            select source_path, source_line, sentence, value_raw
            from marts.fct_claims inner join marts.dim_reports using (report_id)
            """
        ).fetchall()
    for file, line, sentence, value_raw in claims:
        printed = (ROOT / "warehouse" / "raw" / file).read_text(encoding="utf-8").split("\n")
        assert value_raw in sentence
        assert sentence in printed[line - 1]


@pytest.mark.parametrize(
    "write",
    [str, "{:,}".format, "{}万".format, "{:.1f}".format, chinese, chinese_digits],
    ids=["digits", "grouped", "ten_thousands", "decimals", "chinese", "chinese_digits"],
)
def test_numerals_of_running_text_have_the_values_they_were_written_for(
    specimen_warehouse: Path, tmp_path: Path, write
):
    numbers = [*range(1200), *random.Random(7).sample(range(1200, 100_000_000), 3000)]
    numbers += [10**n for n in range(3, 8)] + [99_999_999, 10_010_010, 20_000_002]
    copy = shutil.copy(specimen_warehouse, tmp_path / specimen_warehouse.name)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("delete from raw.claims")
        connection.execute(
            """
            insert into raw.claims (claim_no, states, value_raw)
            select unnest(range(len($1))), 'number', unnest($1)
            """,
            [[write(number) for number in numbers]],
        )
        parsed = connection.execute(
            "select claim_value from staging.stg_raw__claims order by claim_no"
        ).fetchall()
    scale = 10_000 if write(1) == "1万" else 1
    assert [value for (value,) in parsed] == [number * scale for number in numbers]
