"""Knows when a build would give what is published already.

After it has published, a build leaves a stamp: what it was made with, and what it wrote. Where
the two are the same today, and no report file or CSV of people's has changed, building again
would write the same marts. Whatever differs, is missing or in doubt means a build.
"""

import hashlib
import json
import os
import platform
import uuid
from importlib.metadata import distributions
from pathlib import Path

import duckdb

from extract.loader import is_loaded
from extract.raw_folder import RawFolder
from pipeline.database import fingerprint, opened
from pipeline.files import write_whole
from pipeline.warehouse import PRODUCTS, Warehouse

PROJECT = Path(__file__).resolve().parent.parent
CODE = ("extract", "dbt_project", "expectations", "pipeline", "website")


def code_digest() -> str:
    """A digest of all that decides what a build makes of a folder of reports.

    That is the code with its seeds, Python, every library, and what is set for dbt. The limits
    of files are part of the extractor's version, which is in the warehouse itself.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    libraries = sorted(f"{library.name}=={library.version}" for library in distributions())
    settings = sorted(item for item in os.environ.items() if item[0].startswith("DBT_"))
    digest.update(repr((libraries, settings)).encode())
    for folder in CODE:
        _add(digest, PROJECT, PROJECT / folder)
    return digest.hexdigest()


def mark(database: Path) -> None:
    """Give a working copy a name of its own, by which no other file can be taken for it."""
    with duckdb.connect(str(database)) as connection:
        connection.execute("create or replace table raw.builds as select ? as id", [uuid.uuid4()])


def write_stamp(warehouse: Warehouse, code: str) -> None:
    """Note, as the last act of a build, what was published and with which code."""
    write_whole(warehouse.stamp, json.dumps(_state(warehouse, code)))


def is_nothing_new(warehouse: Warehouse, folder: RawFolder, code: str) -> bool:
    """Whether all that is published is as a build of the folder would make it.

    Args:
        warehouse: the warehouse; its published file is opened read-only, and checked.
        folder: the folder of reports as it is now.
        code: digest of the code as it is now.

    Raises:
        WarehouseError: the published file is no whole warehouse, or being written to.
    """
    return is_as_published(warehouse, code) and is_loaded(folder, warehouse.published)


def is_as_published(warehouse: Warehouse, code: str) -> bool:
    """Whether all that is published is as a build by this code left it.

    Args:
        warehouse: the warehouse; its published file is opened read-only, and checked.
        code: digest of the code as it is now.

    Raises:
        WarehouseError: the published file is no whole warehouse, or being written to.
    """
    try:
        stamp = json.loads(warehouse.stamp.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    if not warehouse.published.exists():
        return False
    try:
        return stamp == _state(warehouse, code)
    except duckdb.Error:  # it lacks a table, as one that an older version of the program made
        return False


def _state(warehouse: Warehouse, code: str) -> dict[str, str | list]:
    with opened(warehouse.published) as connection:
        build = connection.execute("select id::varchar from raw.builds").fetchall()
    products = hashlib.sha256()
    for name in PRODUCTS:
        _add(products, warehouse.published.parent, warehouse.published.parent / name)
    return {
        "code": code,
        "build": [list(row) for row in build],
        "database": fingerprint(warehouse.published),
        "products": products.hexdigest(),
    }


def _add(digest: "hashlib._Hash", root: Path, path: Path) -> None:
    """Add a file, or all files of a folder, by name and bytes; what is missing adds its name."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if "__pycache__" in file.parts or file.is_dir():
            continue
        content = file.read_bytes() if file.exists() else b""
        header = f"{file.relative_to(root)}\0{file.exists()}\0{len(content)}\0"
        digest.update(header.encode("utf-8", "surrogateescape") + content)
