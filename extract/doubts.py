"""Why a line that was found must not be read, or a run of values not be claimed."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.alignment import is_exact
from extract.document import Document, Note, UnreadableFileError
from extract.form import Form, FormRow, clean_label
from extract.groups import Group
from extract.matches import Match, contradicted, out_of_order
from extract.numerals import is_value

# Where so many of the form's labels stand, some header or number repeats; if none does, and
# hardly a line has all of its values, they were removed.
LABELS_WITHOUT_REPEAT = 20
LINES_LEFT_WHOLE = 5
# So many lines printed twice with different values are two reports, not a slip.
LINES_OF_TWO_REPORTS = 4


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
        twice |= {(table_no, line_code) for line_code in contradicted(whole)}
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
    lines = [row.text for row in document.rows if len(row.cells) == 1 and row.grid is None]
    of_form = [text for text in lines if clean_label(text) in form.all_labels]
    values = [text for text in lines if text and is_value(text)]
    whole = sum(match.table_no == 3 and is_exact(match, row) for match, row in rows.items())
    never_repeats = len(of_form) > LABELS_WITHOUT_REPEAT and all(
        len(set(texts)) == len(texts) for texts in (of_form, values)
    )
    if values and never_repeats and whole <= LINES_LEFT_WHOLE:
        raise UnreadableFileError(
            "repeats_removed",
            "No line of its tables occurs twice: repeated lines, and with them most numbers, "
            "were removed from the text; supply the original.",
        )


def doubts(
    rows: Mapping[Match, FormRow],
    groups: Sequence[Group],
    borrowed: set[int],
    form: Form,
) -> dict[Match, Note]:
    """The lines that must not be read, each with the reason.

    Args:
        rows: the lines found, with their rows of the form.
        groups: all runs of values of the document.
        borrowed: tables whose variant was taken from another table.
        form: the catalogue of both variants.
    """
    found = {}
    for table_no in {match.table_no for match in rows}:
        of_table = {match: row for match, row in rows.items() if match.table_no == table_no}
        twice = contradicted(list(of_table))
        by_line = {row.line_code: row for row in of_table.values()}
        moved = out_of_order(list(of_table), by_line) if table_no == 3 else set()
        for match in of_table:
            if match.line_code in twice:
                found[match] = note(match, "line_printed_twice", "printed twice, unequal")
            elif match.line_code in moved:
                found[match] = note(match, "line_out_of_order", "not where the form has it")
            elif table_no in borrowed and _means_other_columns(match, rows[match], form):
                found[match] = note(match, "variant_unclear", "no header tells its columns")
    for match in _followed_by_values_without_label(rows, groups):
        found[match] = note(match, "line_not_filled", "blank, but values follow without a label")
    return found


def note(match: Match, code: str, what: str) -> Note:
    """A note on a line: its label and values as printed, and what is odd about them."""
    printed = " | ".join(match.printed)
    label = match.label_raw if match.table_no != 4 else f"Table 4: {match.line_code}"
    return Note(
        code,
        f"{label}: {what}: {printed}",
        match.group.values[0].line,
        match.table_no,
        match.line_code,
    )


def unclaimed(groups: Sequence[Group], found: Sequence[Match]) -> Iterator[Note]:
    """A note on each run of values between the form's lines that belongs to none of them."""
    for group in _unclaimed_between(groups, found):
        printed = " | ".join(group.printed)
        if group.texts:
            label = " ".join(cell.text for cell in group.texts)
            yield Note("line_unknown", f"{label}: no line of the form: {printed}", group.row.line)
        else:
            yield Note("values_without_label", f"no label: {printed}", group.values[0].line)


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
    return [group for group in between if group not in claimed and not group.is_blank]


def _means_other_columns(match: Match, row: FormRow, form: Form) -> bool:
    """Whether a line has other columns in another variant."""
    others = (match.row(variant, form) for variant, table_no in form.rows if table_no == 2)
    return any(other and other.column_codes != row.column_codes for other in others)


def _followed_by_values_without_label(
    rows: Mapping[Match, FormRow], groups: Sequence[Group]
) -> Iterator[Match]:
    by_group = {match.group: match for match in rows}
    for group, following in pairwise(groups):
        has_own_text = following.texts or following.context[-1:] != group.texts[-1:]
        if group in by_group and group.is_blank and not following.is_blank and not has_own_text:
            yield by_group[group]
