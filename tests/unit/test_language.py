"""Every text of the program is there in Chinese, and the English of logs and data stays."""

import ast
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import duckdb
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from expectations.__main__ import main as expectations_cli
from extract import language
from extract.__main__ import cli as extract_cli
from extract.help import help_texts
from extract.language import (
    CATALOGUE,
    CHINESE,
    STORED,
    Message,
    english,
    joined,
    language_in,
    retold,
)
from pipeline.__main__ import cli as pipeline_cli
from tests.conftest import ROOT, SPECIMENS

COMMANDS = {"pipeline": pipeline_cli, "extract": extract_cli, "expectations": expectations_cli}
# A step's name is printed in the user's language.
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "step": None, "progress_bar": None}
HAN = re.compile("[\u4e00-\u9fff]")
PRINT_HELP = """
import click, sys
from importlib import import_module
from extract.help import speaking

def print_help(command, name, parent=None):
    context = click.Context(command, parent, name)
    print(command.get_help(context))
    for name, subcommand in getattr(command, "commands", {}).items():
        print_help(subcommand, name, context)

for package, name in (("pipeline", "cli"), ("extract", "cli"), ("expectations", "main")):
    print_help(speaking(getattr(import_module(f"{package}.__main__"), name)), package)
"""


def marked() -> Iterator[str | tuple[str, str]]:
    """Every text that is marked for translation, click's own among them."""
    for folder in ("extract", "pipeline", "expectations", "spark"):
        yield from _marked_in(ROOT / folder)
    yield from _marked_in(Path(click.__file__).parent)
    for command in COMMANDS.values():
        yield from (text for _owner, _attribute, text in help_texts(command))


