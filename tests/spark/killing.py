"""Kills a process of Spark's in the middle of its work."""

import threading
import time

import psutil


class Killer(threading.Thread):
    """Kills one process as soon as the reader that a Python process of Spark's began is at work.

    Args:
        above: how far above that Python process the one to kill is; two up is its executor.
    """

    def __init__(self, above: int = 0) -> None:
        super().__init__(daemon=True)
        self.above = above
        self.killed: list[psutil.Process] = []  # it, and what it had begun
        self.command = ""
        self.is_wanted = True

    def run(self) -> None:
        while self.is_wanted and not self.killed:
            for worker in filter(is_reading, psutil.Process().children(recursive=True)):
                victim = worker
                for _ in range(self.above):
                    victim = victim.parent()
                self.killed = [victim, *victim.children(recursive=True)]
                self.command = victim.name()
                victim.kill()
                return
            time.sleep(0.05)

    def __enter__(self) -> "Killer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_wanted = False
        self.join()


def is_reading(process: psutil.Process) -> bool:
    try:
        return (
            "pyspark.daemon" in process.cmdline()
            and "pyspark.daemon" in process.parent().cmdline()
            and any(child.cpu_times().user > 1 for child in process.children(recursive=True))
        )
    except (psutil.NoSuchProcess, AttributeError):  # it, or its parent, has just ended
        return False
