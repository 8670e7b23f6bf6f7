"""Why a line that was found must not be read, or a run of values not be claimed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extract.alignment import is_exact, is_summed_up
from extract.document import Cell, Document, Note, UnreadableFileError
from extract.form import Form, FormRow, clean_label
from extract.groups import Group
from extract.headings import section_no
from extract.matches import Match
from extract.numerals import is_value

# Where so many of the form's labels stand, some header or number repeats; if none does, and
# hardly a line has all of its values, they were removed.
LABELS_WITHOUT_REPEAT = 20
LINES_LEFT_WHOLE = 5
BLANK = "␣"
# So many lines printed twice with different values are two reports, not a slip.
LINES_OF_TWO_REPORTS = 4
# Rows that a text prints on one line each, and that may be broken into two.
ROWS_OF_TEXTS = ("pipe_rows", "tab_rows", "blank_rows")


def refuse_several_reports(rows: Mapping[Match, FormRow]) -> None:
    """Refuse a document in which many lines are printed twice with different values.

    Raises:
        UnreadableFileError: it holds several reports, or compares several years.
    """
    twice = set()
    for table_no in {match.table_no for match in rows}:
        whole = [
            match
            for match, row in rows.items()
            if match.table_no == table_no and is_exact(match, row) and not match.group.is_blank
        ]
        twice |= {(table_no, line_code) for line_code in _contradicted(whole)}
    if len(twice) >= LINES_OF_TWO_REPORTS:
        raise UnreadableFileError(
            "several_reports",
            f"{len(twice)} lines of the form are printed more than once with different values: "
            "the file holds several reports, or compares years; supply one file a report.",
        )


def refuse_text_without_repeats(
    document: Document, rows: Mapping[Match, FormRow], form: Form
) -> None:
    """Refuse a text of one-cell lines from which every repeated line was removed.

    What is left under a label may then be the values of another.

    Raises:
        UnreadableFileError: no line of its tables occurs twice.
    """
    whole = sum(match.table_no == 3 and is_exact(match, row) for match, row in rows.items())
    if whole > LINES_LEFT_WHOLE:
        return
    lines = [row.text for row in document.rows if len(row.cells) == 1 and row.grid is None]
    of_form = [text for text in lines if clean_label(text) in form.all_labels]
    values = [text for text in lines if text and is_value(text)]
    never_repeats = len(of_form) > LABELS_WITHOUT_REPEAT and all(
        len(set(texts)) == len(texts) for texts in (of_form, values)
    )
    if values and never_repeats:
        raise UnreadableFileError(
            "repeats_removed",
            "No line of its tables occurs twice: repeated lines, and with them most numbers, "
            "were removed from the text; supply the original.",
        )


def doubts(
    rows: Mapping[Match, FormRow],
    groups: Sequence[Group],
    borrowed: Mapping[int, list[str]],
    form: Form,
) -> dict[Match, Note]:
    """The lines that must not be read, each with the reason.

    Args:
        rows: the lines found, with their rows of the form.
        groups: all runs of values of the document.
        borrowed: tables whose variant was taken from another table, and the variants they fit.
        form: the catalogue of both variants.
    """
    found = {}
    for table_no in {match.table_no for match in rows}:
        of_table = {match: row for match, row in rows.items() if match.table_no == table_no}
        twice = _contradicted(list(of_table))
        by_line = {row.line_code: row for row in of_table.values()}
        moved = _out_of_order(list(of_table), by_line) if table_no == 3 else set()
        for match in of_table:
            if match.line_code in twice:
                found[match] = _printed_twice(match, of_table)
            elif match.line_code in moved:
                found[match] = note(match, "line_out_of_order", "not where the form has it")
            elif _means_other_columns(match, rows[match], borrowed.get(table_no, ()), form):
                found[match] = note(match, "variant_unclear", "no header tells its columns")
    for match in _followed_by_values_without_label(rows, groups, form):
        found[match] = note(match, "line_not_filled", "other values without a label follow")
    for match, rest in _maybe_broken(rows, groups):
        what = f"the line below may be the rest of it, {_shown(rest)}; here"
        found[match] = note(match, "line_not_filled", what)
    for match, rest in _maybe_run_on(rows, groups, set(found), form):
        what = f"behind another text may follow the rest of it, {_shown(rest)}; here"
        found[match] = note(match, "line_not_filled", what)
    return found


def note(match: Match, code: str, what: str) -> Note:
    """A note on a line: its label and values as printed, and what is odd about them."""
    is_whole_table4 = match.table_no == 4 and not match.is_channel
    label = "Table 4" if is_whole_table4 else match.label_raw
    return Note(
        code,
        f"{label}: {what}: {_shown(match.group)}",
        match.group.values[0].line,
        match.table_no,
        None if is_whole_table4 else match.line_code,
    )


def _printed_twice(match: Match, rows: Iterable[Match]) -> Note:
    others = [m for m in rows if m.line_code == match.line_code and m is not match]
    also = "; ".join(f"{_shown(m.group)} ({_place(m.group.values[0])})" for m in others)
    return note(match, "line_printed_twice", f"printed again with other values, {also}; here")


def _place(cell: Cell) -> str:
    return cell.place or f"line {cell.line}"


def _shown(group: Group) -> str:
    """A run of values as printed, with a sign for each blank."""
    return " | ".join(text or BLANK for text in group.printed)


def unclaimed(groups: Sequence[Group], found: Sequence[Match]) -> Iterator[Note]:
    """A note on each run of values between the form's lines that belongs to none of them."""
    for group in _unclaimed_between(groups, found):
        printed, line = _shown(group), group.values[0].line
        if group.texts:
            label = " ".join(cell.text for cell in group.texts)
            yield Note("line_unknown", f"{label}: names no line of the form: {printed}", line)
        else:
            yield Note("values_without_label", f"no label before them: {printed}", line)


