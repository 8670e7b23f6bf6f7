"""Which runs of values belong to which lines of the form, and in which variant."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from extract.document import Cell
from extract.form import Form, FormRow, clean_label
from extract.groups import HEADER_REACH, Group
from extract.headers import column_headers, other_columns, spans_columns
from extract.labels import is_whole_label, line_named, lines_named_without_ordinal

# Of the names of Table 4's lines and columns a mangled header must still show this many.
TABLE4_WORDS_NEEDED = 6
# Where the names of its columns are shredded, those of two of its lines must be whole, and of
# the characters hardly any be missing.
TABLE4_WORDS_BESIDE_SHREDS = 2
SHREDS_NEEDED = 0.9
# A wrapped label is spread over at most this many cells.
LABEL_CELLS = 3
# Whose labels may begin in the lines above; where pipes part cells, another cell stands there.
ROWS_THAT_WRAP = ("tab_rows", "blank_rows")
# Over a header that names columns stands a row of what spans them or, one a line, its cells.
CELLS_ABOVE = 2
# A header cut shorter than this begins columns of any table.
SHORTEST_CUT_HEADER = 3


@dataclass(slots=True, eq=False)  # frozen, it would take three times as long to make
class Match:
    """A group whose label names one line of the form.

    Attributes:
        column_header: the texts that name Table 3's or Table 4's columns over it.
        beside_header: the other texts in the rows of that header, and what spans it.
        other_header: the texts there, or just above or below, that name other columns.
        is_channel: whether it is one line of a Table 4 that prints its lines one by one.
    """

    table_no: int
    line_code: str
    label: tuple[Cell, ...]
    group: Group
    column_header: tuple[Cell, ...] = ()
    beside_header: tuple[Cell, ...] = ()
    other_header: tuple[Cell, ...] = ()
    is_channel: bool = False

    @property
    def printed(self) -> tuple[str, ...]:
        """The values as printed; "" is a blank."""
        return self.group.printed

    @property
    def label_raw(self) -> str:
        """The label as printed, its cells parted by blanks."""
        return " ".join([cell.text for cell in self.label])

    @property
    def table2_header(self) -> list[Cell]:
        """The header printed over a row; only Table 2 repeats it for each of its parts."""
        if self.table_no != 2:
            return []
        return [cell for cell in self.group.header if cell not in self.label]

    def row(self, variant: str, form: Form) -> FormRow | None:
        """The form's row of a variant; None if the variant has no such line."""
        rows = form.channels[variant] if self.is_channel else form.rows[variant, self.table_no]
        return rows.get(self.line_code)


def matches(groups: Iterable[Group], form: Form) -> Iterator[Match]:
    """The groups that belong to a line of the form, in the document's order."""
    before: Match | None = None
    columns: dict[int, tuple[Cell, ...]] = {}
    around: dict[int, tuple[tuple[Cell, ...], tuple[Cell, ...]]] = {}
    for group in groups:
        headers = column_headers(group, form)
        columns |= headers
        around |= {no: _around(header, no, group, form) for no, header in headers.items()}
        match = _match_of(group, before, 4 in headers, form)
        if match:
            match.column_header = columns.get(match.table_no, ())
            match.beside_header, match.other_header = around.get(match.table_no, ((), ()))
            before = match
            yield match


