"""Lets one command at a time work on a warehouse."""

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from extract.language import Message, _
from pipeline.errors import HeldError
from pipeline.files import write_whole
from pipeline.warehouse import Warehouse


@contextmanager
def held(warehouse: Warehouse, command: str) -> Iterator[None]:
    """Hold the lock of a warehouse's build folder, and say beside it who does.

    The operating system frees the lock of a process that died: nothing stale is ever in the way.

    Args:
        warehouse: the warehouse; its build folder is made if missing.
        command: what the holder does, for those it keeps waiting.

    Raises:
        HeldError: another process holds it; says which, and since when.
    """
    warehouse.build_dir.mkdir(parents=True, exist_ok=True)
    holder = warehouse.build_dir / "holder.json"
    lock = FileLock(warehouse.build_dir / "lock", blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise HeldError(
            _(
                "{warehouse}: {holder} works on it. Wait for it to end, or end it, and try again."
            ).format(warehouse=warehouse.published, holder=_holder(holder))
        ) from error
    try:
        write_whole(holder, json.dumps(_this_process(command), ensure_ascii=False))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _this_process(command: str) -> dict[str, str | int]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "user": _user(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # one without a name, as in many containers
        return str(os.getuid())


def _holder(file: Path) -> Message:
    try:
        by = json.loads(file.read_text(encoding="utf-8"))
        return _("{command!r} of {user} (process {pid} on {host}, since {since})").format(**by)
    except (OSError, ValueError, KeyError, TypeError):  # it has just begun, or is about to end
        return _("another command")
