"""The raw folder: its report files, told apart by their bytes, and the CSV files beside them."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extract import companions
from extract.document import UnreadableFileError
from extract.language import _
from extract.limits import limits

# What people may keep beside the reports, by file name.
COMPANIONS = {"manifest.csv": companions.MANIFEST, "agencies.csv": companions.REPORTING_LINES}
# How names begin that systems hide: the second is Word's, of a file beside one that is open.
HIDDEN = (".", "~$")
# Backslashes before what looks like an escaped byte, or is one.
BACKSLASHES = re.compile("(\\\\+)(?=x[0-9a-f]{2}|[\udc80-\udcff])")


class RawFolderError(Exception):
    """The folder of report files cannot be used."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of the raw folder.

    Attributes:
        path: where it is.
        name: its path within the folder, as text: bytes that are no UTF-8 are escaped.
        sha256: digest of its bytes; None before it is taken, or if the file is refused.
        size: in bytes; None if not even that is known.
        refusal: why it has no digest.
    """

    path: Path
    name: str
    sha256: str | None
    size: int | None
    refusal: UnreadableFileError | None = None


@dataclass(frozen=True, slots=True)
class RawFolder:
    """What a raw folder holds at one moment.

    Attributes:
        files: its report files, sorted by path.
        of_people: the rows of the CSV files that people keep, by table of schema ``raw``.
    """

    files: list[RawFile]
    of_people: dict[str, list[tuple]]


def survey(raw: Path, reviews: Path | None = None) -> RawFolder:
    """List a folder of report files, with its subfolders, and take the digest of each file.

    Hidden files are passed over. Links are followed to files within the folder only: nothing
    outside of it is read.

    Args:
        raw: the folder.
        reviews: CSV file of people's verdicts on findings; it need not exist.

    Raises:
        RawFolderError: the folder is missing or holds no file.
        CompanionError: a CSV file kept beside the reports is malformed.
    """
    folder = listing(raw, reviews)
    return replace(folder, files=[with_digest(raw, file) for file in folder.files])


def listing(raw: Path, reviews: Path | None = None) -> RawFolder:
    """List a folder as `survey` does, but open no report file: none has a digest or a size yet."""
    if not raw.is_dir():
        raise RawFolderError(
            _("{folder}: no such folder of report files (set RAW=).").format(folder=raw)
        )
    files = [
        file
        for file in _files(raw, raw)
        if file.path.parent != raw or file.path.name not in COMPANIONS
    ]
    if not files:
        raise RawFolderError(
            _("{folder}: the folder holds no report files (set RAW=).").format(folder=raw)
        )
    kept = {raw / name: companion for name, companion in COMPANIONS.items()}
    if reviews:
        kept[reviews] = companions.REVIEWS
    of_people = {kind.table: companions.read(path, kind) for path, kind in kept.items()}
    return RawFolder(sorted(files, key=lambda file: file.path), of_people)


def with_digest(raw: Path, file: RawFile) -> RawFile:
    """A listed file of a raw folder with the digest of its bytes, or why it has none."""
    if file.refusal:
        return file
    try:
        _check_is_within(raw, file.path)
        status = file.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(
                "not_a_file", "It is no file but a pipe, a socket or a device; put a copy here."
            )
        if status.st_size > limits().file_bytes:
            return replace(file, size=status.st_size, refusal=_too_large(status.st_size))
        with file.path.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            return replace(file, sha256=sha256, size=opened.tell())
    except OSError as error:
        return replace(file, refusal=not_opened(error))
    except UnreadableFileError as refusal:
        return replace(file, refusal=refusal)


def not_opened(error: OSError) -> UnreadableFileError:
    """Why a file is rejected that the operating system does not let us read."""
    return UnreadableFileError(
        "not_opened", f"It cannot be opened: {error.strerror}.", may_pass=True
    )


def _files(raw: Path, folder: Path) -> Iterator[RawFile]:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        yield RawFile(folder, _name(raw, folder), None, None, not_opened(error))
        return
    for entry in entries:
        if entry.name.startswith(HIDDEN):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _files(raw, path)
        else:
            yield RawFile(path, _name(raw, path), None, None)


def _check_is_within(raw: Path, path: Path) -> None:
    """See that a link leads to a file of the folder, or nowhere.

    Raises:
        UnreadableFileError: it leads to a folder or out of the raw folder.
    """
    if path.is_symlink():
        target = Path(os.path.realpath(path))
        if target.is_dir() or (target.exists() and not target.is_relative_to(raw.resolve())):
            raise UnreadableFileError(
                "link_not_followed",
                "It is a link to a folder, or out of the folder of reports, which is not "
                "followed; put a copy here.",
            )


def _name(raw: Path, path: Path) -> str:
    """The path within the folder; no two paths have one name."""
    name = str(path.relative_to(raw))
    escaped = BACKSLASHES.sub(lambda match: match[1] * 2, name)
    return os.fsencode(escaped).decode("utf-8", "backslashreplace")


def _too_large(size: int) -> UnreadableFileError:
    return UnreadableFileError(
        "file_too_large",
        f"The file has {size:,} bytes; more than {limits().file_bytes:,} are not read, for no "
        "report needs so many. Supply the report as a file of its own, with smaller pictures.",
    )
