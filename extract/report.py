"""One report file: from its bytes to everything the warehouse stores of it."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from extract import metadata, readers
from extract.claims import Claim, claims
from extract.document import Note, UnreadableFileError
from extract.filling import LocatedCell
from extract.form import load_form
from extract.limits import limits
from extract.locator import LocatedTable, locate
from extract.rejections import another_kind, not_read
from extract.sections import Paragraph, paragraphs

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Report:
    """What one file says, as printed."""

    report_id: str
    media_type: str
    encoding: str | None
    text_layout: str
    statements: list[metadata.Statement]
    tables: list[LocatedTable]
    cells: list[LocatedCell]
    paragraphs: list[Paragraph]
    claims: list[Claim]
    notes: list[Note]


def report_id_of(sha256: str) -> str:
    """A report's identity: the beginning of its bytes' SHA-256, in hexadecimal."""
    return sha256[:16]


def read_report(name: str, content: bytes) -> Report:
    """Read one report file; a pure function of its name and bytes.

    Args:
        name: the file's path, which may say whose report it is.
        content: the file's bytes.

    Raises:
        UnreadableFileError: it is no annual report, or no number could be read; says why.
    """
    form = load_form()
    document = readers.read(content)
    said = metadata.statements(document)
    other = another_kind(document, said, form)
    if other:
        raise other
    located = locate(document, form)
    if not any(cell.location == "located" and cell.value_raw for cell in located.cells):
        has_values = any(cell.value_raw.strip(" |") for cell in located.cells)
        raise not_read(document, name, said, located.notes if has_values else [], form)
    prose = list(paragraphs(document, located.tables, form))
    return Report(
        report_id=report_id_of(hashlib.sha256(content).hexdigest()),
        media_type=document.media_type,
        encoding=document.encoding,
        text_layout=_main_layout(located.tables),
        statements=said,
        tables=located.tables,
        cells=located.cells,
        paragraphs=prose,
        claims=list(claims(prose)),
        notes=[*document.notes, *located.notes],
    )


def attempt(read: Callable[..., Read], *arguments: str | bytes) -> Read:
    """Call a function that reads one file, so that no bug it trips stops anything else.

    Raises:
        UnreadableFileError: the function's own, ``too_much_memory``, or ``reader_failed`` for any
            other error.
    """
    try:
        return read(*arguments)
    except UnreadableFileError:
        raise
    except MemoryError as error:
        raise UnreadableFileError(
            "too_much_memory",
            f"Reading it takes more than {limits().memory_bytes:,} bytes of memory, many times "
            "what a report needs; supply the report as a file of its own.",
        ) from error
    except Exception as error:
        raise failed(error) from error


def failed(error: Exception) -> UnreadableFileError:
    """The refusal of a file whose reading met a fault of the program."""
    return UnreadableFileError(
        "reader_failed", f"Reading it failed ({type(error).__name__}: {error}); please report it."
    )


def _main_layout(tables: list[LocatedTable]) -> str:
    layouts = Counter(table.text_layout for table in tables if table.text_layout)
    return layouts.most_common(1)[0][0]
