"""Checks report files before anyone publishes them: the findings on them, in seconds.

The files go into a warehouse of their own, which is thrown away. Its models are those of every
build: dbt builds them once for no reports, and their SQL is run again on a copy of that. So there
is no second set of rules.
"""

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.text import Text

from expectations.verdict import in_words
from extract import raw_schema
from extract.inspection import numbered, unit_of
from extract.language import LANGUAGE, _, joined, retold
from extract.limits import database_settings
from extract.loader import extractor_version, load
from extract.raw_folder import RawFolderError, survey
from extract.terminal import padded, shown
from extract.workers import read_in_workers
from pipeline import transform
from pipeline.files import write_whole
from website.data import PASSED_OVER

DATABASE, MODELS = "w.duckdb", "models.json"
SHOWN = 10  # findings of one rule on one report: a table that is missing has many
PLACES = 4  # of cells that are named one by one: a column of Table 3 has many
REPORTS = """
    select report_id, source_path, media_type, agency_name_zh, report_year,
        concat_ws(' + ', table2_variant, nullif(table3_variant, table2_variant)),
        cells_located, cells_expected
    from marts.dim_reports where is_current order by source_path
"""
# Each with the lines and places of its cells, and the sentences it holds against them.
FINDINGS = """
    with cells as (
        select report_id, rule_id, instance, list(
            {line: source_line, place: source_cell} order by source_line, source_column
        ) as cells
        from intermediate.int_finding_cells inner join marts.fct_cells using (report_id, measure_id)
        where source_line is not null
        group by all
    ),
    claims as (
        select report_id, rule_id, instance,
            list_sort(list(distinct {line: source_line, sentence: sentence})) as claims
        from intermediate.int_finding_terms as terms
        inner join form.claim_topics as topics
            on terms.measure_id = topics.line_code || '.' || topics.column_code
        inner join marts.fct_claims using (report_id, claim_code)
        inner join intermediate.int_claims_attributed using (report_id, claim_no)
        where stated_in = 'prose' and is_of_tables
        group by all
    )
    select report_id, severity, rule_id, statement_zh, statement_en,
        coalesce(cells, []), coalesce(claims, [])
    from marts.fct_rule_results as results
    left join cells using (report_id, rule_id, instance)
    left join claims using (report_id, rule_id, instance)
    left join form.form_lines as lines
        on results.table_no = lines.table_no and results.scope_line = lines.line_code
    left join form.form_columns as columns
        on results.table_no = columns.table_no and results.scope_column = columns.column_code
    where is_open
    order by severity desc, rule_id, line_order, column_order, statement_zh
"""
SUSPECTS = """
    select report_id, statement_zh, statement_en from marts.fct_suspect_cells order by all
"""
# Why lines could not be read: rules judge only what was.
NOTES = """
    select report_id, meaning_zh, meaning_en, sentence, source_line
    from marts.fct_extraction_notes inner join form.extraction_note_codes using (note_code)
    order by report_id, source_line, sentence
"""
REJECTED = """
    select source_path, meaning_zh, reason from marts.fct_rejected_files order by source_path
"""
STYLES = {"warning": "bold red", "info": "yellow"}


@dataclass(frozen=True)
class Checked:
    """What a check found, in files and findings."""

    reports: int
    superseded: int
    rejected: int
    warnings: int

    @property
    def is_in_order(self) -> bool:
        """Whether every file was checked and no warning found."""
        return not (self.superseded or self.rejected or self.warnings)


@dataclass(frozen=True)
class Template:
    """A warehouse without reports, and the SQL of its models.

    Attributes:
        folder: where it is kept.
        code: digest of the code it was made with.
    """

    folder: Path
    code: str

    @property
    def is_ready(self) -> bool:
        """Whether it was made, with the code as it is now."""
        try:
            made = json.loads((self.folder / MODELS).read_text("utf-8"))["code"] == self.code
        except (OSError, ValueError, KeyError):
            return False
        return made and (self.folder / DATABASE).exists()

    def make(self, threads: int, progress: Callable[[int, int], None]) -> None:
        """Build it, which takes dbt as long as it does for a few reports."""
        (self.folder / MODELS).unlink(missing_ok=True)  # the last to be written
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        database = self.folder / DATABASE
        with duckdb.connect(str(database)) as connection:
            raw_schema.prepare(connection, extractor_version())
        built = transform.build(database, self.folder / "dbt", threads, progress)
        models = {"code": self.code, "queries": built.queries}
        write_whole(self.folder / MODELS, json.dumps(models))

    def copy_to(self, folder: Path) -> None:
        """Copy it into a folder, to be filled there."""
        for name in (DATABASE, MODELS):
            shutil.copy(self.folder / name, folder)


