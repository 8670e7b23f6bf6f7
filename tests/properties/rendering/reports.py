"""Reports: which lines they print, with which values, and the files that result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, islice
from random import Random

from tests.carriers import (
    Block,
    Cell,
    Table,
    as_docx,
    as_html,
    as_pdf,
    as_text,
    joined,
    split,
    unmerged,
)
from tests.properties.rendering.form import (
    FORM,
    NAMES,
    TABLE_4,
    TELLING,
    VARIANTS,
    Coordinates,
    Line,
    whole_form,
)
from tests.properties.rendering.labels import in_characters_of
from tests.properties.rendering.style import SUFFIXES, Style
from tests.properties.rendering.tables import table_2, table_3, table_4

WRITERS = {"text": as_text, "html": as_html, "docx": as_docx, "pdf": as_pdf}
FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
MARKS = ("/", "-", "—", "——", "无", "不适用")
SIGNS = ("+", "-", "减", "加", "增加", "减少", "－")


@dataclass(frozen=True)
class Report:
    """What one report prints.

    Attributes:
        variants: of Table 2 and of Table 3; Table 4 is the same in both.
        values: the values of each printed line, by line code; "" is a blank.
        style: how it is printed.
    """

    variants: tuple[str, str]
    values: dict[str, tuple[str, ...]]
    style: Style = field(default_factory=Style)

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"report{SUFFIXES[self.style.carrier]}"

    @cached_property
    def variant_of_table(self) -> dict[int, str]:
        """The variant that the labels show: Table 4 never tells, Table 3 not with every line."""
        table_2_variant, table_3_variant = self.variants
        is_told = TELLING[table_3_variant] & self.values.keys()
        rest = table_3_variant if is_told else table_2_variant
        return {2: table_2_variant, 3: rest, 4: rest}

    @cached_property
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

    def printed(self, line: Line) -> tuple[str, ...]:
        """A line's values in the characters of the report."""
        return tuple(in_characters_of(self.style, value) for value in self.values[line.code])

    @cached_property
    def cells(self) -> dict[Coordinates, str]:
        """What the report prints, by the coordinates of the form."""
        return {
            place: value
            for line in self.lines
            for place, value in zip(self.coordinates(line), self.printed(line), strict=True)
        }

    @property
    def names(self) -> dict[tuple, str]:
        """What the report prints, by line, place in it and column, in whichever variant."""
        return {NAMES[place]: value for place, value in self.cells.items()}

    @cached_property
    def unknowable(self) -> set[Coordinates]:
        """Cells of lines that print nothing but blanks where no border shows them."""
        layouts = self.style.layouts
        return {
            place
            for line in self.lines
            if self.style.carrier == "text" and layouts[line.table_no - 2] == "line_cells"
            if not any(self.values[line.code])
            for place in self.coordinates(line)
        }

    def with_value(self, at: Coordinates, value: str) -> "Report":
        """The same report, printed the same way, with another value in one cell."""
        (line,) = (line for line in self.lines if at in self.coordinates(line))
        row = list(self.values[line.code])
        row[at[3] - 1] = value
        return replace(self, values={**self.values, line.code: tuple(row)})

    @cached_property
    def blocks(self) -> list[Block]:
        """The report as paragraphs and tables."""
        style = self.style
        lines = {no: [ln for ln in self.lines if ln.table_no == no] for no in (2, 3, 4)}
        before, after = _surroundings() if "furniture" in style else ([], [])
        blocks = [
            *before,
            "二、主动公开政府信息情况",
            *_prose(style, "table 2"),
            *self._table(table_2(lines[2], self.values, style), 2, 0),
            "三、收到和处理政府信息公开申请情况",
            *_prose(style, "table 3"),
            *self._table(table_3(lines[3], self.values, style), 3, 3),
            "四、政府信息公开行政复议、行政诉讼情况",
            *_prose(style, "table 4"),
            *self._table(table_4(self.values, style), 4, 0),
            "五、存在的主要问题及改进情况",
            *after,
        ]
        if "tables_joined" in style:
            blocks = joined(blocks)
        return [self._in_characters(block) for block in blocks]

    def _table(
        self, rows: Iterable[tuple[Cell, ...]], table_no: int, header_rows: int
    ) -> list[Table]:
        """A table of the form: none if it is empty, two if it is split."""
        rows = tuple(rows)
        is_headed = rows and rows[0][0].rowspan == header_rows
        table = Table(rows, header_rows if is_headed else 0, self.style.layouts[table_no - 2])
        if "tables_unmerged" in self.style:
            table = unmerged(table)
        if "tables_split" in self.style and len(rows) > header_rows + 2:
            return list(split(table, self.style.rng(f"split {table_no}")))
        return [table] if rows else []

    def _in_characters(self, block: Block) -> Block:
        if isinstance(block, str):
            return in_characters_of(self.style, block)
        rows = (
            tuple(cell._replace(text=in_characters_of(self.style, cell.text)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=tuple(rows))

    @cached_property
    def content(self) -> bytes:
        """The bytes of the report's file."""
        return self.written(self.blocks)

    def written(self, blocks: Sequence[Block]) -> bytes:
        """The bytes of a file that holds other blocks, written as those of the report."""
        style = self.style
        return WRITERS[style.carrier](blocks, style.noise, style.rng("carrier"))


def _surroundings() -> tuple[list[Block], list[Block]]:
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
        Table(
            ((Cell("新闻发布会"), Cell("电视采访")), (Cell("3"), Cell("4"))),
        ),
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
    return rng.sample(sentences, rng.randrange(3)) if "furniture" in style else []


# --- values ---


def plain_number(rng: Random) -> str:
    """A count of one to five digits."""
    return str(rng.randrange(10 ** rng.randrange(1, 6)))


def _as_printed(style: Style, rng: Random) -> str:
    number = plain_number(rng)
    parted = [f"{number} 件", f"{rng.randrange(1, 10)} {rng.randrange(10)}"]
    return rng.choice(
        [
            number + rng.choice(["件", "宗", "项", "人次", "万元"]),
            f"{number}（其中修订{rng.randrange(10)}件）",
            f"{number}.{rng.randrange(100):02}",
            f"{rng.randrange(1000, 9999999):,}",
            rng.choice(MARKS),
            # On a page, what a blank parts wraps as digits of one number do; and where blanks
            # part cells, nobody could tell.
            *(parted if style.carrier != "pdf" and "blanks" not in style.layouts else []),
        ]
    )


def _cells_of(style: Style, rng: Random) -> list[str]:
    """What the cells of a report are chosen from."""
    cells = [plain_number(rng) for _ in range(2 if "one_number" in style else 8)]
    if "blanks" in style:
        cells += [""] * rng.randrange(1, 4)
    if "as_printed" in style:
        cells += [_as_printed(style, rng) for _ in range(4)]
    return cells


def random_report(rng: Random, style: Style) -> Report:
    """A report with any values that its style allows, whole or with lines missing."""
    variants = rng.choice(VARIANTS), rng.choice(VARIANTS)
    common = _cells_of(style, rng)
    signed = rng.choice(SIGNS) + plain_number(rng)
    values = {}
    for line in _printed_lines(variants, style):
        of_line = style.rng(f"values of {line.code}")
        values[line.code] = tuple(
            _in_digits(
                signed if negative and of_line.random() < 0.5 else of_line.choice(common), style
            )
            for negative in line.may_be_negative
        )
    if style.is_clear and TABLE_4 in values:
        values[TABLE_4] = _showing_its_start(values[TABLE_4])
    return Report(variants, values, style)


def numbered_report(rng: Random, style: Style) -> Report:
    """A whole report in which every cell has a number of its own: none can be mistaken."""
    variants = rng.choice(VARIANTS), rng.choice(VARIANTS)
    numbers = (_in_digits(str(number), style) for number in count(1000))
    values = {
        line.code: tuple(islice(numbers, line.width)) for line in _printed_lines(variants, style)
    }
    return Report(variants, values, style)


def _in_digits(value: str, style: Style) -> str:
    return value.translate(FULL_WIDTH) if "full_width" in style else value


def _showing_its_start(values: tuple[str, ...]) -> tuple[str, ...]:
    """Table 4's row has no label: a blank first cell need not be seen, and no blank row."""
    return values[0] or "0", *values[1:]


def _printed_lines(variants: tuple[str, str], style: Style) -> list[Line]:
    """The lines of the form that a report prints; one of Table 2 at least."""
    lines = whole_form(variants)
    if "lines_missing" not in style:
        return lines
    rng = style.rng("missing lines")
    share = rng.choice([0.05, 0.5])
    of_table_2 = [line for line in lines if line.table_no == 2]
    kept = [line for line in of_table_2 if rng.random() > share] or [rng.choice(of_table_2)]
    others = lines[len(of_table_2) :]
    return [*kept, *(line for line in others if rng.random() > share)]