def _around(
    header: tuple[Cell, ...], table_no: int, group: Group, form: Form
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """What stands beside a header and spans it, and what names other columns there or near it."""
    lines = {cell.line for cell in header}
    first, last = header[0].line, header[-1].line
    above = _lines_above(first, table_no, group, form)
    is_one_cell_a_line = len(lines) == len(header)
    are_words = not {*header} <= {*group.context}
    beside: list[Cell] = []
    near: list[Cell] = []
    for line, of_line in groupby(group.context, key=attrgetter("line")):
        cells = list(of_line)
        if are_words and len(cells) == 1:
            cells = _words(cells[0], table_no, form)
        if line in lines or (is_one_cell_a_line and first < line < last):
            beside += [cell for cell in cells if cell not in header]
        elif line in above:
            beside += [cell for cell in cells if spans_columns(cell.text, table_no, form)]
            near += cells
        elif line > last:
            near += cells
    others = other_columns([*beside, *near], (), table_no, form)
    return tuple(cell for cell in beside if cell not in others), tuple(others)


def _lines_above(first: int, table_no: int, group: Group, form: Form) -> set[int]:
    """The lines just above a header, or above its first print if it is printed twice."""
    named = (cell.line for cell in group.context if form.column_named(cell.text, table_no))
    first = min(first, next(named, first))
    above = [cell.line for cell in group.context if cell.line < first]
    return set(above[-CELLS_ABOVE:])


def _words(cell: Cell, table_no: int, form: Form) -> list[Cell]:
    """The words of a cell that nothing but blanks part, be it inside of headers as well."""
    words = form.headers_in(cell.text, table_no) or cell.text.split()
    words = enumerate(words, cell.column)
    return [cell._replace(text=word, column=column) for column, word in words]


def _match_of(
    group: Group, before: Match | None, is_below_header: bool, form: Form
) -> Match | None:
    return (
        _labelled(group, form)
        or _after_its_neighbour(group, before, form)
        or _wrapped(group, form)
        or _table4(group, before, is_below_header, form)
    )


def _labelled(group: Group, form: Form) -> Match | None:
    """Name a group by the texts nearest to it: the last cell, the last two joined, and so on."""
    for count in range(1, min(LABEL_CELLS, len(group.texts)) + 1):
        label = group.texts[-count:]
        words = "".join([cell.text for cell in label])
        named = line_named(words, form)
        if not named:
            continue
        if named[0] == 2 and group.texts_since_header > HEADER_REACH + count:
            continue
        return Match(*named, label, group)
    return None


def _after_its_neighbour(group: Group, before: Match | None, form: Form) -> Match | None:
    """Name a bordered row that lost its ordinal (其他, 总计) by the line it follows."""
    is_row = group.row.bordered and group.texts and not group.is_blank
    if not (before and before.table_no == 3 and is_row):
        return None
    codes = lines_named_without_ordinal(group.texts[-1].text, form)
    following = {
        code
        for (_, table_no), rows in form.rows.items()
        for code in codes & rows.keys()
        if table_no == 3 and _follows(rows, before.line_code, code)
    }
    return Match(3, following.pop(), group.texts[-1:], group) if len(following) == 1 else None


def _follows(rows: dict[str, FormRow], line_code: str, next_code: str) -> bool:
    return line_code in rows and rows[next_code].row_no == rows[line_code].row_no + 1


def _wrapped(group: Group, form: Form) -> Match | None:
    """Name a row of tabs or blanks whose label began in the lines just above it."""
    if group.row.layout not in ROWS_THAT_WRAP or len(group.texts) != 1:
        return None
    for count in range(2, LABEL_CELLS + 1):
        label = group.context[-count:]
        words = "".join(cell.text for cell in label)
        is_near = label[0].line >= group.row.line - count
        named = line_named(words, form) if is_near and is_whole_label(words, form) else None
        if named and (named[0] != 2 or group.texts_since_header <= HEADER_REACH + count):
            return Match(*named, label, group)
    return None


def _table4(group: Group, before: Match | None, is_below_header: bool, form: Form) -> Match | None:
    """Table 4's one row, which has no label but the header above it, or one of its lines."""
    is_spacer = group.is_blank and len(group.values) < form.table4_width
    if is_spacer:
        return None
    channel = form.line_of_label[4].get(clean_label(group.texts[-1].text)) if group.texts else None
    in_table4 = is_below_header or (before and before.is_channel)
    if channel and in_table4 and len(group.values) < form.table4_width:
        return Match(4, channel, group.texts[-1:], group, is_channel=True)
    if len(group.row.cells) > 1 and group.texts:
        return None
    if not _is_header_of_table4(_joined(group.context), form):
        return None
    label = tuple(cell for cell in group.context if clean_label(cell.text) in form.all_labels)
    return Match(4, form.table4_line, label, group)


@lru_cache(maxsize=1024)
def _is_header_of_table4(header: str, form: Form) -> bool:
    """Whether a text has the words of Table 4's header, or their characters line by line."""
    words = sum(word in header for word in form.table4_words)
    columns = Counter("".join(form.table4_columns) * len(form.line_of_label[4]))
    shreds = sum((columns & Counter(header)).values())
    return words >= TABLE4_WORDS_NEEDED or (
        words >= TABLE4_WORDS_BESIDE_SHREDS and shreds >= SHREDS_NEEDED * columns.total()
    )


def _joined(cells: tuple[Cell, ...]) -> str:
    return clean_label("".join(cell.text for cell in cells))


def variants_of(
    by_table: dict[int, list[Match]], form: Form
) -> tuple[dict[int, str], dict[int, list[str]]]:
    """The variant of each table: the one that has most of what is printed of it.

    A table that fits several equally (Table 4 always does) goes with the nearest that does
    not; if there is none of those that it fits, with the variant that misses fewest lines.

    Returns:
        The variant by table, and the variants that each table fits which went with another.
    """
    ranked = {table: _ranked_variants(table, of, form) for table, of in by_table.items()}
    decided = {table: best[0] for table, best in ranked.items() if len(best) == 1}
    undecided = {table: best for table, best in ranked.items() if table not in decided}
    missing = Counter()
    for (variant, table), rows in form.rows.items():
        if by_table[table]:
            missing[variant] -= len(rows.keys() - {m.line_code for m in by_table[table]})
    if not decided and list(missing.values()).count(max(missing.values(), default=0)) != 1:
        return {}, undecided
    variants = {}
    for table, fitting in ranked.items():
        nearest = sorted(decided, key=lambda other: abs(other - table))
        near = [decided[other] for other in nearest if decided[other] in fitting]
        variants[table] = near[0] if near else max(fitting, key=lambda variant: missing[variant])
    return variants, undecided


def _ranked_variants(table_no: int, found: list[Match], form: Form) -> list[str]:
    """The variants that have the most of a table's printed lines, headers and widths."""
    lines = {match.line_code for match in found}
    headers = {cell.text for match in found for cell in match.table2_header}
    scores = Counter()
    for variant, table in form.rows:
        if table == table_no:
            scores[variant] += len(lines & form.rows[variant, table].keys())
            scores[variant] += sum(
                variant in _variants_with_header(text, table, form) for text in headers
            )
    if len(set(scores.values())) == 1:
        for variant in scores:
            rows = [match.row(variant, form) for match in found]
            scores[variant] += sum(
                row is not None and len(match.printed) == row.width and all(match.printed)
                for row, match in zip(rows, found, strict=True)
            )
    return [variant for variant, score in scores.items() if score == max(scores.values())]


@lru_cache(maxsize=4096)
def _variants_with_header(text: str, table_no: int, form: Form) -> frozenset[str]:
    """The variants whose table has a header: as the form prints it, in another spelling, cut."""
    label, code = clean_label(text), form.column_named(text, table_no)
    variants = [variant for variant, table in form.rows if table == table_no]
    ways = (
        lambda v: label in form.headers[v, table_no],
        lambda v: any(code in row.column_codes for row in form.rows[v, table_no].values()),
        lambda v: (
            len(label) >= SHORTEST_CUT_HEADER
            and any(header.startswith(label) for header in form.headers[v, table_no])
        ),
    )
    return next((found for way in ways if (found := frozenset(filter(way, variants)))), frozenset())
