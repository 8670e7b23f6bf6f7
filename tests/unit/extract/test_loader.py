import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import IO

import duckdb
import pytest

from extract.companions import CompanionError
from extract.document import Cell, Document, Note, Row
from extract.form import SEEDS
from extract.limits import Limits
from extract.loader import LoadResult, extractor_version, is_loaded, load
from extract.raw_folder import RawFolderError, survey
from extract.raw_schema import OF_A_REPORT, TABLES


def report_text(licensing: int) -> str:
    return (
        f"江干区市场监督管理局2021年政府信息公开工作年度报告\n一、总体情况\n全年公开信息{licensing}条。收到政府信息公开申请9件。\n"
        f"信息内容 | 本年处理决定数量 |\n行政许可 | {licensing} |\n行政处罚 | |\n"
        "行政强制 | 1 | 2 |\n"
    )


def identity(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]


class Landing:
    """A raw folder with the database it is loaded into."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.database = folder / "raw", folder / "loaded.duckdb"
        self.raw.mkdir()

    def put(self, name: str, content: str | bytes) -> None:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def load(self, progress: Callable[[int, int], None] = lambda *_: None) -> LoadResult:
        return load(survey(self.raw), self.database, progress=progress)

    def is_loaded(self) -> bool:
        return is_loaded(survey(self.raw), self.database)

    def sql(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def stored(self) -> dict[str, list[tuple]]:
        return {name: self.sql(f"select * from raw.{name} order by all") for name in TABLES}

    def stored_at_once(self) -> dict[str, list[tuple]]:
        """What a first load of the folder as it is now would store."""
        self.database.unlink()
        self.load()
        return self.stored()


def refuse_to_open(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    open_path = Path.open

    def opened(path: Path, *mode: str, **options: str) -> IO:
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_path(path, *mode, **options)

    monkeypatch.setattr(Path, "open", opened)


def refuse_to_list(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    scandir = os.scandir

    def listed(path: Path) -> Iterator[os.DirEntry]:
        if Path(path).name == name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", listed)


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path)


# --- what is stored ---


def test_a_report_is_stored_as_printed(landing: Landing) -> None:
    landing.put("a.txt", report_text(7))
    assert landing.load() == LoadResult(files=1, parsed=1, unchanged=0, removed=0)
    sha256 = hashlib.sha256(report_text(7).encode()).hexdigest()
    report_id = sha256[:16]
    size = len(report_text(7).encode())
    header = "本年处理决定数量"
    stored = landing.stored()
    notes = stored.pop("notes")
    assert stored == {
        "files": [("a.txt", sha256, report_id, size, None, None)],
        "rejected_files": [],
        "reports": [(report_id, "text/plain", "utf-8", "pipe_rows")],
        "statements": [
            (report_id, "agency", "title", "江干区市场监督管理局", 1),
            (report_id, "report_year", "title", "2021", 1),
            (report_id, "title", "title", report_text(7).split("\n")[0], 1),
        ],
        "report_tables": [
            (report_id, 2, "2021", "pipe_rows", 5, 7, 2, "exact"),
            (report_id, 3, "2021", None, None, None, 0, None),
            (report_id, 4, "2021", None, None, None, 0, None),
        ],
        "cells": [
            (report_id, 2, "2021", 3, 1, "行政许可", header, "7", "located", 5, 2, None),
            (report_id, 2, "2021", 4, 1, "行政处罚", header, "", "located", 6, 2, None),
            (report_id, 2, "2021", 5, 1, "行政强制", None, "1 | 2", "ambiguous", 7, 2, None),
        ],
        "paragraphs": [
            (report_id, 0, 1, 1, report_text(7).split("\n")[0]),
            (report_id, 1, 2, 2, "一、总体情况"),
            (report_id, 1, 3, 3, "全年公开信息7条。收到政府信息公开申请9件。"),
        ],
        "claims": [
            (
                *(report_id, 1, "received", "number", "9", None, None),
                *("收到政府信息公开申请9件。", 1, 3, 2, 3),
            )
        ],
        "manifest": [],
        "reporting_lines": [],
        "reviews": [],
    }
    assert [(code, line, *about) for _, code, _, line, *about in notes] == [
        ("line_not_filled", 7, 2, "administrative_compulsion"),
        ("table_not_found", None, 3, None),
        ("table_not_found", None, 4, None),
    ]
    (sentence,) = (sentence for _, _, sentence, line, *_ in notes if line == 7)
    assert "行政强制" in sentence
    assert "1 | 2" in sentence


def test_what_only_a_reader_knows_is_stored(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: bytes) -> Document:
        header = Cell("信息内容", 1, 1), Cell("本年处理决定数量", 1, 2)
        values = Cell("行政许可", 2, 1), Cell("7", 2, 2, "table 2, row 3, column 4")
        rows = tuple(Row(cells, "grid", bordered=True, grid=2) for cells in (header, values))
        return Document("text/x", "utf-8", rows, notes=(Note("bytes_not_decoded", "two bytes"),))

    monkeypatch.setattr("extract.readers.text.read", read)
    landing.put("a.txt", "any")
    landing.load()
    assert landing.sql("select source_cell from raw.cells") == [("table 2, row 3, column 4",)]
    about_file = "select code, sentence from raw.notes where line is null and table_no is null"
    assert landing.sql(about_file) == [("bytes_not_decoded", "two bytes")]


def test_files_are_found_in_subfolders_and_hidden_ones_passed_over(landing: Landing) -> None:
    hidden = [".hidden.txt", ".git/c.txt", "浙江/.~lock.d.txt", "~$e.docx"]
    for name in ["a.txt", "浙江/杭州/b.md", *hidden]:
        landing.put(name, report_text(len(name)))
    landing.load()
    assert landing.sql("select source_path from raw.files order by all") == [
        ("a.txt",),
        ("浙江/杭州/b.md",),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "文件 夹/甲局 2021年 年报.txt",
        'it\'s "quoted".txt',
        "a;drop table raw.files;--.txt",
        "100%[已审].txt",
        "a\nb.txt",
        "甲, 乙.txt",
        "🙂.TXT",
    ],
)
def test_any_file_name_is_kept(landing: Landing, name: str) -> None:
    landing.put(name, report_text(1))
    landing.load()
    assert landing.sql("select source_path from raw.files") == [(name,)]
    assert landing.load().unchanged == 1
    (landing.raw / name).unlink()
    landing.put("other.txt", report_text(2))
    assert landing.load().removed == 1
    assert landing.sql("select source_path from raw.files") == [("other.txt",)]


def test_what_the_file_name_says_is_kept_for_each_path(landing: Landing) -> None:
    landing.put("江干区市场监督管理局2021年政府信息公开工作年度报告.txt", report_text(1))
    landing.put("b.txt", report_text(1))
    landing.load()
    query = "select agency_in_name, report_year_in_name from raw.files order by source_path"
    assert landing.sql(query) == [(None, None), ("江干区市场监督管理局", 2021)]


def test_the_same_bytes_under_two_names_are_one_report_with_two_paths(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.md", report_text(1))
    assert landing.load() == LoadResult(files=2, parsed=1, unchanged=0, removed=0)
    report_id = identity(report_text(1))
    assert landing.sql("select source_path, report_id from raw.files order by all") == [
        ("a.txt", report_id),
        ("b.md", report_id),
    ]
    assert landing.sql("select report_id from raw.reports") == [(report_id,)]
    assert landing.sql("select count(*) from raw.cells") == [(3,)]


def test_every_file_is_loaded_or_rejected_with_a_reason(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("empty.txt", b"")
    landing.put("gbk.txt", report_text(1).encode("gb18030"))
    landing.put("notice.txt", "通知\n")
    landing.put("old.txt", "甲局2018年政府信息公开工作年度报告\n")
    landing.put("pictures.txt", "甲局2020年政府信息公开工作年度报告\n")
    landing.put("scan.pdf", b"%PDF-1.7")
    landing.put("sub/manifest.csv", "path\n")
    assert landing.load() == LoadResult(files=8, parsed=8, unchanged=0, removed=0)
    rejected = landing.sql("select source_path, reason_code from raw.rejected_files order by all")
    assert rejected == [
        ("empty.txt", "empty_file"),
        ("notice.txt", "not_a_report"),
        ("old.txt", "before_form"),
        ("pictures.txt", "no_values_found"),
        ("scan.pdf", "broken_file"),
        ("sub/manifest.csv", "not_a_report"),
    ]
    told = landing.sql("select source_sha256, size_bytes, reason from raw.rejected_files")
    assert all(len(sha256) == 64 and size is not None and reason for sha256, size, reason in told)


def test_what_cannot_be_opened_is_rejected_and_tried_again(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(2))
    landing.put("c/d.txt", report_text(3))
    with monkeypatch.context() as refusing:  # root may open everything, so that modes do not do
        refuse_to_open(refusing, "a.txt")
        refuse_to_list(refusing, "c")
        landing.load()
        query = "select source_path, source_sha256, size_bytes, reason_code from raw.rejected_files"
        assert landing.sql(query) == [
            ("a.txt", None, None, "not_opened"),
            ("c", None, None, "not_opened"),
        ]
        assert landing.load() == LoadResult(files=3, parsed=0, unchanged=3, removed=0)
    assert landing.load() == LoadResult(files=3, parsed=2, unchanged=1, removed=1)
    assert landing.sql(query) == []


def test_a_file_that_grew_too_large_is_rejected_unopened(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.put("a.txt", "")
    os.truncate(landing.raw / "a.txt", Limits().file_bytes + 1)
    opened, open_path = [], Path.open

    def noted(path: Path, *mode: str, **options: str) -> IO:
        opened.append(path.name)
        return open_path(path, *mode, **options)

    monkeypatch.setattr(Path, "open", noted)
    landing.load()
    assert "a.txt" not in opened
    ((*stored, reason),) = landing.sql("select * from raw.rejected_files")
    assert stored == ["a.txt", None, 67_108_865, "file_too_large"]
    assert "67,108,865 bytes" in reason
    assert "more than 67,108,864 are" in reason


def test_a_file_of_the_largest_size_is_read(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(report_text(1).encode())
    monkeypatch.setattr("extract.raw_folder.limits", lambda: Limits(file_bytes=size))
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(1) + "\n")
    landing.load()
    assert landing.sql("select source_path, size_bytes from raw.files") == [("a.txt", size)]
    rejected = landing.sql("select source_path, reason_code from raw.rejected_files")
    assert rejected == [("b.txt", "file_too_large")]


def test_a_file_whose_reading_fails_stops_no_other(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: bytes) -> Document:
        raise RecursionError("too deep")

    monkeypatch.setattr("extract.readers.html.read", read)
    landing.put("a.html", "<p>甲</p>")
    landing.put("b.txt", report_text(1))
    landing.load()
    assert landing.sql("select source_path from raw.files") == [("b.txt",)]
    ((code, reason),) = landing.sql("select reason_code, reason from raw.rejected_files")
    assert code == "reader_failed"
    assert "RecursionError: too deep" in reason


def test_a_file_whose_text_cannot_be_stored_stops_no_other(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: bytes) -> Document:
        header = Cell("信息内容", 1, 1), Cell("本年处理决定数量", 1, 2)
        values = Cell("行政许可", 2, 1), Cell("7", 2, 2)
        made = (
            *(Row(cells, "pipe_rows", bordered=True) for cells in (header, values)),
            Row((Cell("半个字符\ud800。", 3, 1),), "line_cells", bordered=False),
        )
        return Document("text/x", "utf-8", made)

    monkeypatch.setattr("extract.readers.html.read", read)
    landing.put("a.html", "<p>甲</p>")
    landing.put("b.txt", report_text(1))
    landing.put("c.txt", "通知\n")
    landing.load()
    assert landing.sql("select source_path from raw.files") == [("b.txt",)]
    rejected = landing.sql("select source_path, reason_code from raw.rejected_files order by all")
    assert rejected == [("a.html", "reader_failed"), ("c.txt", "not_a_report")]


def test_a_file_that_goes_before_it_is_read_is_rejected(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = Path.read_bytes

    def read_without_a(path: Path) -> bytes:
        if path.name == "a.txt":
            path.unlink()
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read_without_a)
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(2))
    landing.load()
    query = "select source_path, reason_code from raw.rejected_files"
    assert landing.sql(query) == [("a.txt", "not_opened")]
    monkeypatch.undo()
    landing.put("a.txt", report_text(1))  # it is back, as after a share was away
    assert landing.load().parsed == 1
    assert landing.sql(query) == []


def test_copies_of_a_file_that_failed_by_chance_are_stored_as_one_report(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = Path.read_bytes

    def read_all_but_a(path: Path) -> bytes:
        if path.name == "a.txt":
            raise OSError(errno.EIO, "Input/output error")
        return read_bytes(path)

    for name in ("a.txt", "b.txt", "c.txt"):
        landing.put(name, report_text(1))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", read_all_but_a)
        landing.load()
    stored = landing.stored()
    assert [path for path, *_ in stored["files"]] == ["b.txt", "c.txt"]
    assert [path for path, *_ in stored["rejected_files"]] == ["a.txt"]
    of_the_report = {table: stored[table] for table in OF_A_REPORT}
    landing.load()
    assert [path for path, *_ in landing.stored()["files"]] == ["a.txt", "b.txt", "c.txt"]
    stored_at_once = landing.stored_at_once()
    assert {table: stored_at_once[table] for table in OF_A_REPORT} == of_the_report


def test_a_file_name_that_is_no_utf8_is_escaped(landing: Landing) -> None:
    path = os.fsencode(landing.raw) + b"/" + "江干.txt".encode("gb18030")
    try:
        Path(os.fsdecode(path)).write_bytes(report_text(1).encode())
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    landing.load()
    assert landing.sql("select source_path from raw.files") == [(r"\xbd\xad\xb8\xc9.txt",)]
    assert landing.load().unchanged == 1


def test_no_two_file_names_are_one(landing: Landing) -> None:
    names = [b"\xff.txt", rb"\xff.txt", b"\\\xff.txt", rb"\\xff.txt", rb"a\b.txt"]
    for number, name in enumerate(names):
        try:
            (landing.raw / os.fsdecode(name)).write_text(report_text(number), encoding="utf-8")
        except OSError:
            pytest.skip("the file system takes UTF-8 names only")
    landing.load()
    stored = {name for (name,) in landing.sql("select source_path from raw.files")}
    assert len(stored) == len(names)
    assert {r"\xff.txt", r"a\b.txt"} < stored


def test_links_are_followed_within_the_folder_only(landing: Landing, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(report_text(1), encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    landing.put("sub/a.txt", report_text(2))
    for name, target in {
        "gone.txt": "nowhere.txt",
        "inside.txt": "sub/a.txt",
        "loop.txt": "loop.txt",
        "out.txt": "../outside.txt",
        "out_by_name.txt": str(tmp_path / "outside.txt"),
        "out_folder": "../elsewhere",
        "sub/up": "..",
    }.items():
        (landing.raw / name).symlink_to(target)
    landing.load()
    assert landing.sql("select source_path from raw.files order by all") == [
        ("inside.txt",),
        ("sub/a.txt",),
    ]
    assert landing.sql("select source_path, reason_code from raw.rejected_files order by all") == [
        ("gone.txt", "not_opened"),
        ("loop.txt", "not_opened"),
        ("out.txt", "link_not_followed"),
        ("out_by_name.txt", "link_not_followed"),
        ("out_folder", "link_not_followed"),
        ("sub/up", "link_not_followed"),
    ]


def test_a_raw_folder_may_itself_be_a_link(landing: Landing, tmp_path: Path) -> None:
    landing.put("a.txt", report_text(1))
    landing.raw = tmp_path / "link"
    landing.raw.symlink_to("raw")
    landing.load()
    assert landing.sql("select source_path from raw.files") == [("a.txt",)]


def test_what_is_no_file_is_rejected_unopened(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    os.mkfifo(landing.raw / "pipe.txt")  # to open it would wait for a writer forever
    landing.load()
    query = "select source_path, reason_code from raw.rejected_files"
    assert landing.sql(query) == [("pipe.txt", "not_a_file")]


def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next_load(
    landing: Landing,
) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(2))
    folder = survey(landing.raw)
    landing.put("a.txt", report_text(3))
    load(folder, landing.database)
    query = "select source_path, source_sha256, reason_code from raw.rejected_files"
    assert landing.sql(query) == [("a.txt", None, "changed_while_read")]
    assert landing.load() == LoadResult(files=2, parsed=1, unchanged=1, removed=0)
    assert landing.stored() == landing.stored_at_once()


def test_times_of_files_mean_nothing(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(2))
    os.utime(landing.raw / "a.txt", (0, 0))
    landing.load()
    os.utime(landing.raw / "b.txt", (4e9, 4e9))  # the year 2096
    assert landing.load().unchanged == 2
    landing.put("a.txt", report_text(3))  # as long as before
    os.utime(landing.raw / "a.txt", (0, 0))
    assert landing.load().parsed == 1
    assert landing.stored() == landing.stored_at_once()


@pytest.mark.parametrize("first", ["a.docx", "b.txt"])
def test_the_same_bytes_give_the_same_report_whatever_the_suffix(
    landing: Landing, first: str
) -> None:
    landing.put(first, report_text(1))
    landing.load()
    landing.put("a.docx", report_text(1))
    landing.put("b.txt", report_text(1))
    landing.load()
    loaded = landing.sql("select source_path from raw.files order by all")
    assert loaded == [("a.docx",), ("b.txt",)]
    assert landing.sql("select source_path from raw.rejected_files") == []
    assert landing.stored() == landing.stored_at_once()


# --- what a later load does ---


def test_a_second_load_parses_nothing_and_changes_nothing(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(1))
    landing.put("c.txt", "通知\n")
    landing.load()
    stored = landing.stored()
    assert landing.load() == LoadResult(files=3, parsed=0, unchanged=3, removed=0)
    assert landing.stored() == stored


def test_only_new_files_are_parsed(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.load()
    landing.put("b.txt", report_text(2))
    assert landing.load() == LoadResult(files=2, parsed=1, unchanged=1, removed=0)
    assert landing.stored() == landing.stored_at_once()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(report_text(1), report_text(2), id="report-to-report"),
        pytest.param(report_text(1), "通知\n", id="report-to-rejected"),
        pytest.param("通知\n", report_text(1), id="rejected-to-report"),
        pytest.param("通知\n", "公告\n", id="rejected-to-rejected"),
    ],
)
def test_a_changed_file_takes_the_place_of_what_it_was(
    landing: Landing, before: str, after: str
) -> None:
    landing.put("a.txt", before)
    landing.put("b.txt", report_text(3))
    landing.load()
    landing.put("a.txt", after)
    assert landing.load() == LoadResult(files=2, parsed=1, unchanged=1, removed=0)
    assert landing.stored() == landing.stored_at_once()


@pytest.mark.parametrize("content", [report_text(1), "通知\n"], ids=["report", "rejected"])
def test_a_removed_file_leaves_the_tables(landing: Landing, content: str) -> None:
    landing.put("a.txt", content)
    landing.put("b.txt", report_text(2))
    landing.load()
    (landing.raw / "a.txt").unlink()
    assert landing.load() == LoadResult(files=1, parsed=0, unchanged=1, removed=1)
    assert landing.stored() == landing.stored_at_once()
    report_id = identity(report_text(2))
    for table in OF_A_REPORT:
        assert landing.sql(f"select distinct report_id from raw.{table}") == [(report_id,)]


def test_a_renamed_file_is_not_parsed_again(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.load()
    (landing.raw / "a.txt").rename(landing.raw / "b.txt")
    assert landing.load() == LoadResult(files=1, parsed=0, unchanged=0, removed=1)
    assert landing.stored() == landing.stored_at_once()


def test_a_report_stays_while_one_of_its_paths_does(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(1))
    landing.load()
    (landing.raw / "a.txt").unlink()
    assert landing.load() == LoadResult(files=1, parsed=0, unchanged=1, removed=1)
    assert landing.stored() == landing.stored_at_once()
    assert landing.sql("select count(*) from raw.cells") == [(3,)]


def test_files_that_swap_their_bytes_are_not_parsed_again(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", report_text(2))
    landing.load()
    landing.put("a.txt", report_text(2))
    landing.put("b.txt", report_text(1))
    assert landing.load() == LoadResult(files=2, parsed=0, unchanged=0, removed=0)
    assert landing.stored() == landing.stored_at_once()


def test_another_version_of_the_extractor_reads_all_anew(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", "通知\n")
    landing.load()
    stored = landing.stored()
    with duckdb.connect(str(landing.database)) as connection:
        connection.execute("update raw.loads set extractor_version = 'older'")
        connection.execute("alter table raw.cells drop column value_raw")
    assert landing.load() == LoadResult(files=2, parsed=2, unchanged=0, removed=0)
    assert landing.stored() == stored
    assert landing.load().parsed == 0


@pytest.mark.parametrize("library", ["lxml", "opencc", "pypdfium2", "rapidfuzz", "selectolax"])
def test_another_version_of_a_library_is_another_extractor(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    now = extractor_version()
    assert extractor_version() == now

    def other_version(name: str) -> str:
        return "0.0.1" if name == library else version(name)

    monkeypatch.setattr("extract.loader.version", other_version)
    assert extractor_version() != now


@pytest.mark.parametrize("seed", ["form_labels", "claim_patterns", "claim_words", "claim_scopes"])
def test_another_row_in_a_seed_is_another_extractor(
    seed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = shutil.copytree(SEEDS, tmp_path / "dbt_project" / "seeds").parents[1]
    monkeypatch.setattr("extract.loader.PROJECT", project)
    monkeypatch.setattr("extract.loader.SEEDS", project / "dbt_project" / "seeds")
    before = extractor_version()
    with (project / "dbt_project" / "seeds" / f"{seed}.csv").open("a", encoding="utf-8") as file:
        file.write("another,row\n")
    assert extractor_version() != before


def test_code_that_moves_to_another_folder_is_another_extractor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = shutil.copytree(SEEDS, tmp_path / "dbt_project" / "seeds").parents[1]
    monkeypatch.setattr("extract.loader.PROJECT", project)
    monkeypatch.setattr("extract.loader.SEEDS", project / "dbt_project" / "seeds")
    (project / "extract" / "readers").mkdir(parents=True)
    (project / "extract" / "text.py").write_text("", "utf-8")
    before = extractor_version()
    (project / "extract" / "text.py").rename(project / "extract" / "readers" / "text.py")
    assert extractor_version() != before


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_load_that_was_ended_is_continued_by_the_next(
    landing: Landing, failure: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.loader.GROUP", 1)
    monkeypatch.setattr("extract.loader.GROUPS_STORED", 1)
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", "通知\n")
    landing.put("z.txt", report_text(9))
    landing.load()
    landing.put("a.txt", report_text(2))
    landing.put("c.txt", report_text(3))
    landing.put("d.txt", report_text(4))
    (landing.raw / "b.txt").unlink()

    def fail(done: int, total: int) -> None:
        assert total == 4
        if done == 3:  # of the three new ones the second is read and not yet stored
            raise failure

    with pytest.raises(failure):
        landing.load(fail)
    assert landing.sql("select files_found from raw.loads") == [(None,)]
    assert not landing.is_loaded()
    assert landing.load() == LoadResult(files=4, parsed=2, unchanged=2, removed=0)
    assert landing.sql("select files_found from raw.loads") == [(4,)]
    assert landing.is_loaded()
    assert landing.stored() == landing.stored_at_once()


def test_a_folder_is_loaded_until_something_in_it_changes(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("b.txt", "通知\n")
    landing.put("manifest.csv", "path,agency\na.txt,甲局\n")
    landing.load()
    assert landing.is_loaded()
    for name, content in {
        "a.txt": report_text(2),
        "b.txt": "公告\n",
        "c.txt": report_text(1),
        "manifest.csv": "path,agency\na.txt,乙局\n",
    }.items():
        landing.put(name, content)
        assert not landing.is_loaded(), name
        landing.load()
        assert landing.is_loaded(), name
    (landing.raw / "c.txt").unlink()
    assert not landing.is_loaded()


def test_limits_are_part_of_what_decides_how_files_are_read(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.put("a.txt", report_text(1))
    landing.load()
    monkeypatch.setattr("extract.loader.limits", lambda: Limits(pages=7))
    assert not landing.is_loaded()
    assert landing.load().parsed == 1


def test_progress_counts_every_file(landing: Landing) -> None:
    steps = []
    for number in range(501):  # more than are held in memory at once
        landing.put(f"{number}.txt", f"通知{number}\n")
    landing.load(lambda *step: steps.append(step))
    assert steps == [(done, 501) for done in [*range(20, 501, 20), 501]]
    landing.put("new.txt", report_text(1))
    landing.load(lambda *step: steps.append(step))
    assert steps[-1] == (502, 502)
    assert landing.sql("select count(*) from raw.rejected_files") == [(501,)]


# --- manifests ---


@pytest.mark.parametrize(
    ("content", "stored"),
    [
        pytest.param(
            "path,agency,year,url,region\na.txt,甲局,2020,https://example.org/?a=1,330104\n",
            [("a.txt", "甲局", "2020", "https://example.org/?a=1", "330104")],
            id="all-columns",
        ),
        pytest.param(
            "year,path\n2020,a.txt\n",
            [("a.txt", None, "2020", None, None)],
            id="some-in-another-order",
        ),
        pytest.param("path\n", [], id="no-rows"),
        pytest.param(
            "path,agency\r\na.txt,\r\n", [("a.txt", None, None, None, None)], id="CRLF-blank"
        ),
        pytest.param(
            "\ufeffpath\na.txt\n", [("a.txt", None, None, None, None)], id="byte-order-mark"
        ),
        pytest.param('path\n"甲, 乙.txt"\n', [("甲, 乙.txt", None, None, None, None)], id="quoted"),
        pytest.param(
            "path,year\na.txt,2020年\n", [("a.txt", None, "2020年", None, None)], id="nian"
        ),
        pytest.param(
            "path,agency\na.txt,\n,\n", [("a.txt", None, None, None, None)], id="blank-row"
        ),
    ],
)
def test_a_manifest_is_stored_and_is_no_report(
    landing: Landing, content: str, stored: list[tuple]
) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("manifest.csv", content)
    assert landing.load().files == 1
    assert landing.sql("select * from raw.manifest") == stored


def test_a_manifest_is_read_anew_by_each_load(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.put("manifest.csv", "path,agency\na.txt,甲局\n")
    landing.load()
    landing.put("manifest.csv", "path,agency\na.txt,乙局\n")
    assert landing.load().parsed == 0
    assert landing.sql("select agency from raw.manifest") == [("乙局",)]
    (landing.raw / "manifest.csv").unlink()
    landing.load()
    assert landing.sql("select * from raw.manifest") == []


# --- folders and manifests that cannot be used ---


def test_a_missing_folder_is_an_error(landing: Landing) -> None:
    landing.raw.rmdir()
    with pytest.raises(RawFolderError, match="no such folder"):
        landing.load()
    assert not landing.database.exists()


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text(report_text(1), "utf-8")
    with pytest.raises(RawFolderError, match="no such folder"):
        survey(tmp_path / "raw")


@pytest.mark.parametrize("names", [[], ["manifest.csv"], [".hidden.txt"]])
def test_a_folder_without_reports_is_an_error(landing: Landing, names: list[str]) -> None:
    for name in names:
        landing.put(name, "path\n")
    with pytest.raises(RawFolderError, match="no report files"):
        landing.load()
    assert not landing.database.exists()


def test_an_emptied_folder_does_not_empty_the_tables(landing: Landing) -> None:
    landing.put("a.txt", report_text(1))
    landing.load()
    stored = landing.stored()
    (landing.raw / "a.txt").unlink()
    with pytest.raises(RawFolderError):
        landing.load()
    assert landing.stored() == stored


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("", "UTF-8", id="empty"),
        pytest.param("path,agency\na.txt,甲局\n".encode("gb18030"), "UTF-8", id="gb18030"),
        pytest.param("path,agency\na.txt,甲局,多\n", "UTF-8", id="too-many-fields"),
        pytest.param("path;agency\na.txt;甲局\n", "expected path", id="other-separator"),
        pytest.param("file,agency\na.txt,甲局\n", "file, agency", id="no-path"),
        pytest.param("path,名称\na.txt,甲局\n", "名称", id="unknown-column"),
        pytest.param("path,year\na.txt,2020\nb.txt,2021\na.txt,2021\n", "a.txt", id="twice"),
        pytest.param("path,year\na.txt,20\n", "20; expected four digits", id="year-of-two-digits"),
        pytest.param(
            "path,region\na.txt,柳州\n",
            "柳州; expected the six digits of a division",
            id="region-by-name",
        ),
        pytest.param(
            "path,region\na.txt,330199\n",
            "330199; expected the six digits of a division",
            id="unknown-region",
        ),
        pytest.param("path,agency\n,甲局\n", "row 2 names no path", id="row-without-path"),
    ],
)
def test_a_malformed_manifest_stops_the_load_and_says_why(
    landing: Landing, content: str | bytes, told: str
) -> None:
    landing.put("a.txt", report_text(1))
    landing.load()
    stored = landing.stored()
    landing.put("b.txt", report_text(2))
    landing.put("manifest.csv", content)
    with pytest.raises(CompanionError, match=told) as error:
        landing.load()
    assert "manifest.csv" in str(error.value)
    assert landing.stored() == stored
