"""Puts what was measured into benchmarks/README.md, as tables and a plot."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import altair as alt

from benchmarks.bench.builds import ADDED

FOLDER = Path(__file__).resolve().parent.parent
RESULTS, README, PLOT = FOLDER / "results.json", FOLDER / "README.md", FOLDER / "builds.svg"
SECTION = re.compile(r"(<!-- measured -->\n).*?(<!-- end of measured -->)", re.DOTALL)
STEPS = ("extract", "transform", "docs", "validate", "site")
NOT_MEASURED = "—"
MEGABYTE = 1_000_000


def kept(machine: str | None = None) -> dict[str, Any]:
    """What was measured before; nothing, where nothing was, or on another machine than is named."""
    if RESULTS.exists():
        results = json.loads(RESULTS.read_text(encoding="utf-8"))
        if machine in (None, results["machine"]):
            return results
    return {"machine": machine, "formats": [], "builds": []}


def write(results: dict[str, Any]) -> None:
    """Keep the results, draw the plot and write the tables into the README."""
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if results["builds"]:
        plot(results["builds"]).save(PLOT)
    readme = README.read_text(encoding="utf-8")
    section = "\n".join(["", *lines(results), ""])
    README.write_text(SECTION.sub(lambda at: at[1] + section + at[2], readme), encoding="utf-8")


def lines(results: dict[str, Any]) -> list[str]:
    """The tables of the README, ratios first."""
    formats, builds = results["formats"], results["builds"]
    if not (formats or builds):
        return ["Nothing was measured yet."]
    days = sorted({measured["day"] for measured in (*formats, *builds)})
    when = f"from {days[0]} to {days[-1]}" if len(days) > 1 else f"on {days[0]}"
    printed = [f"Measured {when}: {results['machine']}."]
    if formats:
        header = (
            *("reading", "times as fast as", "", "ms a report", "yardstick"),
            *("reports", "kB each"),
        )
        printed += ["", *_table(header, map(_of_format, formats))]
    if builds:
        header = (
            *("reports", "build / its extraction", f"+{ADDED} / full"),
            *("nothing new", "full build", "extract", "transform", "validate", "site"),
            *("peak memory", "file", "pages", "slowest analysis", "held against the corpus", "day"),
        )
        printed += ["", *_table(header, map(_of_build, builds)), ""]
        printed.append("![Seconds and memory of builds by the number of reports](builds.svg)")
    return printed


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    printed = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return [f"| {' | '.join(row)} |" for row in printed]


def _of_format(measured: dict[str, Any]) -> list[str]:
    ratio = measured["yardstick_ms"] / measured["extractor_ms"]
    return [
        measured["format"],
        f"{ratio:.2g}",
        measured["yardstick"],
        f"{measured['extractor_ms']:.2f}",
        f"{measured['yardstick_ms']:.2f}",
        f"{measured['reports']:,}",
        f"{measured['bytes_per_report'] / 1000:.0f}",
    ]


def _of_build(measured: dict[str, Any]) -> list[str]:
    seconds, total = measured["seconds"], measured["seconds"]["total"]
    slowest = max(measured["queries_ms"], key=measured["queries_ms"].get)
    more, nothing = (
        measured[again]["seconds"]["total"] if again in measured else None
        for again in ("with_more", "nothing_new")
    )
    pages = measured.get("site_bytes")
    return [
        f"{measured['reports']:,}",
        f"{total / seconds['extract']:.2f}",
        _shown("{:.0%}", more and more / total),
        _shown("{:.1f} s", nothing),
        f"{total:.0f} s",
        *(_shown("{:.0f} s", seconds.get(step)) for step in STEPS if step != "docs"),
        f"{measured['peak_bytes'] / MEGABYTE:,.0f} MB",
        f"{measured['file_bytes'] / MEGABYTE:,.0f} MB",
        _shown("{:,.0f} MB", pages and pages / MEGABYTE),
        f"{measured['queries_ms'][slowest] / 1000:.2f} s ({slowest})",
        "all right" if measured["check"]["is_right"] else "at odds",
        measured["day"],
    ]


def _shown(pattern: str, value: float | None) -> str:
    return NOT_MEASURED if value is None else pattern.format(value)


def plot(builds: list[dict[str, Any]]) -> alt.HConcatChart:
    """Seconds of each step and memory by the number of reports, on logarithmic scales."""
    seconds = [
        {"reports": build["reports"], "step": step, "seconds": build["seconds"][step]}
        for build in builds
        for step in (*STEPS, "total")
        if step in build["seconds"]
    ]
    memory = [
        {"reports": build["reports"], "what": what, "megabytes": build[key] / MEGABYTE}
        for build in builds
        for what, key in (("peak memory", "peak_bytes"), ("warehouse", "file_bytes"))
    ]
    return _lines(seconds, "seconds", "step") | _lines(memory, "megabytes", "what")


def _lines(rows: list[dict[str, Any]], value: str, colour: str) -> alt.Chart:
    scale = alt.Scale(type="log")
    return (
        alt.Chart(alt.Data(values=rows), width=320, height=300)
        .mark_line(point=True)
        .encode(
            alt.X("reports:Q", scale=scale, axis=alt.Axis(format="~s", tickCount=4)),
            alt.Y(f"{value}:Q", scale=scale, axis=alt.Axis(format="~s", tickCount=5)),
            alt.Color(f"{colour}:N", title=None, sort=None),
        )
    )