@contextmanager
def filled(copy: Path, files: Path, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """Load files into a copy of the template, and build the models of them.

    Args:
        copy: the folder that the template was copied to.
        files: a report file, or a folder of them.
        threads: files read, and threads of the database, at a time.

    Raises:
        RawFolderError: there are no such files.
    """
    raw = files
    if files.is_file():
        raw = copy / "raw"
        raw.mkdir()
        shutil.copy(files, raw)
    try:
        folder = survey(raw)
    except RawFolderError as error:
        raise RawFolderError(
            _("{files}: neither a report file nor a folder of some.").format(files=files)
        ) from error
    load(folder, copy / DATABASE, partial(read_in_workers, workers=threads))
    settings = database_settings() | {"threads": threads}
    with duckdb.connect(str(copy / DATABASE), config=settings) as connection:
        models = json.loads((copy / MODELS).read_text("utf-8"))
        for table, query in models["queries"].items():
            connection.execute(f"create or replace table {table} as {query}")
        yield connection


def print_findings(connection: duckdb.DuckDBPyConnection, out: Console) -> Checked:
    """Print what a warehouse says of each of its reports, and of the files that are none."""
    reports = connection.execute(REPORTS).fetchall()
    findings, suspects = _by_report(connection, FINDINGS), _by_report(connection, SUSPECTS)
    notes = _by_report(connection, NOTES)
    for report_id, path, media_type, *facts in reports:
        unit = unit_of(media_type)
        out.print(Text.assemble((shown(path), "bold"), f"\n  {shown(_told(*facts))}"))
        _print_report(findings[report_id], suspects[report_id], unit, out)
        _print_notes(notes[report_id], unit, out)
        out.print()
    same = _("the same bytes as {}")
    later = _("not checked: what counts for the same agency and year is {}")
    passed_over = connection.execute(PASSED_OVER, [None]).fetchall()
    for path, instead, _report_id, is_copy in passed_over:
        why = shown((same if is_copy else later).format(instead))
        out.print(Text.assemble((shown(path), "bold"), f"\n  {why}\n"))
    rejected = connection.execute(REJECTED).fetchall()
    for path, meaning, reason in rejected:
        out.print(Text.assemble((shown(path), "bold"), "\n  ", (_("not read"), "bold red")))
        told = retold(reason)
        _print_lines(out, meaning, *([told] if told != f"{meaning}。" else []))
        out.print()
    superseded = sum(not is_copy for *_path, is_copy in passed_over)
    warnings = sum(severity == "warning" for of in findings.values() for severity, *_of in of)
    return Checked(len(reports), superseded, len(rejected), warnings)


def _told(agency: str | None, year: int | None, variants: str, located: int, expected: int) -> str:
    """What a report is, as far as it is known, and how much of it was found."""
    agency = agency or _("agency unknown")
    if year is None:
        told = _("{}, year unknown, form {}, {} of {} cells located")
        return told.format(agency, variants, located, expected)
    told = _("{}, {}, form {}, {} of {} cells located")
    return told.format(agency, year, variants, located, expected)


def _by_report(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[tuple]]:
    """The rows of a query without their first column, by that column, a report's id."""
    rows = defaultdict(list)
    for report_id, *row in connection.execute(query).fetchall():
        rows[report_id].append(tuple(row))
    return rows


def _print_report(findings: list[tuple], suspects: list[tuple], unit: str, out: Console) -> None:
    """Print what is to be corrected in one report: rows of `FINDINGS` and of `SUSPECTS`."""
    times = Counter[str]()
    for severity, rule_id, zh, en, cells, claims in findings:
        times[rule_id] += 1
        if times[rule_id] > SHOWN:
            continue
        word = padded(in_words(severity), 8)
        out.print(Text.assemble("  ", (word, STYLES[severity]), rule_id))
        _print_lines(out, *_statements(zh, en))
        sentences = [
            _("{}: {}").format(numbered(unit, [claim["line"]]), claim["sentence"])
            for claim in claims
        ]
        _print_lines(out, *_printed_at(cells, unit), *sentences, style="dim")
    for rule_id, count in times.items():
        if count > SHOWN:
            more = _("and {count} more of {rule}").format(count=count - SHOWN, rule=rule_id)
            out.print(f"  {more}")
    for statements in suspects:
        out.print(Text("  " + _("suspect"), "bold magenta"))
        _print_lines(out, *_statements(*statements))
    if not findings:
        out.print(Text("  " + _("nothing to correct"), "green"))


def _print_notes(notes: list[tuple], unit: str, out: Console) -> None:
    """Print what was odd about the reading of one report: rows of `NOTES`."""
    for zh, en, sentence, line in notes[:SHOWN]:
        out.print(Text("  " + _("reading"), "bold magenta"))
        _print_lines(out, zh if LANGUAGE == "zh" else en, retold(sentence))
        if line:
            _print_lines(out, numbered(unit, [line]), style="dim")
    if len(notes) > SHOWN:
        more = _("and {count} more notes of the reading").format(count=len(notes) - SHOWN)
        out.print(f"  {more}")


def _statements(zh: str, en: str) -> tuple[str, ...]:
    return (zh,) if LANGUAGE == "zh" else (zh, en)


def _printed_at(cells: list[dict[str, Any]], unit: str) -> list[str]:
    """Where cells are printed, as one text: the places of some, the lines of the others."""
    lines = numbered(unit, [cell["line"] for cell in cells if not cell["place"]])
    places = list(dict.fromkeys(retold(cell["place"]) for cell in cells if cell["place"]))
    if len(places) > PLACES:
        places = [_("{first} to {last}").format(first=places[0], last=places[-1])]
    return [joined(_("; "), [*places, lines] if lines else places)] if cells else []


def _print_lines(out: Console, *lines: str, style: str = "") -> None:
    for line in lines:
        out.print(Text(f"    {shown(line)}", style))
