"""Writes the site: pages from templates, and data files that its pages load one at a time.

Data are scripts, not JSON: a browser that opens a page from the file system lets it load scripts
and nothing else.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extract.language import in_chinese
from extract.limits import database_settings
from pipeline.files import write_whole
from website import data
from website.data import Source
from website.form import Head, drawings

FOLDER = Path(__file__).parent
STATIC, TEMPLATES = FOLDER / "static", FOLDER / "templates"
LIST_PART = 2000  # reports in one file of the list
ON_A_PAGE = 200  # rows of a table that is written into a page


def share(part: int, rest: int) -> str:
    """What part of a whole is, in percent; 100.00% only where there is no rest."""
    return f"{10_000 * part // (part + rest) / 100:.2f}%" if part + rest else "–"


# Names and texts come from documents of unknown origin: they must not become markup.
PAGES = Environment(
    loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.globals["static"] = lambda name: Markup((STATIC / name).read_text("utf-8"))
PAGES.globals["share"] = share
PAGES.filters["in_chinese"] = in_chinese
PAGES.tests["head"] = lambda item: isinstance(item, Head)


@dataclass(frozen=True)
class Site:
    """What was written: reports, and pages to see them on."""

    reports: int
    pages: int


def write_site(database: Path, folder: Path, progress: Callable[[int, int], None]) -> Site:
    """Write the site of a built warehouse.

    Args:
        database: the DuckDB file, opened for reading.
        folder: where the site goes; what is there is replaced.
        progress: told how many of how many reports are written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "rules").mkdir(parents=True)
    (folder / "data" / "reports").mkdir(parents=True)
    shutil.copytree(STATIC, folder / "static")
    settings = database_settings(folder / "spilled")
    with duckdb.connect(str(database), read_only=True, config=settings) as connection:
        source = Source(connection)
        _write_pages(source, folder)
        listed = _write_list(source, folder / "data")
        progress(0, listed)  # the first report takes a while
        for written, (report_id, content) in enumerate(source.report_files(), 1):
            _write_report(folder / "data" / "reports", report_id, content)
            progress(written, listed)
    return Site(listed, len(list(folder.rglob("*.html"))))


def write_check(connection: duckdb.DuckDBPyConnection, page: Path) -> None:
    """Write the reports of a checked warehouse, their findings marked, as one file to hand on."""
    source = Source(connection)
    reports = [json.loads(content) for _, content in source.report_files()]
    scripts = [Markup(_script("check", reports))]
    write_whole(page, _page("check.html", scripts=scripts, **_form(source), **_left_out(source)))


def _write_pages(source: Source, folder: Path) -> None:
    from website.charts import overview  # takes a second to load

    rules = source.rows(data.RULES)
    (figures,) = source.rows(data.FIGURES)
    pages: dict[str, str] = {
        "index": _page(
            "index.html", figures=figures, rules=rules, charts=list(overview(source)),
            **_left_out(source),
        ),
        "reports": _page("reports.html"),
        "report": _page("report.html", **_form(source)),
        "rules": _page("rules.html", rules=rules),
        "about": _page("about.html", variants=source.rows(data.VARIANTS)),
    }  # fmt: skip
    years = source.rows(data.OF_RULES_BY_YEAR)
    for rule in rules:
        pages[f"rules/{rule['rule_id']}"] = _page(
            "rule.html",
            rule=rule,
            years=[year for year in years if year["rule_id"] == rule["rule_id"]],
            breaking=source.rows(data.BREAKING, rule["rule_id"], ON_A_PAGE),
            root="../",
        )
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, "utf-8", errors="backslashreplace")


def _left_out(source: Source) -> dict[str, Any]:
    """The files that have no page: those that were not read, and those others stand for."""
    return {
        "reasons": source.rows(data.REASONS),
        "rejected": source.rows(data.REJECTED, ON_A_PAGE),
        "passed_over": source.rows(data.PASSED_OVER, ON_A_PAGE),
        "limit": ON_A_PAGE,
    }


def _form(source: Source) -> dict[str, Any]:
    return {"drawings": list(drawings(source.rows(data.FORM)))}


def _page(template: str, root: str = "", **values: Any) -> str:
    return PAGES.get_template(template).render(root=root, **values)


def _write_list(source: Source, folder: Path) -> int:
    """Write the list of reports in parts; return how many reports it has."""
    rows = source.rows(data.LIST)
    for part, start in enumerate(range(0, len(rows), LIST_PART)):
        values = [list(row.values()) for row in rows[start : start + LIST_PART]]
        _write(folder / f"list-{part}.js", _script(f"list-{part}", values))
    regions = {row.pop("region_code"): list(row.values()) for row in source.rows(data.REGIONS)}
    rules = [
        {name: rule[name] for name in ("rule_id", "statement_zh", "statement_en")}
        for rule in source.rows(data.RULES)
    ]
    index = {
        "reports": len(rows),
        "parts": -(-len(rows) // LIST_PART),
        "columns": list(rows[0]) if rows else [],
        "regions": regions,
        "rules": rules,
    }
    _write(folder / "list.js", _script("list", index))
    return len(rows)


def _write_report(folder: Path, report_id: str, content: str) -> None:
    shelf = folder / report_id[:2]
    shelf.mkdir(exist_ok=True)
    _write(shelf / f"{report_id}.js", f'ogi.put("{report_id}", {_unmarked(content)})\n')


def _script(name: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'ogi.put("{name}", {_unmarked(text)})\n'


def _unmarked(text: str) -> str:
    """JSON that holds no markup, wherever it is put."""
    return text.replace("<", "\\u003c")


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", errors="backslashreplace")
