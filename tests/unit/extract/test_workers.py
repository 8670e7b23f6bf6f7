"""Files are read in processes of their own, which end when a file asks too much."""

import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from itertools import repeat
from pathlib import Path

import pebble
import pytest

from extract import reading, workers
from extract.limits import Limits
from extract.raw_folder import RawFile, survey
from extract.reading import Bounds, Frames, read_files
from extract.report import Report, read_report
from tests.conftest import ROOT, SPECIMENS


def read_or_obey(group: list[RawFile], bounds: Bounds) -> Frames:
    """Reads files, but does what one says: a stand-in for faults of libraries."""
    for file in group:
        word = b"" if file.refusal else file.path.read_bytes()
        with bounds():
            if word == b"spin":
                while True:
                    pass
            if word == b"wait":
                signal.pause()
            if word == b"abort":
                os.abort()
            if word == b"kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if word == b"leave":
                os._exit(3)
            if word == b"hoard":
                reading.read_report = hoard
    return read_files(group, bounds)


def hoard(name: str, content: bytes) -> Report:
    if content == b"hoard":
        list(map(bytearray, repeat(2**24)))
    return read_report(name, content)


def read(raw: Path, contents: dict[str, bytes]) -> dict[str, str | None]:
    """The files of a folder: loaded, or the reason why not. All are one group."""
    for name, content in contents.items():
        (raw / name).write_bytes(content)
    rows = {}
    for frames in workers.read_in_workers([survey(raw).files], 1, read_or_obey):
        for table, frame in frames.items():
            if table == "files":
                rows |= dict.fromkeys(frame["source_path"])
            if table == "rejected_files":
                rows |= dict(frame.select("source_path", "reason").iter_rows())
    return rows


@pytest.fixture
def specimen() -> bytes:
    return next(SPECIMENS.glob("*.txt")).read_bytes()


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("spin", "more than 1 seconds of processor time"),
        ("wait", "the disk or share it lies on may not answer"),
        ("abort", "SIGABRT"),
        ("leave", "exit code 3"),
        ("hoard", "bytes of memory"),
    ],
)
def test_a_file_that_ends_its_reader_takes_no_other_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, specimen: bytes, word: str, reason: str
) -> None:
    limits = Limits(cpu_seconds=1, memory_bytes=400_000_000)
    monkeypatch.setattr(workers, "limits", lambda: limits)
    if word == "wait":
        monkeypatch.setattr(workers, "SLOWNESS", 2)
    contents = {"a.txt": specimen, "b.txt": word.encode(), "c.txt": specimen + b"\n", "d.txt": b"x"}
    rows = read(tmp_path, contents)
    assert rows.keys() == contents.keys()
    assert (rows["a.txt"], rows["c.txt"]) == (None, None)
    assert reason in rows["b.txt"]
    assert "Neither the title nor any table" in rows["d.txt"]


@pytest.mark.parametrize(
    ("word", "may_pass"), [("spin", False), ("wait", True), ("abort", False), ("kill", True)]
)
def test_what_the_machine_may_be_to_blame_for_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, may_pass: bool
) -> None:
    monkeypatch.setattr(workers, "limits", lambda: Limits(cpu_seconds=1))
    monkeypatch.setattr(workers, "SLOWNESS", 2)
    (tmp_path / "a.txt").write_text(word)
    (frames,) = workers.read_in_workers([survey(tmp_path).files], 1, read_or_obey)
    ((sha256,),) = frames["rejected_files"].select("source_sha256").rows()
    assert (sha256 is None) == may_pass  # without a digest the next load reads it


