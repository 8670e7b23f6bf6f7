"""Finds the form's tables in a document and aligns what is printed to the form's cells.

A pure function from a document to rows: no file, no database, no arithmetic. A number is
taken only when its label names one line of the form and its run of values leaves one
reading. A line that was found but leaves several comes back marked ``ambiguous``.
"""

from collections import Counter
from dataclasses import dataclass

from extract.document import Document
from extract.filling import LocatedCell, certain_shapes, fill
from extract.form import Form
from extract.groups import groups
from extract.matches import Match, contradicted, match_of, out_of_order, variants_of


@dataclass(frozen=True, slots=True)
class LocatedTable:
    """Where the document prints one table of the form.

    Attributes:
        text_layout: how most of its rows set cells apart; None if the table was not found.
        first_line: line in the source; None if the table was not found, or nothing in it
            could be located. So is ``last_line``.
        rows_located: how many printed rows of the form have a cell that was located.
    """

    table_no: int
    form_variant: str
    text_layout: str | None = None
    first_line: int | None = None
    last_line: int | None = None
    rows_located: int = 0


def locate(document: Document, form: Form) -> tuple[list[LocatedTable], list[LocatedCell]]:
    """Find every cell of the form that the document prints.

    Args:
        document: what a reader returned.
        form: the catalogue of both variants.

    Returns:
        The form's tables, each in the variant the document uses (none if no label tells),
        and the cells found, in the form's order. Cells that the document lacks are left
        out: comparing with the catalogue makes them ``absent``.
    """
    matches = [match for group in groups(document, form) if (match := match_of(group, form))]
    by_table = {no: [m for m in matches if m.table_no == no] for no in form.line_of_label}
    tables, cells = [], []
    variants = variants_of(by_table, form)
    of_variants = {
        no: [match for match in by_table[no] if match.line_code in form.rows[variant, no]]
        for no, variant in variants.items()
    }
    is_padded = any(
        len(match.printed) > len(form.rows[variants[no], no][match.line_code].column_codes)
        for no, of_variant in of_variants.items()
        for match in of_variant
    )
    for table_no, variant in variants.items():
        rows, of_variant = form.rows[variant, table_no], of_variants[table_no]
        doubted = contradicted(of_variant)
        if table_no == 3:
            doubted |= out_of_order(of_variant, rows)
        shapes = certain_shapes(of_variant, rows) if is_padded else None
        found = list(fill(rows, of_variant, doubted, shapes, form))
        tables.append(_table(table_no, variant, of_variant, found))
        cells += found
    return tables, sorted(cells, key=lambda c: (c.table_no, c.row_no, c.position))


def _table(
    table_no: int, variant: str, matches: list[Match], cells: list[LocatedCell]
) -> LocatedTable:
    rows = {cell.row_no for cell in cells if cell.location == "located"}
    if not rows:
        return LocatedTable(table_no, variant)
    layouts = Counter(match.group.row.layout for match in matches)
    return LocatedTable(
        table_no,
        variant,
        layouts.most_common(1)[0][0],
        # a header shredded into single characters leaves Table 4 without a label
        min((match.label or match.group.values)[0].line for match in matches),
        max(match.group.values[-1].line for match in matches),
        len(rows),
    )