def are_borders_doubtful(
    rows: Mapping[Match, FormRow], groups: Sequence[Group], found: Sequence[Match]
) -> bool:
    """Whether anything is amiss where no border shows which value is whose."""
    claimed = {match.group for match in found}
    strays = [
        *(group for group in _unclaimed_between(groups, found) if not group.texts),
        *(g for g in groups if g.is_parted_by_blanks and g not in claimed),
        *(match.group for match, row in rows.items() if not is_exact(match, row)),
    ]
    return any(not group.row.bordered for group in strays)


def _unclaimed_between(groups: Sequence[Group], found: Sequence[Match]) -> list[Group]:
    claimed = {match.group for match in found}
    places = [at for at, group in enumerate(groups) if group in claimed]
    between = groups[places[0] : places[-1]] if places else []
    if places and groups[places[-1]].is_parted_by_blanks:
        between = groups[places[0] : places[-1] + 2]  # what wraps stands below its row
    return [group for group in between if group not in claimed and not group.is_blank]


def _means_other_columns(match: Match, row: FormRow, fitting: Iterable[str], form: Form) -> bool:
    """Whether a line has other columns in another variant that its table fits as well."""
    others = (match.row(variant, form) for variant in fitting)
    return any(other and other.column_codes != row.column_codes for other in others)


def _followed_by_values_without_label(
    rows: Mapping[Match, FormRow], groups: Sequence[Group], form: Form
) -> Iterator[Match]:
    """Blank lines, and rows of Table 4, whose values may be those of the next row."""
    by_group = {match.group: match for match in rows}
    printed = [group for group in groups if not group.is_blank]
    next_printed = dict(pairwise(printed))
    for group, following in pairwise(groups):
        match = by_group.get(group)
        if match is None:
            continue
        if group.is_blank:
            is_next = following.context[-1:] == group.texts[-1:]
            if is_next and not (following.texts or following.is_blank):
                yield match
        elif match.table_no == 4 and _may_be_table4(next_printed.get(group), form):
            yield match


