"""The statutory form and its spellings, read from the seeds that dbt loads as well."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import opencc

from extract.nfkc import nfkc

SEEDS = Path(__file__).resolve().parent.parent / "dbt_project" / "seeds"

CJK = range(0x3400, 0xA000)
NOT_LABEL = re.compile(r"[\W_]+")
EXPLANATION = re.compile(r"[(:]")
PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])(?:\([a-zà-ü\u0101-\u01dc]{1,6}\))+")
ORDINAL = re.compile(r"^[一二三四五六七八九十\d]+")

Labels = dict[int, dict[str, str]]  # by table, then by cleaned label


@lru_cache(maxsize=65536)
def normalized(text: str) -> str:
    """One spelling for what is the same in print.

    That is NFKC, simplified characters, and no pinyin in brackets, which some sites print
    after characters: 政(zheng)府.
    """
    text = nfkc(text)
    if _traditional().search(text):
        text = text.translate(_traditional_to_simplified())
    return PINYIN.sub("", text) if "(" in text else text


@cache
def _traditional_to_simplified() -> dict[int, str]:
    characters = [chr(code) for code in CJK]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(before): after
        for before, after in zip(characters, simplified, strict=True)
        if before != after
    }


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _traditional_to_simplified()))}]")


@lru_cache(maxsize=65536)
def clean_label(text: str) -> str:
    """The characters of a label that count: normalized, without blanks and punctuation."""
    return NOT_LABEL.sub("", normalized(text))


@lru_cache(maxsize=65536)
def clean_label_without_explanation(text: str) -> str:
    """A label up to its first bracket or colon, cleaned: what follows only explains it."""
    return clean_label(EXPLANATION.split(normalized(text), maxsplit=1)[0])


@dataclass(frozen=True, slots=True)
class FormRow:
    """One printed row of one table of one variant.

    Attributes:
        form_variant: the variant of the form.
        table_no: 2, 3 or 4.
        row_no: place in the table, from 1.
        line_code: the line of its first cell; Table 4 prints its three lines in one row.
        column_codes: the column of each of its cells, from left to right.
        first_position: place of its first cell in the printed row; other than 1 only for a
            channel of Table 4 that a report prints as a row of its own.
    """

    form_variant: str
    table_no: int
    row_no: int
    line_code: str
    column_codes: tuple[str, ...]
    first_position: int = 1

    @property
    def width(self) -> int:
        """How many cells it has."""
        return len(self.column_codes)


@dataclass(frozen=True, eq=False)  # compared and hashed by identity: it keys caches
class Form:
    """Both variants of the form as look-up tables; every label in them is cleaned.

    Attributes:
        rows: the printed row of a line, by (variant, table_no) and line code.
        line_of_label: the line code of each spelling of a line's label.
        column_of_label: the column code of each spelling of a column's header.
        column_of_group: the first column under each header that spans several.
        header_words: what the words of a table's header look like when nothing parts them.
        headers: the column headers as printed, by (variant, table_no).
        words_of_other_columns: what the header of a column says that the form does not have.
        table2_clauses: the clauses of the Regulations that head Table 2's parts.
        table2_header_words: words that head Table 2 but name no column.
        table4_line: the code of the line under which Table 4's one row is known.
        table4_words: the words of Table 4's header, the only label its row has.
        table4_columns: of these words those that name columns.
        table4_groups: the first line of each group of Table 4's lines, by the group's heading.
        channels: Table 4's row cut into its three lines, by variant and line code.
        group_headings: the headings over Table 3's groups of lines, the longest first.
        all_labels: every label of every table, so that none is taken for prose.
        section_of_heading: the section number of each section heading, without its ordinal.
        first_year: the first report year for which the form was prescribed.
    """

    rows: dict[tuple[str, int], dict[str, FormRow]]
    line_of_label: Labels
    column_of_label: Labels
    column_of_group: Labels
    header_words: dict[int, re.Pattern[str]]
    headers: dict[tuple[str, int], set[str]]
    words_of_other_columns: frozenset[str]
    table2_clauses: frozenset[str]
    table2_header_words: frozenset[str]
    table4_line: str
    table4_words: frozenset[str]
    table4_columns: frozenset[str]
    table4_groups: dict[str, str]
    channels: dict[str, dict[str, FormRow]]
    group_headings: tuple[str, ...]
    all_labels: frozenset[str]
    section_of_heading: dict[str, int]
    first_year: int

    @property
    def variants(self) -> list[str]:
        """The variants of the form, as the seed ``form_variants`` names them."""
        return list(self.channels)

    @property
    def table4_width(self) -> int:
        """How many cells Table 4's one row has."""
        return max(
            row.width for (_, table), of in self.rows.items() if table == 4 for row in of.values()
        )

    def headers_in(self, line: str, table_no: int) -> list[str]:
        """The headers that a line consists of, if it consists of nothing else."""
        words, text = self.header_words[table_no], clean_label(line)
        return words.findall(text) if _one_or_more(words).fullmatch(text) else []

    def column_named(self, header: str, table_no: int) -> str | None:
        """The code of the column that a header names, with or without its explanation."""
        columns = self.column_of_label[table_no]
        return columns.get(clean_label(header)) or columns.get(
            clean_label_without_explanation(header)
        )


