"""How often one slip in Table 3 is pinned down: ``python -m benchmarks.suspect_cells --help``."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import click
import duckdb

from extract.form import read_seed
from extract.loader import load
from extract.progress import progress_bar
from extract.raw_folder import survey
from pipeline import transform
from tests.filings import APPLICANTS, Filing, filing

VARIANTS = (("2019", "2019"), ("2021", "2021"), ("2021", "2019"))
COLUMNS = [row["column_code"] for row in read_seed("form_columns") if row["table_no"] == "3"]
LINES = [row["line_code"] for row in read_seed("form_lines") if row["table_no"] == "3"]
SUMMED = [line for line in LINES if line != "total_handled"]
TOTAL = APPLICANTS

Slip = Callable[[Random, Filing], Filing]


def component(rng: Random, filed: Filing) -> Filing:
    """Another number in a cell that is no total."""
    return _replaced(rng, filed, _line(rng, filed, SUMMED), rng.randrange(APPLICANTS))


def row_total(rng: Random, filed: Filing) -> Filing:
    """Another number as the total of a line."""
    return _replaced(rng, filed, _line(rng, filed, SUMMED), TOTAL)


def column_total(rng: Random, filed: Filing) -> Filing:
    """Another number in the line of totals."""
    return _replaced(rng, filed, "total_handled", rng.randrange(APPLICANTS))


def grand_total(rng: Random, filed: Filing) -> Filing:
    """Another number where the line and the column of totals meet."""
    return _replaced(rng, filed, "total_handled", TOTAL)


def digit_swap(rng: Random, filed: Filing) -> Filing:
    """Two neighbouring digits of a number swapped."""
    swaps = [
        (line, place, int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]))
        for line in LINES
        for place, number in enumerate(filed.values.get(line, ()))
        for digits in [str(number)]
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    ]
    if not swaps:
        return filed
    line, place, number = rng.choice(swaps)
    return filed.changed(line, {place: number})


def shifted_row(rng: Random, filed: Filing) -> Filing:
    """The numbers of a line one place further right or left, a zero in the place left free."""
    line = _line(rng, filed, LINES)
    numbers = filed.values[line]
    shifted = rng.choice([[0, *numbers[:-1]], [*numbers[1:], 0]])
    return filed.changed(line, dict(enumerate(shifted)))


SLIPS: dict[str, Slip] = {
    slip.__name__: slip
    for slip in (component, row_total, column_total, grand_total, digit_swap, shifted_row)
}


def slipped(seed: int, kind: str, number: int) -> tuple[Filing, dict[tuple[str, str], int]]:
    """A report with one slip, and the numbers the slip replaced, by line and column."""
    rng = Random(f"{seed}/{kind}/{number}")
    while True:
        sound = filing(rng, _office(kind, number), 2023, rng.choice(VARIANTS))
        wrong = SLIPS[kind](rng, sound)
        replaced = {
            (line, COLUMNS[place]): sound.values[line][place]
            for line in LINES
            for place, printed in enumerate(wrong.values.get(line, ()))
            if printed != sound.values[line][place]
        }
        if replaced:
            return wrong, replaced


@click.command()
@click.option("--reports", type=click.IntRange(min=1), default=5000, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--blank-zeros", is_flag=True, help="Leave zeros blank, as some offices do.")
def main(reports: int, seed: int, blank_zeros: bool) -> None:
    """Print, for each kind of slip, in how many reports its cells are named, rightly or wrongly.

    REPORTS with one slip are made for each kind, written as text, read and judged by the
    project's own models. A cell is named rightly if the slip changed it and the number
    suggested is the one it replaced.
    """
    with tempfile.TemporaryDirectory() as folder:
        click.echo(table(Path(folder), reports, seed, "" if blank_zeros else "0"))


def table(folder: Path, reports: int, seed: int, zero: str = "0") -> str:
    """Make, read and judge the reports in an empty folder; return the result as lines of text."""
    replaced = _write(folder / "raw", reports, seed, zero)
    database = folder / "suspects.duckdb"
    with progress_bar("extract") as progress:
        load(survey(folder / "raw"), database, progress=progress)
    select = ("run", "--select", "+fct_suspect_cells", "--exclude", "resource_type:seed")
    transform.run(("seed",), database, folder / "dbt")
    transform.run(select, database, folder / "dbt", 2)
    lines = ["kind          reports  slip named  not named  named wrongly"]
    for kind, tally in _tallies(database, replaced).items():
        lines.append(
            f"{kind:12}  {reports:7,}  {tally['named'] / reports:10.2%}"
            f"  {tally['unnamed']:9,}  {tally['wrong']:13,}"
        )
    return "\n".join(lines)


def _write(raw: Path, reports: int, seed: int, zero: str) -> dict[str, dict[tuple[str, str], int]]:
    replaced = {}
    for kind in SLIPS:
        (raw / kind).mkdir(parents=True)
        for number in range(reports):
            filed, replaced[f"{kind}/{number}.txt"] = slipped(seed, kind, number)
            (raw / kind / f"{number}.txt").write_bytes(replace(filed, zero=zero).content)
    return replaced


def _tallies(
    database: Path, replaced: dict[str, dict[tuple[str, str], int]]
) -> dict[str, Counter[str]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            """
            select source_path, line_code, column_code, reconciling_value
            from marts.fct_suspect_cells inner join marts.dim_reports using (report_id)
            """
        ).fetchall()
    named = defaultdict(list)
    for path, line, column, number in rows:
        named[path].append(replaced[path].get((line, column)) == number)
    tallies = {kind: Counter() for kind in SLIPS}
    for path in replaced:
        verdicts = named[path]
        outcome = "unnamed" if not verdicts else "named" if all(verdicts) else "wrong"
        tallies[path.split("/")[0]][outcome] += 1
    return tallies


def _office(kind: str, number: int) -> str:
    """An agency of its own for each report: two of one agency and year would be one too many."""
    stems = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")
    return f"磨石岭县{f'{list(SLIPS).index(kind)}{number}'.translate(stems)}局"


def _line(rng: Random, filed: Filing, among: list[str]) -> str:
    return rng.choice([line for line in among if line in filed.values])


def _replaced(rng: Random, filed: Filing, line: str, place: int) -> Filing:
    return filed.changed(line, {place: rng.randrange(10 ** rng.randrange(1, 5))})


if __name__ == "__main__":
    main()
