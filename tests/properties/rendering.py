"""Prints reports the way offices do, from values known beforehand.

What is printed is taken from the form's seed alone, never from the extractor: a report read
back must show every value at the coordinates of its cell, whatever the layout and the noise.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby, islice
from pathlib import Path
from random import Random

from hypothesis import strategies as st

FORM_CELLS = Path(__file__).parents[2] / "dbt_project" / "seeds" / "form_cells.csv"
LAYOUTS = ("pipe_rows", "tab_rows", "pipe_cells", "line_cells")
VARIANTS = ("2019", "2021")

Coordinates = tuple[str, int, int, int]  # form variant, table, row and position
Cells = list[str | None]  # of one row; "" is a blank cell, None one that a span covers


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
        )
    return form


FORM = _read_form()
TABLE_2 = {v: [code for code, ln in FORM[v].items() if ln.table_no == 2] for v in VARIANTS}
TABLE_3 = {v: [code for code, ln in FORM[v].items() if ln.table_no == 3] for v in VARIANTS}
TABLE_4 = "administrative_reconsideration"
# What a cell is, in whichever variant: its line, its place there and its column.
NAMES = {
    (variant, line.table_no, line.row_no, position): (line.code, position, column)
    for variant, lines in FORM.items()
    for line in lines.values()
    for position, column in enumerate(line.columns, 1)
}
# The lines of Table 3 that only one variant has.
TELLING = {v: set(TABLE_3[v]) - set(TABLE_3[o]) for v, o in (VARIANTS, VARIANTS[::-1])}
# Without their ordinal these are the names of columns.
NEED_THEIR_ORDINAL = {"other_misc", "total_handled"}


@dataclass(frozen=True)
class Style:
    """How a report is printed. Each switch that is off leaves it plainer.

    Attributes:
        layouts: of Tables 2, 3 and 4.
        opening_pipe: rows open with a pipe, as in Markdown.
        closing_pipe: rows end with one.
        wrapped: blanks inside labels, left by line wrapping.
        punctuation: full- and half-width in turn, one mark for another.
        ordinals_lost: labels without their number.
        labels_cut: labels that stop after six characters or more.
        labels_split: labels spread over two cells.
        explained: labels of Table 2 with a note.
        headings_lost: labels of groups and clauses, Table 3's header, a word of Table 4's.
        headers_cut: column headers that stop after three characters.
        extra_columns: blank columns before or after the values.
        indented: blanks before each line.
        furniture: what a web page puts around a report.
        seed: chooses where the noise falls.
    """

    layouts: tuple[str, str, str] = ("pipe_rows", "pipe_rows", "pipe_rows")
    opening_pipe: bool = False
    closing_pipe: bool = True
    wrapped: bool = False
    punctuation: bool = False
    ordinals_lost: bool = False
    labels_cut: bool = False
    labels_split: bool = False
    explained: bool = False
    headings_lost: bool = False
    headers_cut: bool = False
    extra_columns: bool = False
    indented: bool = False
    furniture: bool = False
    byte_order_mark: bool = False
    line_end: str = "\n"
    seed: int = 0

    def rng(self, place: str) -> Random:
        """Random choices for one place, which do not change with what is printed elsewhere."""
        return Random(f"{self.seed}/{place}")


@dataclass(frozen=True)
class Report:
    """What one report prints.

    Attributes:
        variants: of Table 2 and of Table 3; Table 4 is the same in both.
        values: the values of each printed line, by line code; "" is a blank.
    """

    variants: tuple[str, str]
    values: dict[str, tuple[str, ...]]
    style: Style = field(default_factory=Style)

    @property
    def variant_of_table(self) -> dict[int, str]:
        """The variant that the labels show: Table 4 never tells, Table 3 not with every line."""
        table_2, table_3 = self.variants
        rest = table_3 if TELLING[table_3] & self.values.keys() else table_2
        return {2: table_2, 3: rest, 4: rest}

    @property
    def lines(self) -> list[Line]:
        """The printed lines, each on the variant that its table's labels show."""
        return [
            line
            for table_no, variant in self.variant_of_table.items()
            for line in FORM[variant].values()
            if line.table_no == table_no and line.code in self.values
        ]

    def coordinates(self, line: Line) -> list[Coordinates]:
        """The coordinates of a line's cells, from left to right."""
        variant = self.variant_of_table[line.table_no]
        return [(variant, line.table_no, line.row_no, at) for at in range(1, line.width + 1)]

    @property
    def cells(self) -> dict[Coordinates, str]:
        """What must be read back, by the coordinates of the form."""
        return {
            place: value
            for line in self.lines
            if not self.is_unknowable(line)
            for place, value in zip(self.coordinates(line), self.values[line.code], strict=True)
        }

    @property
    def unknowable(self) -> set[Coordinates]:
        """Cells of lines that print nothing but blanks where no border shows them."""
        return {
            place
            for line in self.lines
            if self.is_unknowable(line)
            for place in self.coordinates(line)
        }

    def is_unknowable(self, line: Line) -> bool:
        layout = self.style.layouts[line.table_no - 2]
        return layout == "line_cells" and not any(self.values[line.code])

    def with_value(self, at: Coordinates, value: str) -> "Report":
        """The same report, printed the same way, with another value in one cell."""
        (line,) = (line for line in self.lines if at in self.coordinates(line))
        row = list(self.values[line.code])
        row[at[3] - 1] = value
        return replace(self, values={**self.values, line.code: tuple(row)})

    @property
    def text(self) -> str:
        """The report as a file holds it."""
        style = self.style
        before, after = _surroundings(style)
        lines = [
            *before,
            "二、主动公开政府信息情况",
            *_prose(style, "table 2"),
            *_in_layout(_table_2(self), style.layouts[0], style),
            "三、收到和处理政府信息公开申请情况",
            *_prose(style, "table 3"),
            *_in_layout(_table_3(self), style.layouts[1], style),
            "四、政府信息公开行政复议、行政诉讼情况",
            *_prose(style, "table 4"),
            *_in_layout(_table_4(self), style.layouts[2], style),
            "五、存在的主要问题及改进情况",
            *after,
        ]
        indent = "  " if style.indented else ""
        text = "".join(f"{indent}{line}{style.line_end}" for line in lines)
        return f"\ufeff{text}" if style.byte_order_mark else text


