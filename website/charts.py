"""The charts of the overview, as pictures inside the page, each with its numbers beside it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt

from website.data import Source

LANGUAGES = ("zh", "en")
# Told apart in black and white too, and with contrast of 3:1 on white and on the dark page.
COLOURS = ["#2f7fd6", "#c8721b", "#2a9461", "#a45fc4", "#c94a5a", "#7d838c"]
OF_SEVERITIES = {"warning": "#c94a5a", "info": "#c8721b"}
TICKS = 4
ALL_YEARS = "report_year is not null and is_current"

BY_YEAR = f"""
    select report_year as x, form_variant as colour, form_variant as colour_zh,
        form_variant as colour_en, count(*) as y
    from marts.dim_reports where {ALL_YEARS} group by all order by all
"""
BY_PROVINCE = """
    select coalesce(province_name_zh, '—') as x, count(*) as y
    from marts.dim_reports left join marts.dim_regions using (region_code)
    where is_current group by all order by y desc, x
"""
BY_RULE = """
    select rule_id as x, severity as colour,
        case severity when 'warning' then '警告' else '提示' end as colour_zh,
        case severity when 'warning' then 'warning' else 'remark' end as colour_en, count(*) as y
    from findings group by all order by all
"""
BY_COMPLETENESS = """
    select case when completeness = 1 then '100%' when completeness >= 0.99 then '99–100%'
            when completeness >= 0.95 then '95–99%' when completeness >= 0.8 then '80–95%'
            else '0–80%' end as x,
        count(*) as y
    from marts.dim_reports where is_current group by all order by min(completeness) desc
"""
OUTCOMES = f"""
    select report_year as x, outcome_group_code as colour, outcome_group_zh as colour_zh,
        outcome_group_en as colour_en, sum(value)::bigint as y
    from marts.fct_request_outcomes
    inner join marts.dim_outcomes using (outcome_code)
    inner join marts.dim_reports using (report_id)
    where {ALL_YEARS}
    group by x, colour, colour_zh, colour_en, outcome_group_order
    having y is not null
    order by x, outcome_group_order
"""


@dataclass(frozen=True)
class Chart:
    """A chart in each language, and the rows it is drawn from.

    Attributes:
        title: what it shows, by language.
        x, y: what its axes are, by language.
        svg: the picture, by language.
        rows: what was counted: `x`, `y` and, if there are series, the name of each by language.
        caution: whether sums over reports are to be taken with care.
    """

    title: dict[str, str]
    x: dict[str, str]
    y: dict[str, str]
    svg: dict[str, str]
    rows: list[dict[str, Any]]
    caution: bool


def overview(source: Source) -> Iterator[Chart]:
    """Draw the charts of the overview; what holds no row is left out."""
    year, reports = {"zh": "年度", "en": "year"}, {"zh": "报告数", "en": "reports"}
    requests = {"zh": "办理结果件数", "en": "requests handled"}
    province = {"zh": "省份", "en": "province"}
    rule, findings = {"zh": "规则", "en": "rule"}, {"zh": "问题数", "en": "findings"}
    located = {"zh": "已定位的格占应填的格", "en": "cells located of cells due"}
    for query, zh, en, x, y, share in (
        (BY_YEAR, "各年度报告数（按表式）", "Reports by year and form", year, reports, False),
        (BY_RULE, "各规则发现的问题", "Findings by rule", rule, findings, False),
        (OUTCOMES, "各年度办理结果构成", "Outcomes over the years", year, requests, True),
        (BY_PROVINCE, "各省份报告数", "Reports by province", province, reports, False),
        (BY_COMPLETENESS, "报告完整度", "Completeness of reports", located, reports, False),
    ):
        rows = source.rows(query)
        if rows:
            drawn = {name: _svg(rows, name, x, y, share) for name in LANGUAGES}
            yield Chart({"zh": zh, "en": en}, x, y, drawn, rows, share)


def _svg(
    rows: list[dict[str, Any]], language: str, x: dict[str, str], y: dict[str, str], share: bool
) -> str:
    """A bar chart: upright over years, else lying, so that names can be read."""
    category = {"field": "x", "type": "ordinal", "sort": None}
    stack = "normalize" if share else "zero"
    # without the "d", 200,000 is written 2e+5
    axis = alt.Axis(format="%", tickCount=TICKS) if share else alt.Axis(format=",d", **_ticks(rows))
    value = {"field": "y", "type": "quantitative", "title": y[language], "stack": stack}
    value["axis"] = axis
    channels: dict[str, Any]
    if isinstance(rows[0]["x"], int):
        years = alt.X(**category, title=x[language], axis=alt.Axis(labelAngle=0))
        channels = {"x": years, "y": alt.Y(**value)}
        size = {"width": alt.Step(60), "height": 220}
    else:
        channels = {"x": alt.X(**value), "y": alt.Y(**category, title=None)}
        size = {"width": 380, "height": alt.Step(18)}
    if "colour" in rows[0]:
        field = f"colour_{language}"
        series = {row[field]: OF_SEVERITIES.get(row["colour"]) for row in rows}
        colours = [named or COLOURS[nth] for nth, named in enumerate(series.values())]
        scale = alt.Scale(domain=list(series), range=colours)
        legend = alt.Legend(orient="top", title=None, columns=3, columnPadding=30)
        channels["color"] = alt.Color(f"{field}:N", scale=scale, legend=legend)
    chart = alt.Chart(alt.Data(values=rows), background="transparent", **size)
    return _picture(chart.mark_bar(color=COLOURS[0]).encode(**channels))


def _ticks(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How many ticks an axis has or, where halves would stand between counts, which."""
    lengths = Counter[Any]()
    for row in rows:
        lengths[row["x"]] += row["y"]
    most = max(lengths.values())
    return {"tickCount": TICKS} if most > TICKS else {"values": list(range(most + 1))}


def _picture(chart: alt.Chart) -> str:
    """The chart as markup that takes the page's colours and font."""
    import vl_convert

    text = dict.fromkeys(("labelColor", "titleColor"), "currentColor")
    lines = dict.fromkeys(("domainColor", "tickColor", "gridColor"), "currentColor")
    axis = {**text, **lines, "gridOpacity": 0.15, "labelLimit": 160, "titleFontWeight": "normal"}
    chart = chart.configure(
        axis=axis, legend=text | {"labelLimit": 200}, view={"stroke": None}, aria=False
    )
    svg = vl_convert.vegalite_to_svg(chart.to_json())
    return svg.replace('font-family="sans-serif"', 'font-family="inherit"')
