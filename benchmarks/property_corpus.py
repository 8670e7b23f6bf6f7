"""The long run of the property tests: ``python -m benchmarks.property_corpus --help``."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from random import Random
from statistics import median
from time import perf_counter

import click

from extract.progress import progress_bar
from tests.properties.reading import read_report_back, wrong_cells
from tests.properties.rendering import NAMES, Report, numbered_report, random_report, random_style

# PDFs take longest to write and to read.
SHARES = {"text": 50, "html": 25, "docx": 20, "pdf": 5}
EXAMPLES = 5


@dataclass(frozen=True)
class Outcome:
    """What became of one document.

    Attributes:
        number: with the seed it makes the same document again.
        carrier: its format.
        is_clear: whether it has one reading.
        printed: cells it prints.
        right: cells located with the value printed.
        wrong: a sentence for each cell located with a value that is not printed there, or the
            one that says how reading failed.
        milliseconds: taken to read it.
    """

    number: int
    carrier: str
    is_clear: bool
    printed: int
    right: int
    wrong: tuple[str, ...]
    milliseconds: float


def document(seed: int, number: int) -> Report:
    """The document of that number in the corpus of that seed."""
    rng = Random(f"{seed}/{number}")
    carrier = rng.choices(list(SHARES), list(SHARES.values()))[0]
    style = random_style(rng, carrier)
    make = rng.choice([random_report, numbered_report])
    return make(rng, style)


def outcome(seed: int, number: int) -> Outcome:
    """Write and read one document and compare."""
    report = document(seed, number)
    _ = report.content  # written before the clock runs
    start = perf_counter()
    try:
        read = read_report_back(report)
        wrong = wrong_cells(read, report)
        right = len(read.located) - len(wrong)
        printed = report.names
        said = [f"{at}: {was!r}, printed {printed.get(NAMES[at])!r}" for at, was in wrong.items()]
    except Exception as error:  # the other documents are still worth reading
        right, said = 0, [f"reading failed: {error!r}"]
    return Outcome(
        number=number,
        carrier=report.style.carrier,
        is_clear=report.style.is_clear,
        printed=len(report.cells),
        right=right,
        wrong=tuple(said),
        milliseconds=(perf_counter() - start) * 1000,
    )


def outcomes(seed: int, documents: int, processes: int) -> Iterator[Outcome]:
    """The outcome of every document of a corpus, in order."""
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(outcome, [seed] * documents, range(documents), chunksize=20)


def summary(found: list[Outcome]) -> Iterator[str]:
    """A table with a line per format, those with one reading apart."""
    yield (
        f"{'format':12} {'documents':>9} {'cells':>9} {'right':>9} {'marked':>9} {'wrong':>6}"
        f" {'median ms':>9}"
    )
    by_format = defaultdict(list)
    for one in found:
        by_format[f"{one.carrier}{', clear' if one.is_clear else ''}"].append(one)
    for name, of_format in sorted(by_format.items()):
        counts = Counter()
        for one in of_format:
            counts.update(printed=one.printed, right=one.right, wrong=len(one.wrong))
        marked = counts["printed"] - counts["right"] - counts["wrong"]
        yield (
            f"{name:12} {len(of_format):9} {counts['printed']:9} {counts['right']:9} {marked:9}"
            f" {counts['wrong']:6} {median(one.milliseconds for one in of_format):9.1f}"
        )


@click.command()
@click.option("--documents", default=20000, show_default=True, help="How many to write and read.")
@click.option("--seed", default=1, show_default=True, help="The same seed, the same documents.")
@click.option("--processes", default=cpu_count() or 1, show_default=True)
def main(documents: int, seed: int, processes: int) -> None:
    """Write reports in all formats with all noise, read them back and count wrong cells.

    A cell that was printed is right, marked (also if it was not found), or wrong: located with
    a value that the document does not print in it. Exit code 1 if any is wrong.
    """
    found = []
    with progress_bar("documents") as progress:
        for one in outcomes(seed, documents, processes):
            found.append(one)
            progress(len(found), documents)
    click.echo("\n".join(summary(found)))
    wrong = [one for one in found if one.wrong]
    for one in wrong[:EXAMPLES]:
        click.echo(f"wrong in document {one.number} of seed {seed} ({one.carrier}): {one.wrong[0]}")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