# --- tables as rows of cells ---


def _table_2(report: Report) -> Iterator[Cells]:
    style = report.style
    lines = [line for line in report.lines if line.table_no == 2]
    for clause, of_clause in groupby(lines, key=lambda line: line.clause):
        block = list(of_clause)
        rng = style.rng(clause)
        if not (style.headings_lost and rng.random() < 0.3):
            yield [_spelled(clause, style, rng), None, None, None]
        # One header of a block stays whole: with all of them cut, nothing tells the variant.
        *cut, whole = block[0].columns
        headers = [_cut_header(header, style, rng) for header in cut]
        padding: Cells = [None] * (3 - block[0].width)
        yield ["信息内容", *headers, _spelled(whole, style, rng), *padding]
        for line in block:
            # Between a blank first value and a blank column after them, values have two readings.
            is_padded = style.extra_columns and report.values[line.code][0]
            yield [*_label(line, style), *_values(line, report), *(padding if is_padded else [])]


def _table_3(report: Report) -> Iterator[Cells]:
    style = report.style
    rng = style.rng("table 3")
    if not (style.headings_lost and rng.random() < 0.3):
        note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
        commercial = rng.choice(["商业企业", "商业机构"])
        yield [_spelled(note, style, rng), None, "申请人情况", *[None] * 6]
        yield [None, None, "自然人", "法人或其他组织", *[None] * 4, "总计"]
        yield [None] * 3 + [commercial, "科研机构", "社会公益组织", "法律服务机构", "其他", None]
    open_groups: tuple[str, ...] = ()
    for line in report.lines:
        if line.table_no != 3:
            continue
        rng = style.rng(f"groups of {line.code}")
        new = [group for group in line.groups if group not in open_groups]
        if style.headings_lost and rng.random() < 0.5:
            new = []
        open_groups = line.groups
        groups = [_spelled(group, style, rng) for group in new]
        # A blank that a merged cell leaves before the values and a blank last value are two
        # readings of one row: it is printed only where the last value is not blank.
        merged = style.extra_columns and not line.groups and report.values[line.code][-1]
        yield [*groups, *_label(line, style), *([""] if merged else []), *_values(line, report)]


def _table_4(report: Report) -> Iterator[Cells]:
    if TABLE_4 not in report.values:
        return
    style = report.style
    rng = style.rng("table 4")
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    under_litigation = [_spelled(outcome, style, rng) for outcome in outcomes * 2]
    if style.headings_lost and rng.random() < 0.5:
        under_litigation.pop()
    yield ["行政复议", *[None] * 4, "行政诉讼", *[None] * 9]
    yield [
        *(_spelled(outcome, style, rng) for outcome in outcomes),
        *(_spelled("未经复议直接起诉", style, rng), *[None] * 4),
        *(_spelled("复议后起诉", style, rng), *[None] * 4),
    ]
    yield [*[None] * 5, *under_litigation]
    yield list(report.values[TABLE_4])


