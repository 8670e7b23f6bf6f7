"""The form as its seed has it: what a blank report prints."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

FORM_CELLS = Path(__file__).parents[3] / "dbt_project" / "seeds" / "form_cells.csv"
VARIANTS = ("2019", "2021")

Coordinates = tuple[str, int, int, int]  # form variant, table, row and position


@dataclass(frozen=True)
class Line:
    """One printed row of the form."""

    table_no: int
    row_no: int
    code: str
    clause: str
    groups: tuple[str, ...]
    label: str
    columns: tuple[str, ...]
    may_be_negative: tuple[bool, ...]
    codes: tuple[tuple[str, str], ...]

    @property
    def width(self) -> int:
        return len(self.columns)


def _read_form() -> dict[str, dict[str, Line]]:
    with FORM_CELLS.open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))

    def place(cell: dict[str, str]) -> tuple[str, int, int]:
        return cell["form_variant"], int(cell["table_no"]), int(cell["row_no"])

    form = {variant: {} for variant in VARIANTS}
    cells.sort(key=lambda cell: (place(cell), int(cell["position"])))
    for (variant, table_no, row_no), of_row in groupby(cells, key=place):
        row = list(of_row)
        first = row[0]
        form[variant][first["line_code"]] = Line(
            table_no,
            row_no,
            first["line_code"],
            first["clause_zh"],
            tuple(first["group_zh"].split("/")) if first["group_zh"] else (),
            first["line_label_zh"],
            tuple(cell["column_label_zh"] for cell in row),
            tuple(cell["may_be_negative"] == "true" for cell in row),
            tuple((cell["line_code"], cell["column_code"]) for cell in row),
        )
    return form


FORM = _read_form()
TABLE_2 = {v: [code for code, ln in FORM[v].items() if ln.table_no == 2] for v in VARIANTS}
TABLE_3 = {v: [code for code, ln in FORM[v].items() if ln.table_no == 3] for v in VARIANTS}
TABLE_4 = "administrative_reconsideration"


@cache
def whole_form(variants: tuple[str, str]) -> list[Line]:
    """Every line of a report: of Table 2 in one variant, of Tables 3 and 4 in the other."""
    table_2, others = variants
    codes = [*TABLE_3[others], TABLE_4]
    return [FORM[table_2][code] for code in TABLE_2[table_2]] + [
        FORM[others][code] for code in codes
    ]


# What a cell is, in whichever variant: its line, its place there and its column.
NAMES = {
    (variant, line.table_no, line.row_no, position): (line.code, position, column)
    for variant, lines in FORM.items()
    for line in lines.values()
    for position, column in enumerate(line.columns, 1)
}
# The lines of Table 3 that only one variant has.
TELLING = {v: set(TABLE_3[v]) - set(TABLE_3[o]) for v, o in (VARIANTS, VARIANTS[::-1])}
