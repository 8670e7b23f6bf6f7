"""Plain text: tables in the layouts that text reports come in."""

from collections.abc import Iterator, Sequence
from random import Random

from tests.carriers.blocks import Block, Table, grid

# In these, cells can be told from one another and, but for the last, blanks can be seen.
PLAIN_LAYOUTS = ("pipe_rows", "tab_rows", "pipe_cells", "line_cells")
LAYOUTS = (*PLAIN_LAYOUTS, "markdown", "pipe_lines", "blanks", "values_below")
NOISE = {
    "opening_pipe": "rows open with a pipe, as in Markdown",
    "no_closing_pipe": "rows do not end with one",
    "padded": "what spans cover is left as separators",
    "trimmed": "no blanks and tabs at the end of a line",
    "indented": "blanks before each line",
    "carriage_returns": "lines end with CR LF, or CR",
    "byte_order_mark": "the file opens with one",
    "other_encoding": "GB18030, or UTF-16 with a byte order mark",
}


def as_text(
    blocks: Sequence[Block], noise: frozenset[str] = frozenset(), rng: Random | None = None
) -> bytes:
    """Write blocks as a text file; each table says in which layout."""
    rng = rng or Random(0)
    lines = [line for block in blocks for line in _lines(block, noise)]
    if "indented" in noise:
        lines = [f"  {line}" for line in lines]
    if "trimmed" in noise:
        lines = [line.rstrip(" \t") for line in lines]
    end = rng.choice(["\r\n", "\r"]) if "carriage_returns" in noise else "\n"
    text = "".join(line + end for line in lines)
    if "other_encoding" in noise:
        return text.encode(rng.choice(["gb18030", "utf-16"]))
    return text.encode("utf-8-sig" if "byte_order_mark" in noise else "utf-8")


def _lines(block: Block, noise: frozenset[str]) -> Iterator[str]:
    if isinstance(block, str):
        yield block
        return
    if block.layout == "markdown":
        yield from _markdown(block)
        return
    for row in grid(block):
        squares = [place.cell.text.replace("\n", " ") if place.is_first else None for place in row]
        texts = [text for text in squares if text is not None]
        spans = sum(place.right > 0 for place in row) if "padded" in noise else 0
        if block.layout == "tab_rows":
            yield "\t".join([text or "" for text in squares] if "padded" in noise else texts)
        elif block.layout == "pipe_rows":
            yield _piped(texts, spans, noise)
        elif block.layout == "values_below":
            yield from (_piped(part, 0, noise) for part in (texts[:1], texts[1:]) if part)
        else:
            yield from _one_a_line(texts, spans, block.layout)


def _markdown(table: Table) -> Iterator[str]:
    """A table of Markdown: no cell spans others, and a rule stands under the first row."""
    rows = [[place.cell.text if place.is_first else "" for place in row] for row in grid(table)]
    width = max(map(len, rows))
    rows = [[text.replace("\n", " ") for text in row] + [""] * (width - len(row)) for row in rows]
    for row in [*rows[:1], ["---"] * width, *rows[1:]]:
        yield f"| {' | '.join(row)} |"


def _piped(texts: list[str], spans: int, noise: frozenset[str]) -> str:
    line = "".join(f"{text} | " for text in texts).rstrip() + (" " + "|" * spans if spans else "")
    if "opening_pipe" in noise:
        line = f"| {line}"
    if "no_closing_pipe" in noise and texts[-1]:
        line = line.removesuffix("|").rstrip()
    return line


def _one_a_line(texts: list[str], spans: int, layout: str) -> Iterator[str]:
    if layout == "blanks":
        yield " ".join(texts)
    elif layout == "line_cells":
        for text in texts:
            yield from (text or "\xa0", "")
    elif layout == "pipe_lines":
        for text in texts:
            yield from filter(None, (text, "|"))
    else:
        yield from (f"{text} |".strip() for text in texts)
        if spans > 1:  # one pipe alone would be a blank cell
            yield "|" * spans
