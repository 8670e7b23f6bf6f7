"""Prints how one file was read, for people who ask where a number is, or why it is missing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.claims import Claim
from extract.document import Cell, Document, Note, Row
from extract.filling import LocatedCell
from extract.form import read_seed
from extract.language import _, either, joined, retold
from extract.locator import LocatedTable
from extract.metadata import Statement, in_file_name, priorities, settled
from extract.report import Report
from extract.terminal import padded, shown

BLANK = "␣"
FIELD_WIDTH = 18
CLAIM_WIDTH = 30
HEADING = "bold cyan"
HEADER_CHARACTERS = 4  # of a column's header on one line, so that seven columns fit a terminal
# In a pipe nothing is folded: what reads the output wants one line a row.
PIPE_WIDTH = 10_000
STYLES = {
    "absent": "dim red",
    "blank": "yellow",
    "ambiguous": "bold red",
}
COUNTS = Text("  " + _("counts"), "bold green")
UNDECIDED = Text("  " + _("undecided"), "bold red")
NEVER_COUNTS = Text("  " + _("does not count"), "dim")
FIELDS = ("agency", "report_year", "title", "published_date", "index_number", "document_number")
# Codes of fields, their sources, layouts, alignments and oddities, in the user's language.
WORDS = {
    word.english: word
    for word in (
        *(_("agency"), _("report_year"), _("title"), _("published_date"), _("index_number")),
        *(_("document_number"), _("manifest"), _("line_above_title"), _("line_below_title")),
        *(_("line_by_title"), _("title_without_year"), _("header_field"), _("file_name")),
        *(_("prose"), _("signature"), _("contact"), _("overview"), _("origin")),
        *(_("account_name"), _("titles_of_one_agency"), _("pipe_rows"), _("tab_rows")),
        *(_("blank_rows"), _("pipe_cells"), _("line_cells"), _("html_table"), _("html_divs")),
        *(_("docx_table"), _("pdf_table"), _("pdf_words"), _("exact"), _("by_other_rows")),
        *(_("by_header"), _("absent"), _("blank"), _("ambiguous")),
    )
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the form as it is printed.

    Attributes:
        headings: the clause and the group it stands under; empty if it has none.
        label: in Chinese.
        columns: the header of each of its cells, by row and position in the table.
    """

    line_code: str
    headings: tuple[str, ...]
    label: str
    columns: dict[tuple[int, int], str]


def console() -> Console:
    """A console that colours and folds on a terminal only, and takes no text for markup."""
    made = Console(markup=False, emoji=False, highlight=False)
    if not made.is_terminal:
        made.width = PIPE_WIDTH
    return made


def print_report(name: str, report: Report, out: Console) -> None:
    """Print what was read of a file: identity, tables as the form has them, and notes."""
    for field, value in (
        (_("file"), name),
        (_("format"), ", ".join(filter(None, (report.media_type, report.encoding)))),
        (_("layout"), _in_words(report.text_layout)),
        (_("report_id"), report.report_id),
    ):
        out.print(Text.assemble((padded(field, FIELD_WIDTH), "bold"), shown(value)))
    _print_statements(name, report, out)
    for table in report.tables:
        cells = [c for c in report.cells if c.table_no == table.table_no]
        _print_table(table, cells, unit_of(report.media_type), out)
    _print_claims(report.claims, unit_of(report.media_type), out)
    _print_notes(report.notes, unit_of(report.media_type), out)


def print_rows(document: Document, out: Console) -> None:
    """Print the rows of a document as its reader returned them, each cell with its column."""
    facts = _("{unit}, layout, cells by column").format(unit=unit_of(document.media_type))
    out.print(Text.assemble((_("Rows"), HEADING), f"  {facts}"))
    for row in document.rows:
        out.print(_row_text(row))
    if document.is_cut:
        out.print(_("The file stops inside its last row."))
    out.print()


def unit_of(media_type: str) -> str:
    """What ``source_line`` counts in a file: only a text has lines that can be looked up."""
    return _("line") if media_type == "text/plain" else _("row")


def _in_words(code: str) -> str:
    return WORDS.get(code, code)


def _print_statements(name: str, report: Report, out: Console) -> None:
    _print_heading(_("What it says of itself"), "", out)
    said = [*_in_name(name), *report.statements]
    for field in FIELDS:
        for text in _of_field(said, field, unit_of(report.media_type)):
            out.print(text)
    if not said:
        out.print(_("nothing"))


def _in_name(name: str) -> Iterator[Statement]:
    """What the file's name says, on no line of it."""
    for field, value in zip(("agency", "report_year"), in_file_name(name), strict=True):
        if value is not None:
            yield Statement(field, "file_name", str(value), 0)