def _marked_in(folder: Path) -> Iterator[str | tuple[str, str]]:
    found = extract_from_dir(str(folder), [("**.py", "python")], keywords=KEYWORDS)
    yield from (message for _file, _line, message, _comments, _context in found)


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs Python in an environment that says nothing of languages but what is given."""
    silent = {name: of for name, of in os.environ.items() if name not in language.VARIABLES}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=silent | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def stored_sentences() -> set[str]:
    """What is said of files, as it is stored: with ``{}`` for what is filled in."""
    modelled = (ROOT / "dbt_project/models/marts/fct_extraction_notes.sql").read_text("utf-8")
    return {text.strip(": ") for text in re.findall("'([^']+)'", modelled)} | {
        text
        for path in (ROOT / "extract").rglob("*.py")
        if path.name not in ("__main__.py", "help.py")  # what commands say, not files
        for text in _unmarked_in(ast.parse(path.read_text(encoding="utf-8")))
    }


def _unmarked_in(tree: ast.Module) -> Iterator[str]:
    passed_over = set()
    for node in ast.walk(tree):
        is_marked = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_marked or is_docstring:
            passed_over.update(ast.walk(node))
        elif isinstance(node, ast.JoinedStr) and node not in passed_over:
            parts = [of.value if isinstance(of, ast.Constant) else "{}" for of in node.values]
            passed_over.update(part for part in node.values if isinstance(part, ast.Constant))
            yield "".join(parts)
        elif isinstance(getattr(node, "value", None), str) and node not in passed_over:
            yield node.value


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, CHINESE, abort_invalid=True)


def placeholders(text: str) -> set[tuple[str, str]]:
    fields = {(name or "", spec or "") for _, name, spec, _ in Formatter().parse(text) if name}
    counted = {("{}", str(text.count("{}")))}
    return fields | counted | {(name, "%") for name in re.findall(r"%\((\w+)\)s", text)}


# --- the catalogue ---


def test_every_text_is_there_in_chinese(catalogue: Catalog) -> None:
    texts = set(marked())
    missing = [
        text
        for text in texts
        if (entry := catalogue.get(text)) is None
        or entry.fuzzy
        or not all([entry.string] if isinstance(entry.string, str) else entry.string)
    ]
    assert len(texts) > 200
    assert missing == []


def test_the_catalogue_holds_nothing_that_no_code_says(catalogue: Catalog) -> None:
    texts = {text if isinstance(text, str) else text[0] for text in marked()}
    entries = [entry for entry in catalogue if entry.id and entry.context != STORED]
    held = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in entries}
    stored = {entry.id for entry in catalogue if entry.context == STORED}
    assert sorted(held - texts) == []
    assert sorted(stored - stored_sentences()) == []
    assert not catalogue.obsolete


def test_every_sentence_that_is_stored_is_there_in_chinese(catalogue: Catalog) -> None:
    sentences = {text for text in stored_sentences() if re.fullmatch(r"[A-Z{].{25,}[.]", text)}
    assert len(sentences) > 40
    entries = {text: catalogue.get(text, STORED) for text in sentences}
    assert [text for text, entry in entries.items() if not entry or not entry.string] == []


def test_all_that_a_note_may_say_of_a_line_is_there_in_chinese(catalogue: Catalog) -> None:
    said = {text for text in stored_sentences() if text.endswith("; here")}
    for path in ("locator.py", "doubts.py"):
        tree = ast.parse((ROOT / "extract" / path).read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "note":
                said.update(of.value for of in call.args[2:] if isinstance(of, ast.Constant))
    assert len(said) > 5
    assert [text for text in said if not catalogue.get(text, STORED)] == []


def test_a_translation_fills_in_what_its_text_does(catalogue: Catalog) -> None:
    for entry in catalogue:
        if isinstance(entry.id, str):
            assert placeholders(entry.string) == placeholders(entry.id), entry.id
        else:  # click fills in the same values whatever the count
            allowed = placeholders(entry.id[0]) | placeholders(entry.id[1])
            assert placeholders(entry.string[0]) <= allowed, entry.id


def test_a_translation_is_chinese(catalogue: Catalog) -> None:
    for entry in catalogue:
        texts = [entry.string] if isinstance(entry.string, str) else entry.string
        words = [re.sub(r"\{.*?\}|%\(\w+\)s", "", text) for text in texts if entry.id]
        assert all(HAN.search(text) or not re.search("[A-Za-z]", text) for text in words), entry.id


def test_the_help_of_every_command_is_in_chinese() -> None:
    printed = python("-c", PRINT_HELP, OGI_LANG="zh").stdout
    assert printed.count("用法:") == 3 + len(pipeline_cli.commands) + len(extract_cli.commands)
    for line in printed.splitlines():
        is_choice = re.fullmatch(r" *\{[a-z|]+\}", line)  # the end of a usage
        assert not line.strip() or is_choice or HAN.search(line), line
        if not line.lstrip().startswith(("用法", "示例")):
            assert not re.search(r"\b[a-z]{2,} [a-z]{2,}\b", line), line


# --- which language ---


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "OGI_LANG": "en"}, "en"),
        ({"LANG": "C", "LC_ALL": "C", "OGI_LANG": "ZH"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "OGI_LANG": ""}, "zh"),
    ],
)
def test_the_environment_decides_the_language_and_its_own_variable_first(
    environment: dict[str, str], expected: str
) -> None:
    assert language_in(environment) == expected


@pytest.mark.parametrize(
    ("environment", "option"), [({"LANG": "zh_CN.UTF-8"}, "选项:"), ({"LANG": "C"}, "Options:")]
)
def test_click_speaks_the_same_language(environment: dict[str, str], option: str) -> None:
    assert option in python("-m", "pipeline", "build", "--help", **environment).stdout


def test_another_language_is_said_to_be_none_of_ours() -> None:
    spoken = python("-m", "pipeline", "--help", LANG="zh_CN.UTF-8", OGI_LANG="fr")
    assert spoken.stderr == "OGI_LANG=fr: neither zh nor en; going on in English.\n"
    assert "Show this message and exit." in spoken.stdout


def test_make_help_speaks_it_too() -> None:
    def helped(**environment: str) -> str:
        silent = {name: of for name, of in os.environ.items() if name not in language.VARIABLES}
        command, env = ["make", "--no-print-directory", "help"], silent | environment
        return subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=True
        ).stdout

    assert not HAN.search(helped(LANG="C"))
    chinese = [line for line in helped(OGI_LANG="zh").splitlines() if line]
    assert len(chinese) == len([line for line in helped().splitlines() if line])
    assert [line for line in chinese if not HAN.search(line)] == []


# --- the compiled catalogue ---


def test_the_catalogue_is_compiled_once_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / CATALOGUE.relative_to(language.CATALOGUES)
    copy.parent.mkdir(parents=True)
    shutil.copy(CATALOGUE, copy)
    monkeypatch.setattr(language, "CATALOGUE", copy)
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    compiled = copy.with_suffix(".mo")
    times = []
    for _ in range(2):
        assert language._compiled() == tmp_path
        times.append((compiled.stat().st_ino, compiled.stat().st_mtime_ns))
    assert times[0] == times[1]
    os.utime(copy, (1, 1))
    language._compiled()
    assert compiled.stat().st_mtime == 1
    assert len(list(copy.parent.iterdir())) == 2


def test_a_checkout_that_cannot_be_written_to_speaks_chinese_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_catalogue = language._compile

    def refused(compiled: Path, time: int) -> None:
        if compiled.is_relative_to(tmp_path):
            raise PermissionError
        compile_catalogue(compiled, time)

    copy = tmp_path / CATALOGUE.relative_to(language.CATALOGUES)
    copy.parent.mkdir(parents=True)
    shutil.copy(CATALOGUE, copy)
    monkeypatch.setattr(language, "CATALOGUE", copy)
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    monkeypatch.setattr(language, "_compile", refused)
    folder = language._compiled()
    assert not folder.is_relative_to(tmp_path)
    assert (folder / CHINESE / "LC_MESSAGES" / "ogi.mo").exists()


# --- a text in both languages ---


def test_a_message_keeps_its_english_when_it_is_filled_in() -> None:
    cause = Message("磁盘已满", "disk full")
    said = Message("{place}：{cause}", "{place}: {cause}").format(place="w", cause=cause)
    assert (said, said.english) == ("w：磁盘已满", "w: disk full")
    both = joined(Message("；", "; "), [said, "x"])
    assert (both, english(both), english("x")) == ("w：磁盘已满；x", "w: disk full; x", "x")


def test_a_message_comes_out_of_a_worker_as_it_went_in() -> None:
    message = pickle.loads(pickle.dumps(Message("甲", "a")))
    assert (message, message.english) == ("甲", "a")


# --- what is stored ---


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("The file is empty.", "文件是空的。"),
        (
            "This is an RTF file, which is not read; open it in Word or WPS and save it as .docx.",
            "此类文件不予读取：RTF 文件；请用 Word 或 WPS 打开并另存为 .docx。",
        ),
        (
            "It is a report for 2020, but of the form's lines in it (3) none could be read: "
            "Table 3: not found.",
            "这是 2020 年度的报告，但其中的表格各行（3 行）都无法读取：表3：未找到。",
        ),
        ("table 2, row 3, column 4", "第 2 个表格第 3 行第 4 列"),
        (
            "规章: fewer values (2) than columns (3): 11 | 119",
            "规章：数据（2 个）少于栏目（3 栏）：11 | 119",
        ),
        (
            "（一）予以公开: printed again with other values, 3 | ␣ | 4 (line 9); here: 3 | 0 | 3",
            "（一）予以公开：另一处印有不同的数据 3 | ␣ | 4（第 9 行）；此处：3 | 0 | 3",
        ),
        (
            "规章: printed again with other values, 3 (table 1, row 2, column 3); here: 4",
            "规章：另一处印有不同的数据 3（第 1 个表格第 2 行第 3 列）；此处：4",
        ),
        (
            "行政许可, 本年处理决定数量: neither a number nor a known mark: 约8",
            "行政许可, 本年处理决定数量：既不是数字，也不是已知的符号：约8",
        ),
        ("合计: names no line of the form: 1 | 2", "合计：不属于表格中的任何一行：1 | 2"),
        ("Something nobody knew of.", "Something nobody knew of."),
    ],
)
def test_a_stored_sentence_is_retold(
    monkeypatch: pytest.MonkeyPatch, stored: str, told: str
) -> None:
    assert retold(stored) == stored
    monkeypatch.setattr(language, "LANGUAGE", "zh")
    assert retold(stored) == told


def test_what_is_loaded_is_the_same_in_both_languages(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(SPECIMENS, raw)
    (raw / "empty.txt").touch()
    (raw / "broken.pdf").write_bytes(b"%PDF-1.4")
    (raw / "prose.txt").write_text("不是报告。", encoding="utf-8")
    (raw / "large.txt").write_bytes(b"x" * 2_000_000)
    (raw / "elsewhere").symlink_to("/etc/hostname")
    os.mkfifo(raw / "pipe")
    (raw / "manifest.csv").write_text("path,year\nempty.txt,2020\n", encoding="utf-8")

    def loaded(spoken: str) -> dict[str, list[tuple]]:
        database = tmp_path / f"{spoken}.duckdb"
        options = ["--raw", str(raw), "--database", str(database)]
        environment = {"OGI_LANG": spoken, "OGI_MAX_FILE_BYTES": "1000000"}
        result = python("-m", "extract", "load", *options, **environment)
        assert result.returncode == 0, result.stderr
        assert bool(HAN.search(result.stdout)) == (spoken == "zh")
        with duckdb.connect(str(database), read_only=True) as connection:
            tables = connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'raw'"
            ).fetchall()
            return {
                table: connection.execute(f"from raw.{table} order by all").fetchall()
                for (table,) in tables
            }

    in_english = loaded("en")
    assert len(in_english["rejected_files"]) == 6
    assert loaded("zh") == in_english
