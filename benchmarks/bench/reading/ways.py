"""Ways to read a folder of report files: the extractor's, and a yardstick for each format.

All use the same number of threads or processes.
"""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import duckdb
import pandas as pd
import pdfplumber

from extract.loader import load
from extract.raw_folder import survey
from extract.workers import read_in_workers

CHUNK = 20  # files handed to a process at a time, as the extractor does
# Into cells at pipes, tabs and line ends: less than what must be done to a report's text.
SPLIT = r"""
    create table cells as
    select filename, unnest(regexp_split_to_array(content, '[|\t]|\r?\n')) as cell
    from read_text(?)
"""


def with_the_extractor(folder: Path, workers: int) -> None:
    """Read, locate and store every cell, claim and paragraph, as a build does."""
    with TemporaryDirectory() as work:
        read = partial(read_in_workers, workers=workers)
        load(survey(folder), Path(work) / "w.duckdb", read)


def with_duckdb(folder: Path, threads: int) -> None:
    """Read UTF-8 texts and split them, stored as a table."""
    with (
        TemporaryDirectory() as work,
        duckdb.connect(str(Path(work) / "w.duckdb"), config={"threads": threads}) as connection,
    ):
        connection.execute(SPLIT, [f"{folder}/**/*.txt"])


def in_processes(read: Callable[[Path], int], folder: Path, processes: int) -> None:
    """Read every file of a folder with a library alone; nothing is stored."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with Pool(processes) as pool:
        for _ in pool.imap_unordered(read, files, CHUNK):
            pass


def with_pandas(path: Path) -> int:
    """The tables of a web page."""
    try:
        return len(pd.read_html(BytesIO(path.read_bytes()), flavor="lxml"))
    except ValueError:  # where a page has divisions for tables, pandas finds none
        return 0


def with_python_docx(path: Path) -> int:
    """The texts of all cells of a Word file, as far as the library can tell them."""
    tables = docx.Document(str(path)).tables
    try:
        return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)
    except ValueError:  # a cell goes on from the row above, which has none there
        return 0


def with_pdfplumber(path: Path) -> int:
    """The tables of a PDF."""
    with pdfplumber.open(path) as pdf:
        return sum(len(page.extract_tables()) for page in pdf.pages)


EXTRACTOR = "extractor"
WAYS = {
    EXTRACTOR: with_the_extractor,
    "DuckDB": with_duckdb,
    "pandas": partial(in_processes, with_pandas),
    "python-docx": partial(in_processes, with_python_docx),
    "pdfplumber": partial(in_processes, with_pdfplumber),
}