def _of_field(said: Iterable[Statement], field: str, unit: str) -> Iterator[Text]:
    """Each distinct statement with its places and what it counts, the best source first."""
    lines = defaultdict(list)
    for statement in said:
        if statement.field == field:
            lines[statement.source, statement.value].append(statement.source_line)
    ranks = priorities(field)
    ordered = sorted(lines, key=lambda key: ranks.get(key[0], len(ranks) + 1))
    answer = settled(said, field)
    if answer:
        deciding = [key for key in ordered if key[1] == answer][:1]
    else:
        deciding = [key for key in ordered if key[0] in ranks and key[0] == ordered[0][0]]
    for source, value in ordered:
        place = joined(
            _(", "), filter(None, (_in_words(source), numbered(unit, lines[source, value])))
        )
        if (source, value) in deciding:
            verdict = COUNTS if answer else UNDECIDED
        else:
            verdict = Text() if source in ranks else NEVER_COUNTS
        yield Text.assemble(
            (padded(_in_words(field), FIELD_WIDTH), "bold"),
            shown(value),
            (f"  ({place})", "dim"),
            verdict,
        )


def numbered(unit: str, numbers: Iterable[int]) -> str:
    """``line 3`` or ``lines 3, 7–9``; nothing for what is on no line."""
    known = sorted({number for number in numbers if number})
    if not known:
        return ""
    several = {_("line"): _("lines"), _("row"): _("rows")}
    runs = groupby(enumerate(known), lambda placed: placed[1] - placed[0])
    told = ", ".join(_run([number for _place, number in run]) for _difference, run in runs)
    return f"{several[unit] if len(known) > 1 else unit} {told}"


def _run(numbers: list[int]) -> str:
    """Numbers that follow each other: all of them, or the first and the last of many."""
    first, last = numbers[0], numbers[-1]
    return f"{first}–{last}" if len(numbers) > 2 else ", ".join(map(str, numbers))


def _print_table(table: LocatedTable, cells: list[LocatedCell], unit: str, out: Console) -> None:
    lines = form_lines(table.form_variant, table.table_no)
    by_place = {(cell.row_no, cell.position): cell for cell in cells}
    located = sum(
        any(at in by_place and by_place[at].location == "located" for at in line.columns)
        for line in lines
    )
    facts = [
        _("form {variant}").format(variant=table.form_variant),
        *map(_in_words, (table.text_layout, table.alignment) if located else ()),
        _("{located} of {lines} lines located").format(located=located, lines=len(lines)),
    ]
    heading = _("Table {number}").format(number=table.table_no)
    _print_heading(heading, joined(_(", "), filter(None, facts)), out)
    if not by_place:
        out.print(_("not found"))
        return
    for _columns, block in groupby(lines, key=lambda line: tuple(line.columns.values())):
        out.print(_grid(list(block), by_place, unit))
        out.print()
    for text in _odd_cells(lines, by_place, unit):
        out.print(text)


@cache
def form_lines(form_variant: str, table_no: int) -> tuple[FormLine, ...]:
    """The lines of one table of the form, in its order."""
    of_table = [
        cell
        for cell in read_seed("form_cells")
        if (cell["form_variant"], cell["table_no"]) == (form_variant, str(table_no))
    ]
    return tuple(_form_line(list(of)) for _, of in groupby(of_table, lambda c: c["line_code"]))


def _form_line(cells: list[dict[str, str]]) -> FormLine:
    first = cells[0]
    return FormLine(
        first["line_code"],
        tuple(first[heading] for heading in ("clause_zh", "group_zh") if first[heading]),
        first["line_label_zh"],
        {(int(c["row_no"]), int(c["position"])): c["column_label_zh"] for c in cells},
    )


def _grid(lines: list[FormLine], cells: dict[tuple[int, int], LocatedCell], unit: str) -> Table:
    grid = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    grid.add_column("", overflow="fold")
    for header in lines[0].columns.values():
        grid.add_column(_short(header), justify="right", overflow="fold")
    grid.add_column(unit, justify="right", style="dim", overflow="fold")
    headings: tuple[str, ...] = ()
    for line in lines:
        for depth, heading in enumerate(line.headings):
            if line.headings[: depth + 1] != headings[: depth + 1]:
                grid.add_row(Text(heading, "bold"))
        headings = line.headings
        of_line = [cells.get(at) for at in line.columns]
        label = Text.assemble(line.label, " ", (line.line_code, "dim"))
        grid.add_row(label, *map(_value_text, of_line), _source_lines(of_line))
    return grid


def _short(header: str) -> str:
    """A header broken into short lines, a bracketed unit on lines of its own."""
    parts = re.findall(r"（[^）]*）|[^（]+", header)
    return "\n".join(line for part in parts for line in _pieces(part, HEADER_CHARACTERS))