def test_pools_that_break_after_some_results_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, specimen: bytes
) -> None:
    """As when pebble has a worker's end on its hands and no task of it."""
    schedule, handed_out = pebble.ProcessPool.schedule, []

    def break_every_eighth(
        pool: pebble.ProcessPool, function: object, arguments: list, timeout: float
    ) -> pebble.ProcessFuture:
        handed_out.append(arguments)
        if len(handed_out) % 8 or len(handed_out) > 32:
            return schedule(pool, function, arguments, timeout=timeout)
        lost = pebble.ProcessFuture()
        lost.set_exception(BrokenProcessPool())
        return lost

    monkeypatch.setattr(pebble.ProcessPool, "schedule", break_every_eighth)
    names = [f"{number:02}.txt" for number in range(20)]
    for name in names:
        (tmp_path / name).write_bytes(specimen + name.encode())
    groups = [[file] for file in survey(tmp_path).files]
    found = list(workers.read_in_workers(groups, 1))
    assert [frames["files"]["source_path"].item() for frames in found] == names
    assert len(handed_out) > 32  # more pools broke than may in a row


def test_a_pool_that_breaks_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, specimen: bytes
) -> None:
    """As when a process ends before pebble knows what it was reading."""
    schedule, broken = pebble.ProcessPool.schedule, []

    def break_at_the_third(
        pool: pebble.ProcessPool, *arguments: object, timeout: float
    ) -> pebble.ProcessFuture:
        broken.append(pool)
        if len(broken) == 3:
            raise RuntimeError("Unexpected error within the Pool")
        return schedule(pool, *arguments, timeout=timeout)

    monkeypatch.setattr(pebble.ProcessPool, "schedule", break_at_the_third)
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_bytes(specimen + name.encode())
    groups = [[file] for file in survey(tmp_path).files]
    found = list(workers.read_in_workers(groups, 1))
    names = [frames["files"]["source_path"].to_list() for frames in found]
    assert names == [["a.txt"], ["b.txt"], ["c.txt"], ["d.txt"]]
    assert len(set(map(id, broken))) == 2


def test_a_pool_that_always_breaks_ends_the_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, timeout: float) -> None:
        raise RuntimeError("Unexpected error within the Pool")

    monkeypatch.setattr(pebble.ProcessPool, "schedule", broken)
    (tmp_path / "a.txt").touch()
    with pytest.raises(BrokenProcessPool):
        list(workers.read_in_workers([survey(tmp_path).files], 1))


def test_what_was_refused_unread_comes_back_with_its_reason(
    tmp_path: Path, specimen: bytes
) -> None:
    (tmp_path / "link.txt").symlink_to("/etc")
    rows = read(tmp_path, {"a.txt": specimen})
    assert rows["a.txt"] is None
    assert "out of the folder of reports" in rows["link.txt"]


def test_the_results_are_those_of_one_process_in_their_order() -> None:
    files = survey(SPECIMENS).files
    groups = [[file] for file in files]
    expected = [read_files(group) for group in groups]
    for count in (1, 2):
        found = list(workers.read_in_workers(groups, count))
        assert [sorted(frames) for frames in found] == [sorted(frames) for frames in expected]
        for frames, wanted in zip(found, expected, strict=True):
            assert all(frames[table].equals(wanted[table]) for table in wanted)


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    """A build that is killed leaves no process behind that reads on."""
    os.mkfifo(tmp_path / "pipe")
    script = f"""
import os, signal
from pathlib import Path
from extract import workers
from tests.unit.extract.test_workers import tell_and_wait
from extract.raw_folder import RawFile

if __name__ == "__main__":
    file = RawFile(Path({str(tmp_path / "pipe")!r}), "pipe", "", 0)
    list(workers.read_in_workers([[file]], 1, tell_and_wait))
"""
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, process_group=0)
    with (tmp_path / "pipe").open() as pipe:  # opened by the worker, too, and closed by its end
        assert pipe.readline() == "reading\n"
        parent.kill()
        assert pipe.read() == ""
    parent.wait()


def tell_and_wait(group: list[RawFile], _: Bounds) -> Frames:
    with group[0].path.open("w") as pipe:
        pipe.write("reading\n")
        pipe.flush()
        signal.pause()
    return {}