def _values(line: Line, report: Report) -> Cells:
    """A line's values; blank columns after them only where they leave one reading."""
    values = report.values[line.code]
    extra = report.style.rng(f"columns of {line.code}").randrange(3)
    return [*values, *[""] * (extra if report.style.extra_columns and values[0] else 0)]


# --- labels as offices spell them ---


def _label(line: Line, style: Style) -> Cells:
    rng = style.rng(line.code)
    ordinal, bare = _parted(line.label)
    if line.code in NEED_THEIR_ORDINAL:
        ordinal, bare = "", line.label
    elif style.ordinals_lost and rng.random() < 0.5:
        ordinal = ""
    elif style.labels_cut and line.table_no == 3 and rng.random() < 0.5:
        bare = bare[: max(8, rng.randrange(len(bare) + 1))]  # two of eight may be punctuation
    if style.labels_split and rng.random() < 0.3 and len(bare) > 3:
        # A part of digits alone, or 无, would be a value.
        at = rng.randrange(3, len(bare))
        return [_spelled(ordinal + bare[:at], style, rng), _spelled(bare[at:], style, rng)]
    label = _spelled(ordinal + bare, style, rng)
    if style.explained and line.table_no == 2:
        label += rng.choice(["", "（含修订）", "(指2020年事项数，含行政处罚)", "：", "（未封口"])
    return [label]


def _parted(label: str) -> tuple[str, str]:
    ordinal = re.match(r"(?:（[一二三四五六七]）|[一二三四]、|\d\.)?", label)[0]
    return ordinal, label.removeprefix(ordinal)


def _cut_header(header: str, style: Style, rng: Random) -> str:
    if style.headers_cut and rng.random() < 0.5:
        return header[:3]
    return _spelled(header, style, rng)


def _spelled(label: str, style: Style, rng: Random) -> str:
    if style.punctuation:
        alike = ["（(", "）)", "：:", "，,、", ".．、", '“"', '”"', "/／"]
        label = "".join(
            rng.choice(next((marks for marks in alike if mark in marks), mark)) for mark in label
        )
    if style.wrapped and len(label) > 1 and rng.random() < 0.5:
        at = rng.randrange(1, len(label))
        label = f"{label[:at]}{rng.choice([' ', '  ', '　'])}{label[at:]}"
    return label


# --- rows of cells as lines of text ---


def _in_layout(rows: Iterator[Cells], layout: str, style: Style) -> Iterator[str]:
    for row in rows:
        if layout == "tab_rows":
            yield "\t".join(cell or "" for cell in row)
            continue
        # What a span of earlier rows covers is not printed in the other layouts.
        cells = row[next(i for i, cell in enumerate(row) if cell is not None) :]
        if layout == "pipe_rows":
            yield _piped(cells, style)
        elif layout == "pipe_cells":
            yield from _piped_one_a_line(cells)
        else:
            for cell in cells:
                if cell is not None:
                    yield from (cell or "\xa0", "")


def _piped(cells: Cells, style: Style) -> str:
    line = "".join("|" if cell is None else f"{cell} | " for cell in cells).rstrip()
    if style.opening_pipe:
        line = f"| {line}"
    if not style.closing_pipe and cells[-1]:
        line = line.removesuffix("|").rstrip()
    return line


def _piped_one_a_line(cells: Cells) -> Iterator[str]:
    for is_span, group in groupby(cells, key=lambda cell: cell is None):
        covered = list(group)
        if not is_span:
            yield from (f"{cell} |".strip() for cell in covered)
        elif len(covered) > 1:  # one pipe alone would be a blank cell
            yield "|" * len(covered)


# --- what stands around the tables ---


def _surroundings(style: Style) -> tuple[list[str], list[str]]:
    if not style.furniture:
        return [], []
    before = [
        "网站支持IPv6",
        "2020",
        "首页 > 政府信息公开 | 年报 |",
        "来源: 柳北区工信局  |   发布日期: 2021-01-15 17:55",
        "柳北区工业和信息化局2020年政府信息公开工作年度报告",
        "一、总体情况",
        "共公布行政许可信息55项，行政处罚12件。",
        "行政许可",
        "55",
        "(一)主动公开政府信息情况",
        "本年新收政府信息公开申请数量为15件，均予以公开。",
        "新闻发布会 | 电视采访 |",
        "3 | 4 |",
    ]
    after = [
        "一是人手偏紧；二是更新不快。",
        "六、其他需要报告的事项",
        "无",
        "2021年1月15日",
        "邮编:000000 电话:0",
        "- 3 -",
        "12",
    ]
    return before, after