def _pieces(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


def _oddity(cell: LocatedCell | None) -> str | None:
    """What is odd about a cell, one of STYLES; whether a text is a number is for dbt to say."""
    if cell is None:
        return "absent"
    if cell.location != "located":
        return "ambiguous"
    return None if cell.value_raw.strip() else "blank"


def _value_text(cell: LocatedCell | None) -> Text:
    oddity = _oddity(cell)
    signs = {"absent": WORDS["absent"], "ambiguous": "?", "blank": BLANK}
    return Text(signs.get(oddity) or shown(cell.value_raw), STYLES.get(oddity, ""))


def _source_lines(cells: Iterable[LocatedCell | None]) -> str:
    lines = sorted({cell.source_line for cell in cells if cell})
    return "-".join(map(str, dict.fromkeys([*lines[:1], *lines[-1:]])))


def _odd_cells(
    lines: Iterable[FormLine], cells: dict[tuple[int, int], LocatedCell], unit: str
) -> Iterator[Text]:
    """One text for each line of the form and each oddity of its cells, with their places."""
    for line in lines:
        by_oddity = defaultdict(list)
        for at in line.columns:
            by_oddity[_oddity(cells.get(at))].append(at)
        for oddity, style in STYLES.items():
            if odd := by_oddity[oddity]:
                is_whole = len(odd) == len(line.columns)
                columns = (
                    _("whole line")
                    if is_whole
                    else joined(_(", "), (line.columns[at] for at in odd))
                )
                found = [cells[at] for at in odd if at in cells]
                yield Text.assemble(
                    (padded(_in_words(oddity), FIELD_WIDTH), style),
                    f"{line.label}: {columns}",
                    (_where(found, is_whole, unit), "dim"),
                    _printed(found),
                )


def _where(cells: list[LocatedCell], is_whole: bool, unit: str) -> str:
    in_order = sorted(cells, key=attrgetter("source_line", "source_column"))
    places = list(dict.fromkeys(_place(cell, unit) for cell in in_order))
    if is_whole and len(places) > 1:
        places = [_("{first} to {last}").format(first=places[0], last=places[-1])]
    return f"  ({'; '.join(places)})" if places else ""


def _printed(cells: Iterable[LocatedCell]) -> str:
    """What cells print; those of an ambiguous line all hold its whole run of values."""
    values = "; ".join(dict.fromkeys(shown(cell.value_raw) for cell in cells if cell.value_raw))
    return f"  {values}" if values else ""


def _place(cell: LocatedCell, unit: str) -> str:
    if cell.source_cell:
        return retold(cell.source_cell)
    return _("{unit} {number}, cell {cell}").format(
        unit=unit, number=cell.source_line, cell=cell.source_column
    )


def _print_claims(claims: list[Claim], unit: str, out: Console) -> None:
    _print_heading(_("Claims of the prose"), "", out)
    topics = {topic["claim_code"]: topic["label_zh"] for topic in read_seed("claim_topics")}
    for claim in claims:
        context = ", ".join(
            filter(None, (claim.scope_raw, claim.year_named and str(claim.year_named)))
        )
        out.print(
            Text.assemble(
                (padded(either(topics[claim.claim_code], claim.claim_code), CLAIM_WIDTH), "bold"),
                shown(claim.value_raw),
                f"  {context}" if context else "",
                (f"  ({unit} {claim.source_line})", "dim"),
            )
        )
    if not claims:
        out.print(_("none"))


def _print_notes(notes: Iterable[Note], unit: str, out: Console) -> None:
    _print_heading(_("Notes"), "", out)
    notes = list(notes)
    meanings = {
        code["note_code"]: code["meaning_zh"] for code in read_seed("extraction_note_codes")
    }
    for note in notes:
        about = [
            f"{unit} {note.line}" if note.line else "",
            _("Table {number}").format(number=note.table_no) if note.table_no else "",
            note.line_code or "",
        ]
        place = joined(_(", "), filter(None, about)) or _("whole file")
        out.print(
            Text.assemble(
                (either(meanings[note.code], note.code), "bold red"),
                (f"  ({place})", "dim"),
                f"  {shown(retold(note.sentence))}",
            )
        )
    if not notes:
        out.print(_("none"))


def _row_text(row: Row) -> Text:
    facts = [_in_words(row.layout)]
    if not row.bordered:
        facts.append(_("no borders"))
    if row.grid:
        facts.append(_("grid {number}").format(number=row.grid))
    named = joined(_(", "), facts)
    text = Text.assemble((f"{row.line:5}  ", "bold"), (f"{named}  ", "dim"))
    return text.append_text(Text(" | ").join(map(_cell_text, row.cells)))


def _cell_text(cell: Cell) -> Text:
    place = f" [{retold(cell.place)}]" if cell.place else ""
    value = Text(shown(cell.text)) if cell.text else Text(BLANK, STYLES["blank"])
    return Text.assemble((f"{cell.column}:", "dim"), value, (place, "dim"))


def _print_heading(title: str, facts: str, out: Console) -> None:
    out.print()
    out.print(Text.assemble((title, HEADING), f"  {facts}" if facts else ""))
