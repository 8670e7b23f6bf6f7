"""Where libraries put temporary files: in one folder, which a later build finds and removes."""

import os
import shutil
import tempfile
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

PREFIX = "ogi-"


def use_scratch(link: Path) -> None:
    """Have all temporary files of this process and its workers go to a folder of its own.

    The folder is removed when the process ends. Should it be killed, the link leads to it, and
    the next process that is given the same link removes it.
    """
    folder = _folder()
    if link.is_symlink():
        left = link.readlink()
        if left != folder and left.name.startswith(PREFIX):
            shutil.rmtree(left, ignore_errors=True)
        link.unlink()
    link.symlink_to(folder)


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix=PREFIX)
    # after multiprocessing has removed its own folder in it, which has priority -100
    Finalize(None, shutil.rmtree, (folder, True), exitpriority=-200)
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    return Path(folder)
