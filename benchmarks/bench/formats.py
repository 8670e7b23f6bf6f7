"""Compares the extractor with a yardstick on the same files, format by format."""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bench.measuring import measured
from benchmarks.bench.reading.ways import EXTRACTOR

# Of each format: the yardstick, and the share of the reports asked for: enough that
# the start of processes, which is paid once, counts little.
YARDSTICKS = {
    "text": ("DuckDB", 1),
    "html": ("pandas", 0.5),
    "docx": ("python-docx", 0.2),
    "pdf": ("pdfplumber", 0.2),
}
REPEATS = 3
WORKERS = 2


def compared(work: Path, reports: int) -> Iterator[dict[str, Any]]:
    """Measure each format, in turn with its yardstick, and give the medians.

    Args:
        work: an empty folder.
        reports: how many text files; of the other formats fewer.
    """
    for name, (yardstick, share) in YARDSTICKS.items():
        corpus = work / name
        made_of(corpus, max(1, int(reports * share)), name)
        if name == "text":
            _keep_utf8(corpus / "raw")
        files = [path for path in (corpus / "raw").rglob("*") if path.is_file()]
        seconds = {way: [] for way in (EXTRACTOR, yardstick)}
        for _ in range(REPEATS):
            for way, taken in seconds.items():
                taken.append(_seconds(way, corpus / "raw"))
        yield {
            "format": name,
            "reports": len(files),
            "bytes_per_report": round(sum(path.stat().st_size for path in files) / len(files)),
            "extractor_ms": round(median(seconds[EXTRACTOR]) / len(files) * 1000, 3),
            "yardstick": yardstick,
            "yardstick_ms": round(median(seconds[yardstick]) / len(files) * 1000, 3),
        }


def made_of(corpus: Path, reports: int, name: str, slips: float = 0) -> None:
    """Make a corpus of reports of one format."""
    options = ["--out", str(corpus), "--reports", str(reports), "--formats", name]
    measured([sys.executable, "-m", "benchmarks.corpus", *options, "--slips", str(slips)])


def _keep_utf8(folder: Path) -> None:
    """Leave only the texts that DuckDB can read."""
    for path in folder.rglob("*.txt"):
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            path.unlink()


def _seconds(way: str, folder: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.bench.reading", way, str(folder)]
    return float(measured([*command, "--workers", str(WORKERS)]).printed)
