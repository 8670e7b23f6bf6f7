"""Which runs of values belong to which lines of the form, and in which variant."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from extract.document import Cell
from extract.form import Form, FormRow, clean_label
from extract.groups import HEADER_REACH, Group
from extract.labels import line_named

# Of Table 4's eight header words a mangled header must still show this many.
TABLE4_WORDS_NEEDED = 6
TABLE4_CELLS = 15
# A wrapped label is spread over at most this many cells.
LABEL_CELLS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A group whose label names one line of the form."""

    table_no: int
    line_code: str
    label: tuple[Cell, ...]
    group: Group

    @property
    def printed(self) -> tuple[str, ...]:
        """The values as printed; "" is a blank."""
        return tuple(value.text for value in self.group.values)

    @property
    def label_raw(self) -> str:
        """The label as printed, its cells parted by blanks."""
        return " ".join(cell.text for cell in self.label)

    @property
    def headers(self) -> list[Cell]:
        """The header printed over a row; only Table 2 repeats it for each of its parts."""
        if self.table_no != 2:
            return []
        return [cell for cell in self.group.header if cell not in self.label]


def match_of(group: Group, form: Form) -> Match | None:
    """Name a group by the texts nearest to it: the last cell, the last two joined, and so on."""
    for count in range(1, min(LABEL_CELLS, len(group.texts)) + 1):
        label = group.texts[-count:]
        named = line_named("".join(cell.text for cell in label), form)
        if named and (named[0] != 2 or group.texts_since_header <= HEADER_REACH + count):
            return Match(*named, label, group)
    if _is_table4(group, form):
        header = [cell for cell in group.context if clean_label(cell.text) in form.all_labels]
        return Match(4, form.table4_line, tuple(header), group)
    return None


def _is_table4(group: Group, form: Form) -> bool:
    """Whether a group is Table 4's one row, which has no label but the header above it."""
    is_header_row = len(group.row.cells) > 1 and group.texts
    is_spacer = not any(value.text for value in group.values) and len(group.values) < TABLE4_CELLS
    if is_header_row or is_spacer:
        return False
    header = clean_label("".join(cell.text for cell in group.context))
    return sum(word in header for word in form.table4_words) >= TABLE4_WORDS_NEEDED


def variants_of(by_table: dict[int, list[Match]], form: Form) -> dict[int, str]:
    """The variant of each table: the one that has most of the lines and headers printed.

    A table that fits several equally (Table 4 always does) goes with the nearest that does
    not; if there is none, with the variant that misses fewest of its lines.
    """
    ranked = {table: _ranked_variants(table, of, form) for table, of in by_table.items()}
    decided = {table: best[0] for table, best in ranked.items() if len(best) == 1}
    if not decided:
        missing = Counter()
        for (variant, table), rows in form.rows.items():
            if by_table[table]:
                missing[variant] -= len(rows.keys() - {m.line_code for m in by_table[table]})
        fewest = [v for v, count in missing.items() if count == max(missing.values())]
        return dict.fromkeys(by_table, fewest[0]) if len(fewest) == 1 else {}
    return {
        table: decided[min(decided, key=lambda other: abs(other - table))] for table in by_table
    }


def _ranked_variants(table_no: int, matches: list[Match], form: Form) -> list[str]:
    """The variants that have the most of a table's printed lines and headers."""
    lines = {match.line_code for match in matches}
    headers = {clean_label(cell.text) for match in matches for cell in match.headers}
    scores = {
        variant: len(lines & rows.keys()) + len(headers & form.headers[variant, table])
        for (variant, table), rows in form.rows.items()
        if table == table_no
    }
    return [variant for variant, score in scores.items() if score == max(scores.values())]


def out_of_order(matches: list[Match], rows: dict[str, FormRow]) -> set[str]:
    """Lines outside the longest run that follows the form's order."""
    runs: list[tuple[int, int]] = []  # of each match: the best run ending in it, its last step
    ends: dict[int, int] = {}  # per row of the form: the match that ends the best run there
    for number, match in enumerate(matches):
        row_no = rows[match.line_code].row_no
        before = [at for row, at in ends.items() if row <= row_no]
        last = max(before, key=lambda at: runs[at][0], default=-1)
        runs.append((runs[last][0] + 1 if last >= 0 else 1, last))
        ends[row_no] = number
    at = max(range(len(matches)), key=lambda number: runs[number][0], default=-1)
    in_order = set()
    while at >= 0:
        in_order.add(matches[at].line_code)
        at = runs[at][1]
    return {match.line_code for match in matches} - in_order


def contradicted(matches: list[Match]) -> set[str]:
    """Lines that are printed twice with different values."""
    printed = defaultdict(set)
    for match in matches:
        printed[match.line_code].add(match.printed)
    return {line_code for line_code, values in printed.items() if len(values) > 1}
