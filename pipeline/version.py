"""The version of everything that decides what is published of a folder of reports."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from extract.loader import extractor_version

PROJECT = Path(__file__).resolve().parent.parent
# What has a say, beside the extractor.
CODE = ("dbt_project", "expectations", "pipeline")
LIBRARIES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations")


def project_version() -> str:
    """A fingerprint: while it stays the same, the same reports give the same warehouse."""
    digest = hashlib.sha256(extractor_version().encode())
    digest.update(repr([version(library) for library in LIBRARIES]).encode())
    for path in sorted(path for part in CODE for path in (PROJECT / part).rglob("*.*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
