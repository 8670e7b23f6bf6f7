"""One module a file format; all return the same Document and know nothing of the form."""

from collections.abc import Callable
from pathlib import PurePath

from extract.document import Document, UnreadableFileError
from extract.readers import text

READERS: dict[str, Callable[[bytes], Document]] = {
    ".txt": text.read,
    ".md": text.read,
}


def has_reader(name: str) -> bool:
    """Whether files of this name's suffix can be read."""
    return PurePath(name).suffix.lower() in READERS


def read(name: str, content: bytes) -> Document:
    """Read a file with the reader for its suffix.

    Args:
        name: the file's name or path; only its suffix counts.
        content: the file's bytes.

    Raises:
        UnreadableFileError: the file is empty, of another format, or broken.
    """
    if not content.strip():
        raise UnreadableFileError("empty_file", "The file is empty.")
    suffix = PurePath(name).suffix.lower()
    if not has_reader(name):
        readable = ", ".join(sorted(READERS))
        raise UnreadableFileError(
            "unsupported_format",
            f"Files of type {suffix or '(none)'} are not read; save it as one of {readable}.",
        )
    return READERS[suffix](content)
