"""The tables of a report, as the form draws them and as offices change them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random

from tests.carriers import Cell
from tests.properties.rendering.form import FORM, TABLE_4, Line
from tests.properties.rendering.labels import header_cell, label_cells, spelled
from tests.properties.rendering.style import Style

Row = tuple[Cell, ...]
Values = dict[str, tuple[str, ...]]  # by line code

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CHANNELS = ("行政复议", "未经复议直接起诉", "复议后起诉")
RECONCILIATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
EXTRA_LINES = {
    2: (("其他主动公开文件", ("5", "5", "5")), ("党组文件", ("6", "", "0"))),
    3: (
        ("其中：涉及征地拆迁的申请", ("5", "0", "0", "0", "0", "0", "5")),
        ("（八）网上申请", ("6", "0", "0", "", "", "", "6")),
    ),
}


def table_2(lines: Sequence[Line], values: Values, style: Style) -> Iterator[Row]:
    """Table 2: under each clause a header, then its lines."""
    blocks = [list(of_clause) for _, of_clause in groupby(lines, key=lambda line: line.clause)]
    if "blocks_moved" in style:
        style.rng("blocks").shuffle(blocks)
    for block in blocks:
        clause = block[0].clause
        rng = style.rng(clause)
        if not ("groups_lost" in style and rng.random() < 0.3):
            yield (Cell(spelled(clause, style, rng), 1, 4),)
        header = _widened(("信息内容", *_table_2_headers(block[0], style, rng)), 4)
        yield header
        for line in block:
            if "headers_repeated" in style and rng.random() < 0.2:
                yield header
            spare = _spare_columns(line, style)
            yield (
                *_label(line, style, 1),
                *(_widened(values[line.code], 3) if not spare else map(Cell, values[line.code])),
                *[Cell("")] * spare,
            )
        if "extra_lines" in style and rng.random() < 0.5:
            label, extra = rng.choice(EXTRA_LINES[2])
            yield (Cell(label), *map(Cell, extra))


def _table_2_headers(line: Line, style: Style, rng: Random) -> list[str]:
    # One header of a block stays whole: with all of them cut, nothing tells the variant.
    *cut, whole = line.columns
    return [*(header_cell(header, style, rng) for header in cut), spelled(whole, style, rng)]


def _widened(texts: Sequence[str], width: int) -> Row:
    """Cells of which the last spans the columns that the others leave."""
    return *map(Cell, texts[:-1]), Cell(texts[-1], 1, width - len(texts) + 1)


def _label(line: Line, style: Style, width: int) -> Row:
    cells = label_cells(line, style)
    if len(cells) > width and style.carrier != "text":
        cells = ["".join(cells)]  # else the values would not stand under their headers
    return _widened(cells, max(width, len(cells)))


def _spare_columns(line: Line, style: Style) -> int:
    return style.rng(f"columns of {line.code}").randrange(3) if "extra_columns" in style else 0


def table_3(lines: Sequence[Line], values: Values, style: Style) -> Iterator[Row]:
    """Table 3: its header, then its lines under merged labels of groups."""
    rng = style.rng("table 3")
    columns, order = _table_3_columns(style, rng)
    spacer = [Cell("")] if "extra_columns" in style and rng.random() < 0.5 else []
    header = list(_table_3_header(columns, spacer, style, rng))
    is_headed = "columns_moved" in style or not ("headings_lost" in style and rng.random() < 0.3)
    if is_headed and lines:
        yield from header
    for line, labels in zip(lines, _merged_groups(lines, style), strict=True):
        rng = style.rng(f"groups of {line.code}")
        if "headers_repeated" in style and rng.random() < 0.1:
            # A header may only stand where no span of the rows above reaches.
            yield from header if not line.clause else ()
        ordered = (values[line.code][at] for at in order)
        taken = sum(_is_grouped(line)) if line.clause else 0
        yield (
            *labels,
            *_label(line, style, 3 - taken),
            *spacer,
            *map(Cell, ordered),
            *[Cell("")] * _spare_columns(line, style),
        )
        is_last = line.code == lines[-1].code
        if "extra_lines" in style and rng.random() < 0.2 and (not line.clause or is_last):
            label, extra = rng.choice(EXTRA_LINES[3])
            yield (Cell(label, 1, 3), *spacer, *map(Cell, extra))


def _is_grouped(line: Line) -> tuple[bool, ...]:
    return bool(line.clause), bool(line.groups)


def _table_3_columns(style: Style, rng: Random) -> tuple[list[list[str]], list[int]]:
    """The header's columns in three parts, and which of the form's columns each one is."""
    form = list(FORM["2021"]["received"].columns)
    parts = [[0], [1, 2, 3, 4, 5], [6]]
    if "columns_moved" in style:
        rng.shuffle(parts[1])
        rng.shuffle(parts)
    form[1] = rng.choice(["商业企业", "商业机构"])
    named = [[spelled(form[at], style, rng) for at in part] for part in parts]
    return named, [at for part in parts for at in part]


def _table_3_header(
    columns: list[list[str]], spacer: list[Cell], style: Style, rng: Random
) -> Iterator[Row]:
    yield (
        Cell(spelled(RECONCILIATION, style, rng), 3, 3),
        *(cell._replace(rowspan=3) for cell in spacer),
        Cell(spelled("申请人情况", style, rng), 1, 7),
    )
    yield tuple(
        Cell(part[0], 2) if len(part) == 1 else Cell("法人或其他组织", 1, len(part))
        for part in columns
    )
    yield tuple(Cell(name) for part in columns if len(part) > 1 for name in part)


def _merged_groups(lines: Sequence[Line], style: Style) -> Iterator[Row]:
    """For each line the labels of clause and group that begin with it."""
    for number, line in enumerate(lines):
        opened = []
        for depth, name in enumerate((line.clause, *line.groups)):
            heading = (line.clause, *line.groups)[: depth + 1]
            if not name or (number and _heading(lines[number - 1], depth) == heading):
                continue
            span = 0
            while number + span < len(lines) and _heading(lines[number + span], depth) == heading:
                span += 1
            rng = style.rng(f"heading {name}")
            if "groups_lost" not in style or rng.random() < 0.5:
                opened.append(Cell(spelled(name, style, rng), span))
            elif style.carrier != "text":  # in a text the cell may be gone altogether
                opened.append(Cell("", span))
        yield tuple(opened)


def _heading(line: Line, depth: int) -> tuple[str, ...]:
    return (line.clause, *line.groups)[: depth + 1]


def table_4(values: Values, style: Style) -> Iterator[Row]:
    """Table 4: one row of fifteen values, or three rows of five."""
    if TABLE_4 not in values:
        return
    rng = style.rng("table 4")
    order = list(range(5))
    if "columns_moved" in style:
        rng.shuffle(order)
    numbers = values[TABLE_4]
    by_channel = [[numbers[channel * 5 + at] for at in order] for channel in range(3)]
    names = [OUTCOMES[at] for at in order]
    if "table_4_in_rows" in style:
        yield from _table_4_in_rows(names, by_channel, style, rng)
        return
    under_litigation = [spelled(name, style, rng) for name in names * 2]
    if "headings_lost" in style and "columns_moved" not in style and rng.random() < 0.5:
        under_litigation.pop()
    yield Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)
    yield (
        *(Cell(spelled(name, style, rng), 2) for name in names),
        *(Cell(spelled(channel, style, rng), 1, 5) for channel in CHANNELS[1:]),
    )
    yield tuple(map(Cell, under_litigation))
    yield tuple(Cell(number) for of_channel in by_channel for number in of_channel)


def _table_4_in_rows(
    names: Sequence[str], by_channel: list[list[str]], style: Style, rng: Random
) -> Iterator[Row]:
    yield Cell("类别", 1, 2), *(Cell(spelled(name, style, rng)) for name in names)
    reconsideration, direct, after = by_channel
    yield Cell(spelled(CHANNELS[0], style, rng), 1, 2), *map(Cell, reconsideration)
    yield Cell("行政诉讼", 2), Cell(spelled(CHANNELS[1], style, rng)), *map(Cell, direct)
    yield Cell(spelled(CHANNELS[2], style, rng)), *map(Cell, after)