def _maybe_broken(
    rows: Mapping[Match, FormRow], groups: Sequence[Group]
) -> Iterator[tuple[Match, Group]]:
    """Rows of a text whose last number may go on in the next line, as where long lines are broken.

    A total that holds shows that it does not; so does a pipe that closes the row.

    Yields:
        Each such row with what may be its rest.
    """
    by_group = {match.group: match for match in rows}
    for group, following in pairwise(group for group in groups if not group.is_blank):
        match = by_group.get(group)
        is_of_text = group.row.layout in ROWS_OF_TEXTS and group.row.grid is None
        if match is None or following.texts or not is_of_text:
            continue
        is_below = following.row.line == group.row.line + 1
        may_be_the_rest = sum(map(bool, following.printed)) < max(rows[match].width, 2)
        is_whole = group.row.is_closed or is_summed_up(match, rows[match])
        if is_below and may_be_the_rest and not is_whole:
            yield match, following


def _maybe_run_on(
    rows: Mapping[Match, FormRow],
    groups: Sequence[Group],
    doubtful: Collection[Match],
    form: Form,
) -> Iterator[tuple[Match, Group]]:
    """Rows of one-cell lines whose last values may stand after a text that is foreign to them.

    A number as foreign before them would make up for it, and each value stand in the next column.
    No fewer values than the row has are a line the form lacks; one value may be either.

    Yields:
        Each such row with what may be its rest.
    """
    by_group = {match.group: match for match in rows}
    lines = {match.group for match in rows if match not in doubtful}
    for group, following in pairwise(group for group in groups if not group.is_blank):
        match = by_group.get(group)
        if match is None or following in lines or following.row.layout != group.row.layout:
            continue
        row = rows[match]
        may_run_on = not (group.is_wide or following.is_wide)
        may_be_the_rest = len(following.printed) < max(row.width, 2)
        if not (may_run_on and may_be_the_rest) or is_summed_up(match, row):
            continue
        if not _follows_a_heading(following, form):
            yield match, following


def _follows_a_heading(group: Group, form: Form) -> bool:
    """Whether a section of the report begins between a run of values and those before it."""
    return any(section_no(cell.text, form) for cell in group.context)


def _may_be_table4(following: Group | None, form: Form) -> bool:
    """Whether the next values are as many as Table 4's, under no header but the form's."""
    return (
        following is not None
        and not following.texts
        and len(following.values) >= form.table4_width
        and all(clean_label(cell.text) in form.all_labels for cell in following.context)
    )


def _out_of_order(found: list[Match], rows: dict[str, FormRow]) -> set[str]:
    """Lines outside the longest run that follows the form's order."""
    row_nos = [rows[match.line_code].row_no for match in found]
    if row_nos == sorted(row_nos):
        return set()
    runs: list[tuple[int, int]] = []  # of each match: the best run ending in it, its last step
    ends: dict[int, int] = {}  # per row of the form: the match that ends the best run there
    for number, row_no in enumerate(row_nos):
        before = [at for row, at in ends.items() if row <= row_no]
        last = max(before, key=lambda at: runs[at][0], default=-1)
        runs.append((runs[last][0] + 1 if last >= 0 else 1, last))
        ends[row_no] = number
    at = max(range(len(found)), key=lambda number: runs[number][0], default=-1)
    in_order = set()
    while at >= 0:
        in_order.add(found[at].line_code)
        at = runs[at][1]
    return {match.line_code for match in found} - in_order


def _contradicted(found: list[Match]) -> set[str]:
    """Lines that are printed twice with different values."""
    printed = defaultdict(set)
    for match in found:
        printed[match.line_code].add(match.printed)
    return {line_code for line_code, values in printed.items() if len(values) > 1}