def read_seed(name: str) -> list[dict[str, str]]:
    """The rows of a seed as dictionaries of strings; blanks are empty strings."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def load_form() -> Form:
    """Read the seeds once per process."""
    cells, spellings = read_seed("form_cells"), read_seed("form_labels")
    line_of_label = _codes(cells, "line", spellings)
    column_of_label = _codes(cells, "column", spellings)
    header_words = defaultdict(set)
    for spelling in spellings:
        if spelling["kind"] == "header":
            header_words[spelling["table_no"]].add(clean_label(spelling["label_zh"]))
    headings = {clean_label(c[heading]) for c in cells for heading in ("clause_zh", "group_zh")}
    labels_of_lines_and_columns = {
        label
        for codes in (line_of_label, column_of_label)
        for by_label in codes.values()
        for label in by_label
    }
    column_of_group = _column_groups()
    rows, headers = _rows(cells), _headers(cells)
    table4_columns = frozenset().union(
        *(of for (_, table_no), of in headers.items() if table_no == 4)
    )
    table4_rows = {
        v: next(iter(of.values())) for (v, table_no), of in rows.items() if table_no == 4
    }
    return Form(
        rows=rows,
        line_of_label=line_of_label,
        column_of_label=column_of_label,
        column_of_group=column_of_group,
        header_words={
            2: _any_of({*column_of_label[2], *header_words["2"]}),
            3: _any_of({*column_of_label[3], *column_of_group[3], *header_words["3"]}),
            4: _any_of({*column_of_label[4], *line_of_label[4], *headings - {""}}),
        },
        headers=headers,
        words_of_other_columns=frozenset(
            clean_label(s["label_zh"]) for s in spellings if s["kind"] == "other"
        ),
        table2_clauses=frozenset(
            clean_label(c["clause_zh"]) for c in cells if c["table_no"] == "2"
        ),
        table2_header_words=frozenset(header_words["2"]),
        table4_line=next(iter(table4_rows.values())).line_code,
        table4_words=frozenset(line_of_label[4]) | table4_columns,
        table4_columns=table4_columns,
        table4_groups=_table4_groups(cells),
        channels={variant: _channels(cells, row) for variant, row in table4_rows.items()},
        group_headings=tuple(sorted(_group_headings(cells), key=len, reverse=True)),
        all_labels=frozenset(labels_of_lines_and_columns.union(headings, *header_words.values())),
        section_of_heading={
            clean_label(s["label_zh"]): int(s["code"]) for s in spellings if s["kind"] == "section"
        },
        first_year=min(int(v["first_report_year"]) for v in read_seed("form_variants")),
    )


def _rows(cells: list[dict[str, str]]) -> dict[tuple[str, int], dict[str, FormRow]]:
    rows = defaultdict(dict)
    ordered = sorted(cells, key=lambda c: (_row_key(c), int(c["position"])))
    for (variant, table_no, row_no), of_row in groupby(ordered, key=_row_key):
        printed = list(of_row)
        line_code = printed[0]["line_code"]
        columns = tuple(cell["column_code"] for cell in printed)
        rows[variant, table_no][line_code] = FormRow(variant, table_no, row_no, line_code, columns)
    return dict(rows)


def _channels(cells: list[dict[str, str]], whole: FormRow) -> dict[str, FormRow]:
    """Table 4's lines as rows of their own."""
    of_row = [c for c in cells if _row_key(c) == (whole.form_variant, whole.table_no, whole.row_no)]
    of_row.sort(key=lambda c: int(c["position"]))
    channels = {}
    for line_code, of_line in groupby(of_row, key=lambda c: c["line_code"]):
        printed = list(of_line)
        channels[line_code] = replace(
            whole,
            line_code=line_code,
            column_codes=tuple(c["column_code"] for c in printed),
            first_position=int(printed[0]["position"]),
        )
    return channels


def _table4_groups(cells: list[dict[str, str]]) -> dict[str, str]:
    groups = {}
    for cell in cells:
        if cell["table_no"] == "4" and cell["group_zh"]:
            groups.setdefault(clean_label(cell["group_zh"]), cell["line_code"])
    return groups


def _group_headings(cells: list[dict[str, str]]) -> set[str]:
    """Headings such as 三、本年度办理结果 and （三）不予公开, with and without their ordinal."""
    of_table = [cell for cell in cells if cell["table_no"] == "3"]
    cleaned = {clean_label(c[part]) for c in of_table for part in ("clause_zh", "group_zh")} - {""}
    return cleaned | {ORDINAL.sub("", heading) for heading in cleaned}


def _row_key(cell: dict[str, str]) -> tuple[str, int, int]:
    return cell["form_variant"], int(cell["table_no"]), int(cell["row_no"])


def _codes(cells: list[dict[str, str]], kind: str, spellings: list[dict[str, str]]) -> Labels:
    codes = defaultdict(dict)
    for cell in cells:
        label = clean_label(cell[f"{kind}_label_zh"])
        codes[int(cell["table_no"])][label] = cell[f"{kind}_code"]
        if kind == "column":
            bare_label = clean_label_without_explanation(cell["column_label_zh"])
            codes[int(cell["table_no"])][bare_label] = cell["column_code"]
    for spelling in spellings:
        if spelling["kind"] == kind:
            label = clean_label(spelling["label_zh"])
            codes[int(spelling["table_no"])][label] = spelling["code"]
    return dict(codes)


def _column_groups() -> Labels:
    groups = defaultdict(dict)
    for column in read_seed("form_columns"):
        if column["column_group_zh"]:
            of_table = groups[int(column["table_no"])]
            of_table.setdefault(clean_label(column["column_group_zh"]), column["column_code"])
    return dict(groups)


@cache
def _one_or_more(words: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{words.pattern})+")


def _any_of(words: set[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _headers(cells: list[dict[str, str]]) -> dict[tuple[str, int], set[str]]:
    headers = defaultdict(set)
    for cell in cells:
        key = cell["form_variant"], int(cell["table_no"])
        headers[key].add(clean_label(cell["column_label_zh"]))
    return dict(headers)
