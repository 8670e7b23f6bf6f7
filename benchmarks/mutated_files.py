"""Reads thousands of damaged reports: ``python -m benchmarks.mutated_files --help``."""

import html
import io
import re
import tempfile
import unicodedata
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

import click
import lxml.html
import polars as pl
import pypdfium2 as pdfium

from benchmarks.property_corpus import document
from extract.progress import progress_bar
from extract.raw_folder import survey
from extract.readers.encoding import decode
from extract.readers.pdf_page import UNMAPPED
from extract.workers import read_in_workers
from tests.properties.test_fuzzing import DAMAGES, WORD_TEXT, inside

GROUP = 20
BLANKS = re.compile(r"\s+")
NUMBERS = re.compile(r"\d[\d.,]*")
# What makes a value one that cannot be read: a sign without meaning, or digits struck out.
MARKED = re.compile(f"[{UNMAPPED}\u0336]")


def mutated(seed: int, number: int) -> tuple[str, bytes]:
    """A report in some format with its bytes, or the text inside it, damaged; and its name."""
    rng = Random(f"{seed}/{number}/damage")
    report = document(seed, number)
    damage = rng.choice([*DAMAGES, None])
    if damage is None:  # two spliced
        other = document(seed, rng.randrange(number + 1)).content
        content = report.content[: rng.randrange(len(report.content) + 1)]
        content += other[rng.randrange(len(other) + 1) :]
    elif rng.random() < 0.5:
        content = inside(report.content, lambda inner: damage(inner, rng))
    else:
        content = damage(report.content, rng)
    return f"{number:06}{Path(report.name).suffix}", content


def printed_in(content: bytes) -> str:
    """All text of a file, as libraries other than the readers find it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            markup = archive.read(WORD_TEXT).decode("utf-8", "replace")
        text = _text_of(markup)
    elif b"%PDF-" in content[:1024]:
        pages = pdfium.PdfDocument(content)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
    else:
        text = decode(content)[0]
        if "<" in text and content.strip():
            # lxml ends at some broken tags; browsers do not
            text += _text_of(text) + html.unescape(re.sub("<[^>]*>", "", text))
    return text


def _comparable(text: str) -> str:
    """Full-width digits are digits, and where a value wraps is no part of it."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text))


def _holds(text: str, number: str, in_any_order: bool) -> bool:
    size = len(number)
    return number in text or (
        in_any_order
        and any(
            sorted(text[at : at + size]) == sorted(number) for at in range(len(text) - size + 1)
        )
    )


def _text_of(markup: str) -> str:
    as_utf8 = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    content = markup.replace("\0", "").encode("utf-8", "replace")
    return lxml.html.document_fromstring(content, parser=as_utf8).text_content()


def invented(raw: Path, cells: pl.DataFrame, names: dict[str, str]) -> list[str]:
    """Sentences on numbers located that their files do not print."""
    found = []
    located = cells.filter((pl.col("location") == "located") & (pl.col("value_raw") != ""))
    for (report_id,), of_report in located.group_by("report_id"):
        content = (raw / names[report_id]).read_bytes()
        text = _comparable(printed_in(content))
        # damage may move the digits of a PDF, which then shows them in another order
        is_movable = b"%PDF-" in content[:1024]
        found += [
            f"{names[report_id]}: {value!r}"
            for value in of_report["value_raw"]
            if not MARKED.search(value)
            and not all(
                _holds(text, number, is_movable) for number in NUMBERS.findall(_comparable(value))
            )
        ]
    return found


@click.command()
@click.option("--files", default=10_000, show_default=True)
@click.option("--seed", default=1, show_default=True, help="The same seed, the same files.")
@click.option("--workers", default=2, show_default=True)
def main(files: int, seed: int, workers: int) -> None:
    """Damage reports in all formats, read them as a build does, and look for invented numbers.

    Bytes are flipped, cut off, sprinkled with separators, put in another order, two files
    spliced. No file may end or hold up its reader, and no number be located that the file does
    not print by another library's reading. Exit code 1 if one does.
    """
    outcomes, faults, numbers = Counter(), [], 0
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder)
        with progress_bar("damage") as progress, ProcessPoolExecutor(workers) as pool:
            made = pool.map(mutated, [seed] * files, range(files), chunksize=20)
            for done, (name, content) in enumerate(made, 1):
                (raw / name).write_bytes(content)
                progress(done, files)
        listed = survey(raw).files
        groups = [listed[at : at + GROUP] for at in range(0, len(listed), GROUP)]
        with progress_bar("read") as progress:
            for done, frames in enumerate(read_in_workers(groups, workers), 1):
                progress(done, len(groups))
                if "rejected_files" in frames:
                    rejected = frames["rejected_files"]
                    outcomes.update(rejected["reason_code"])
                    faults += [
                        f"{name}: {code}. {reason}"
                        for name, code, reason in rejected.select(
                            "source_path", "reason_code", "reason"
                        ).rows()
                        if code in ("reader_failed", "reader_died", "timed_out", "too_much_memory")
                    ]
                if "files" in frames:
                    outcomes["read"] += len(frames["files"])
                    names = dict(frames["files"].select("report_id", "source_path").rows())
                    numbers += len(frames["cells"].filter(pl.col("location") == "located"))
                    faults += invented(raw, frames["cells"], names)
    if outcomes.total() != files:
        faults.append(f"{files - outcomes.total()} files neither read nor rejected")
    click.echo(f"{files:,} files, {numbers:,} cells located")
    click.echo(", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common()))
    click.echo(f"{len(faults)} faults")
    for fault in faults[:20]:
        click.echo(fault)
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
