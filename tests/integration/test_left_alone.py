"""What becomes of a warehouse whose builds are killed, find no room, or meet odd names."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import duckdb
import pytest

from expectations.runner import validate
from pipeline.database import previous_of
from pipeline.export import export
from tests.conftest import ROOT, SPECIMENS, Build
from tests.integration.test_build import checksum, marts
from website.build import write_site

SEED = 1
MODELS = 90  # and some: enough to kill in the middle of them


@contextmanager
def started(raw: Path, warehouse: Path) -> Iterator[subprocess.Popen]:
    """A build under way; whatever is left of it at the end is killed, with all its processes."""
    command = [sys.executable, "-m", "pipeline", "build", "--raw", raw, "--warehouse", warehouse]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(process: subprocess.Popen, is_so: Callable[[], bool]) -> None:
    """Return as soon as something is so of a build that is under way."""
    while not is_so():
        assert process.poll() is None, process.stderr.read()


def record_of(warehouse: Path) -> dict:
    return json.loads((warehouse.parent / "run.json").read_text(encoding="utf-8"))


@pytest.fixture
def outdated(specimen_warehouse: Path, tmp_path: Path) -> Path:
    """The specimens' warehouse as if one of them had been another file when it was built."""
    folder = tmp_path / "published"
    shutil.copytree(specimen_warehouse.parent, folder)
    warehouse = folder / specimen_warehouse.name
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update raw.files set source_sha256 = 'x' where source_path like 'y%'")
        connection.execute("delete from marts.fct_cells where source_line = 32")
    return warehouse


def test_killed_at_any_moment_the_next_build_makes_all_good(
    specimen_warehouse: Path, outdated: Path, build: Callable[..., Build]
):
    before = marts(outdated)
    build_dir = outdated.parent / f".{outdated.stem}.build"
    compiled = build_dir / "dbt" / "run" / "ogi_warehouse" / "models"
    shutil.rmtree(build_dir / "dbt")
    some = random.Random(SEED).randrange(MODELS)

    with started(SPECIMENS, outdated) as process:
        wait_for(process, (build_dir / outdated.name).exists)
    assert marts(outdated) == before

    with started(SPECIMENS, outdated) as process:
        assert process.stdout.readline().startswith("extract")
        second = build(SPECIMENS, outdated)
        assert second.code == 4
        assert f"(process {process.pid} on " in second.printed
        wait_for(process, lambda: len(list(compiled.rglob("*.sql"))) > some)
    assert marts(outdated) == before

    with started(SPECIMENS, outdated) as process:
        assert process.stdout.readline().startswith("extract")
        process.send_signal(signal.SIGTERM)
        _, printed = process.communicate()
    assert process.returncode == 143
    assert printed == "Error: ended by SIGTERM\n"
    assert record_of(outdated)["outcome"] == "interrupted"
    assert marts(outdated) == before

    last = build(SPECIMENS, outdated)
    assert last.code == 0, last.printed
    assert marts(outdated) == marts(specimen_warehouse)
    assert marts(previous_of(outdated)) == before
    assert record_of(outdated)["files"]["read"] == 0  # the build that was killed had read them
    names = {path.name for path in build_dir.iterdir()}
    assert names == {"dbt", "lock", "published.json", "transformed"}
    again = build(SPECIMENS, outdated)
    assert "nothing new" in again.printed
    assert record_of(outdated)["outcome"] == "nothing_new"


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[None]:
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount file systems, and not in every container")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_fails_a_build_clearly_and_gets_its_room_back(
    specimen_warehouse: Path, outdated: Path, build: Callable[..., Build], tmp_path: Path
):
    size = outdated.stat().st_size
    with mounted(tmp_path / "small", f"size={size * 3 // 2}"):
        small = Path(shutil.copy(outdated, tmp_path / "small"))
        before = checksum(small)
        failed = build(SPECIMENS, small)
        assert failed.code == 1
        assert failed.printed.endswith("No space left on device; free some space.\n")
        assert "Traceback" not in failed.printed
        assert checksum(small) == before
        assert record_of(small)["outcome"] == "failed"
        assert shutil.disk_usage(tmp_path / "small").free > size // 3