def _prose(style: Style, place: str) -> list[str]:
    sentences = [
        "（该部分以表格形式报告）",
        "全年办理行政许可423项、行政处罚7件，规范性文件2件。",
        "本年新收政府信息公开申请数量16件，其中属于国家秘密0件。",
    ]
    rng = style.rng(f"prose before {place}")
    return rng.sample(sentences, rng.randrange(3)) if style.furniture else []


# --- strategies ---

PLAIN = st.integers(0, 99999).map(str)
AS_PRINTED = st.one_of(
    PLAIN,
    st.integers(0, 9999).map(lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n))),
    st.builds("{}{}".format, PLAIN, st.sampled_from(["件", "宗", "项", " 件", "人次", "万元"])),
    st.builds("{}（其中修订{}件）".format, PLAIN, st.integers(0, 9)),
    st.builds("{}.{:02}".format, PLAIN, st.integers(0, 99)),
    st.builds("{:,}".format, st.integers(1000, 9999999)),
    st.builds("{} {}".format, st.integers(1, 9), st.integers(0, 9)),
    st.sampled_from(["/", "-", "—", "——", "无", "不适用"]),
)
SIGNED = st.builds(
    "{}{}".format, st.sampled_from(["+", "-", "减", "加", "增加", "减少", "－"]), PLAIN
)
SWITCHES = [name for name, value in Style.__dataclass_fields__.items() if value.type is bool]


def styles(layouts: Sequence[str] = LAYOUTS, **fixed: bool) -> st.SearchStrategy[Style]:
    """Any noise in any of the layouts, but for the switches that are fixed."""
    switches = {name: st.booleans() for name in SWITCHES}
    switches |= {name: st.just(value) for name, value in fixed.items()}
    return st.builds(
        Style,
        layouts=st.tuples(*[st.sampled_from(layouts)] * 3),
        line_end=st.sampled_from(["\n", "\r\n", "\r"]),
        seed=st.integers(0, 999),
        **switches,
    )


@st.composite
def reports(draw: st.DrawFn, in_style: st.SearchStrategy[Style]) -> Report:
    """Reports with any values, whole or with lines missing."""
    style = draw(in_style)
    variants = draw(st.tuples(*[st.sampled_from(VARIANTS)] * 2))
    codes = draw(_printed_lines(variants))
    # Each cell is chosen from a short list that is drawn once: drawing all takes too long.
    common = draw(st.lists(st.just("") | PLAIN | AS_PRINTED, min_size=3, max_size=8))
    signed = draw(SIGNED)
    values = {}
    for code, variant in codes.items():
        rng = style.rng(f"values of {code}")
        values[code] = tuple(
            signed if negative and rng.random() < 0.5 else rng.choice(common)
            for negative in FORM[variant][code].may_be_negative
        )
    # A row without a label cannot show that its first cell is blank if pipes only close cells,
    # and one of blanks alone leaves open where Table 4 ends.
    if TABLE_4 in values:
        is_closed_only = style.layouts[2] == "pipe_rows" and not style.opening_pipe
        first, *rest = values[TABLE_4]
        needs_first = is_closed_only or not any(rest)
        values[TABLE_4] = (first or ("0" if needs_first else ""), *rest)
    return Report(variants, values, style)


def _printed_lines(variants: tuple[str, str]) -> st.SearchStrategy[dict[str, str]]:
    """The codes of printed lines with their variant: all of the form, or only some."""
    table_2 = dict.fromkeys(TABLE_2[variants[0]], variants[0])
    others = dict.fromkeys([*TABLE_3[variants[1]], TABLE_4], variants[1])

    def chosen(codes: set[str]) -> dict[str, str]:
        return {code: variant for code, variant in (table_2 | others).items() if code in codes}

    # Some line of Table 2 is there: without any, nothing may be left to tell the variant.
    some = st.builds(
        set.union,
        st.sets(st.sampled_from(list(table_2)), min_size=1),
        st.sets(st.sampled_from(list(others))),
    )
    return (st.just({*table_2, *others}) | some).map(chosen)


def numbered_reports(in_style: st.SearchStrategy[Style]) -> st.SearchStrategy[Report]:
    """Whole reports in which every cell has a number of its own, so that none can be mistaken."""

    def numbered(variants: tuple[str, str], style: Style) -> Report:
        numbers = map(str, count(1000))
        table_2 = [FORM[variants[0]][code] for code in TABLE_2[variants[0]]]
        others = [FORM[variants[1]][code] for code in (*TABLE_3[variants[1]], TABLE_4)]
        lines = [*table_2, *others]
        return Report(variants, {ln.code: tuple(islice(numbers, ln.width)) for ln in lines}, style)

    return st.builds(numbered, st.tuples(*[st.sampled_from(VARIANTS)] * 2), in_style)
