"""How much of a machine one report file may take, and the database.

Bounds of files are fixed, each with its reason. A file beyond one is refused with the reason, and
the rest of the folder is read. Reports need a small part of each; someone who has a true report
beyond one can raise it, see `Limits`.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from extract.language import _, joined

PREFIX = "OGI_MAX_"
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
MEMORY = "OGI_MEMORY"
MEMORY_SIZE = re.compile(r"[1-9][0-9]{0,8} ?[KMGT]i?B")
# With what Python and its libraries take beside it, a build stays under 4 GB.
DATABASE_MEMORY = "2GB"


class LimitError(Exception):
    """A limit set in the environment is not written as it must be, or not one there is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one file; the variable ``OGI_MAX_PAGES`` sets `pages`, and so on.

    Attributes:
        file_bytes: of the file itself.
        text_bytes: of text or markup, unpacked, without embedded pictures.
        pages: of a PDF.
        cells: of a document, each paragraph and each cell of its tables counted.
        characters: shown by a document.
        nesting: how deep the blocks of a page may stand in each other.
        cpu_seconds: of the process that reads the file.
        memory_bytes: of that process, beyond the program itself.
    """

    # Reports full of pictures have some 20 MB. Beyond this no one would put one on a site.
    file_bytes: int = 64 * 1024**2
    # A report's text has some 10 kB, as a page saved by Word one million; the longest have three.
    text_bytes: int = 8_000_000
    # Reports with their annexes have up to 60; each takes some 20 ms.
    pages: int = 200
    # The form has some 350, and a page's menus a few thousand.
    cells: int = 200_000
    # Reports have some five thousand; to search each for names and claims takes 15 µs.
    characters: int = 1_000_000
    # Browsers flatten what stands deeper; the pages of government sites have some 30 levels.
    nesting: int = 512
    # Reports take a tenth of a second, the longest five.
    cpu_seconds: int = 30
    # Reports take some 50 MB, text as long as is allowed one thousand.
    memory_bytes: int = 2 * 1024**3


@cache
def limits() -> Limits:
    """The limits of this process: the defaults, but for those set in the environment.

    Raises:
        LimitError: a variable that begins with ``OGI_MAX_`` is unknown or no number.
    """
    return limits_in(os.environ)


def limits_in(environment: Mapping[str, str]) -> Limits:
    """The limits that an environment sets, as `limits` reads them.

    Raises:
        LimitError: a variable that begins with ``OGI_MAX_`` is unknown or no number.
    """
    known = {PREFIX + field.name.upper(): field.name for field in fields(Limits)}
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    for name, value in given.items():
        if name not in known:
            raise LimitError(
                _("{name}: there is no such limit; there are {known}.").format(
                    name=name, known=joined(_(", "), known)
                )
            )
        if not WHOLE_NUMBER.fullmatch(value):
            raise LimitError(
                _("{name}={value}: a limit is a whole number above zero.").format(
                    name=name, value=value
                )
            )
    return Limits(**{known[name]: int(value) for name, value in given.items()})


def database_settings(spill: Path | None = None) -> dict[str, str]:
    """DuckDB's settings: what does not fit into this memory goes to disk meanwhile.

    ``OGI_MEMORY`` sets how much it is, in DuckDB's way of writing it: ``8GB``.

    Args:
        spill: a folder for what goes to disk; DuckDB makes it in one that exists, and removes it.
            Needed where others may have the file open: DuckDB's own choice is one folder for all
            of them, where each reads what the others wrote (duckdb/duckdb#15173).

    Raises:
        LimitError: it is set to something else.
    """
    memory = os.environ.get(MEMORY, DATABASE_MEMORY)
    if not MEMORY_SIZE.fullmatch(memory):
        raise LimitError(
            _("{name}={value}: write it as 2GB or 512MB.").format(name=MEMORY, value=memory)
        )
    return {"memory_limit": memory} | ({"temp_directory": str(spill)} if spill else {})
