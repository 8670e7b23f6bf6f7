"""One build at a time on a warehouse: a lock on its build folder, and who holds it."""

import getpass
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.warehouse import Warehouse, WarehouseError


class WarehouseBusyError(WarehouseError):
    """Another process builds the warehouse; says which."""

    exit_code = 4


@contextmanager
def locked(warehouse: Warehouse, command: str) -> Iterator[None]:
    """Hold a warehouse, or fail at once if another process does.

    The operating system lets go of the lock when its holder ends, however that happens.

    Args:
        warehouse: what to hold; its build folder is made if missing.
        command: what for, to tell others.

    Raises:
        WarehouseBusyError: another process holds it.
    """
    warehouse.build_dir.mkdir(parents=True, exist_ok=True)
    holder = warehouse.build_dir / "holder.json"
    try:
        with FileLock(warehouse.build_dir / "lock", blocking=False):
            holder.write_text(json.dumps(_this_process(command)))
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout:
        raise WarehouseBusyError(
            f"{warehouse.published}: {_said_of(holder)} is at work on it; "
            "try again when it is done."
        ) from None


def _this_process(command: str) -> dict[str, str | int]:
    return {
        "command": command,
        "pid": os.getpid(),
        "host": platform.node(),
        "user": _user(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # in a container the user may have no name
        return str(os.getuid())


def _said_of(holder: Path) -> str:
    try:
        return "{command} (process {pid} of {user} on {host}, since {since})".format(
            **json.loads(holder.read_text())
        )
    except (OSError, ValueError, KeyError):  # it is writing that just now
        return "another build"