def test_a_folder_that_may_not_be_written_to_is_named(
    outdated: Path, build: Callable[..., Build], tmp_path: Path
):
    with mounted(tmp_path / "fixed", "size=100m"):
        fixed = Path(shutil.copy(outdated, tmp_path / "fixed"))
        before = checksum(fixed)
        remount = ["mount", "-o", "remount,ro", str(fixed.parent)]
        subprocess.run(remount, check=True)
        failed = build(SPECIMENS, fixed)
        assert failed.code == 1
        assert f"{fixed.parent}/" in failed.printed
        assert "choose another place" in failed.printed
        assert "Traceback" not in failed.printed
        assert checksum(fixed) == before


NAMES = (
    "a name with blanks.txt",
    "某局（2020年）年度报告.txt",
    """it's "quoted" & <b>bold<.txt""",
    "two\nlines.txt",
    "长" * 82 + ".txt",  # 250 bytes
)


@pytest.fixture(scope="module")
def oddly_named(
    build: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Build]:
    raw = tmp_path_factory.mktemp("odd") / "raw"
    (raw / "no reports").mkdir(parents=True)
    for name, specimen in zip(NAMES, sorted(SPECIMENS.iterdir()), strict=True):
        assert len(name.encode()) <= 250
        shutil.copy(specimen, raw / name)
        (raw / "no reports" / name).write_text("今年我局认真做好各项工作。\n", encoding="utf-8")
    built = build(raw, raw.parent / "it's; odd" / "w.duckdb")
    assert built.code == 0, built.printed
    return built


def test_odd_names_are_listed_in_the_summary_as_they_are(oddly_named: Build):
    for name in NAMES:
        assert f"no reports/{name}: not_a_report".replace("\n", "↵") in oddly_named.printed
    assert "Traceback" not in oddly_named.printed
    assert record_of(oddly_named.warehouse)["files"]["rejected"] == {"not_a_report": len(NAMES)}


def test_odd_names_are_in_the_warehouse_its_pages_and_its_export(oddly_named: Build):
    folder = oddly_named.warehouse.parent
    pages = [unescape(page.read_text("utf-8")) for page in (folder / "data_docs").rglob("*.html")]
    # this one contradicts itself in its prose
    assert any(NAMES[3] in page for page in pages)
    export(oddly_named.warehouse, folder / "export", lambda *_: None)
    with (folder / "export" / "csv" / "dim_reports.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["source_path"] for row in csv.DictReader(file)) == sorted(NAMES)


def test_a_build_of_odd_names_in_an_odd_place_finds_nothing_new(
    oddly_named: Build, build: Callable[..., Build]
):
    folder = oddly_named.warehouse.parent
    again = build(folder.parent / "raw", oddly_named.warehouse)
    assert again.code == 0
    assert "10 files, nothing new" in again.printed


def test_each_reader_of_the_published_file_has_a_folder_of_its_own_to_spill_into(
    oddly_named: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    warehouse = oddly_named.warehouse
    asked = "select current_setting('temp_directory')"
    duckdb_connect = duckdb.connect
    folders: set[str] = set()

    def connect(*args: object, **options: object) -> duckdb.DuckDBPyConnection:
        connection = duckdb_connect(*args, **options)
        if str(warehouse) in (*args, options.get("database")):
            folders.update(connection.execute(asked).fetchone())
        return connection

    monkeypatch.setattr(duckdb, "connect", connect)
    export(warehouse, tmp_path / "export", lambda *_: None)
    write_site(warehouse, tmp_path / "site", lambda *_: None)
    validate(warehouse, tmp_path / "judged")
    assert len(folders) == 3
    for _ in range(2):
        prompt = subprocess.run(
            [sys.executable, "-m", "pipeline", "sql", "--warehouse", warehouse],
            cwd=ROOT,
            input=f".mode csv\n.headers off\n{asked};\n",
            capture_output=True,
            text=True,
            check=True,
        )
        folders.add(prompt.stdout.strip())
    assert len(folders) == 5
    assert f"{warehouse}.tmp" not in folders
