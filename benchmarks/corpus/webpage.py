"""What the site of a government puts around a report: menus, lists of news, scripts, styles.

A report of some 10 kB makes a page of some 60 kB, as on real sites.
"""

import re
from collections.abc import Sequence
from random import Random

from extract.form import read_seed

MENU = (
    "网站首页",
    "要闻动态",
    "政务公开",
    "政务服务",
    "互动交流",
    "数据开放",
    "专题专栏",
    "营商环境",
)
SIDE = (
    *("领导之窗", "机构职能", "政策文件", "财政资金", "重大项目", "公共资源", "社会救助"),
    *("食品安全", "教育招生", "就业创业"),
)
NEWS = (
    *("春季植树活动在滨河公园举行", "防汛演练圆满结束", "老旧小区加装电梯工作推进会召开"),
    *("图书馆延长开放时间的公告", "公交线路调整公告", "农产品产销对接会开幕"),
    *("冬季供暖准备就绪", "中小学生运动会落幕", "志愿者走进社区服务"),
    *("自来水管网改造施工公告", "夜市管理座谈会举行", "道路交通安全宣传进校园"),
    *("创业大赛决赛结果揭晓", "文艺汇演送到乡村", "城区绿化提升工程开工"),
)
SELECTORS = (
    *("header", "nav", "banner", "crumb", "main", "aside", "article", "share", "pager", "footer"),
    *("link", "search", "tab"),
)
SCRIPT = """
  function {name}(element, size) {{
    var target = document.getElementById(element);
    if (!target) {{ return false; }}
    target.style.fontSize = size + 'px';
    var links = target.getElementsByTagName('a');
    for (var index = 0; index < links.length; index++) {{
      links[index].setAttribute('target', '_blank');
      links[index].onclick = function () {{ stat.push(['{name}', this.href]); }};
    }}
    return true;
  }}
"""
RULE = """
  .{name}-{number} {{ float: left; width: {width}px; margin: 0 auto; padding: {number}px 10px;
    font: 14px/26px "Microsoft YaHei", SimSun, sans-serif; color: #333333; overflow: hidden }}
  .{name}-{number} a:hover {{ color: #c00000; text-decoration: underline }}
"""
PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<meta name="SiteName" content="{site}">
<title>{title}</title>
<style type="text/css">{styles}</style>
<script type="text/javascript">{scripts}</script>
</head>
<body>
<div class="header-1"><a href="/"><img src="/images/logo.png" alt=""></a></div>
<div class="nav-1">{menu}</div>
<div class="main-1">
<div class="aside-1">{side}</div>
<div class="article-1">
{body}
</div>
<div class="aside-2">{news}</div>
</div>
<div class="link-1">{links}</div>
<div class="footer-1"><p>主办：{site}　承办：{site}办公室</p><p>网站地图 | 联系方式 | 使用帮助</p>
<p>建议使用分辨率不低于1366×768的显示器浏览</p></div>
<script type="text/javascript">{tail}</script>
</body>
</html>
"""
CELL_STYLE = 'style="border: 1px solid #000000; padding: 0 5px; text-align: center"'


def webpage(rng: Random, body: str, site: str, title: str, charset: str) -> str:
    """A whole page.

    Args:
        rng: chooses how much there is around the body.
        body: the markup of the report.
        site: the government whose site it is.
        title: of the page.
        charset: the encoding that the page declares.
    """
    return PAGE.format(
        charset=charset,
        site=site,
        title=title,
        styles=_styles(rng),
        scripts=_scripts(rng, 6),
        menu=_list(rng, MENU, 2),
        side=_list(rng, SIDE, 1),
        body=re.sub("<td(?=[ >])", f"<td {CELL_STYLE}", body),
        news=_news(rng),
        links=_links(rng),
        tail=_scripts(rng, 3),
    )


def _styles(rng: Random) -> str:
    return "".join(
        RULE.format(name=name, number=number, width=rng.randrange(200, 1200))
        for name in SELECTORS
        for number in range(1, rng.randrange(2, 5))
    )


def _scripts(rng: Random, most: int) -> str:
    return "".join(SCRIPT.format(name=f"init{rng.randrange(1000)}") for _ in range(1, most))


def _list(rng: Random, names: Sequence[str], depth: int) -> str:
    items = (
        f'<li class="item-{depth}"><a href="/col/col{rng.randrange(10000)}/index.html" '
        f'title="{name}">{name}</a>{_list(rng, SIDE[:6], depth - 1) if depth > 1 else ""}</li>'
        for name in names
    )
    return f"<ul>{''.join(items)}</ul>"


def _news(rng: Random) -> str:
    items = (
        f'<li><a href="/art/art_{rng.randrange(100000)}.html" target="_blank">{title}</a></li>'
        for title in rng.sample(NEWS, rng.randrange(6, len(NEWS)))
    )
    return f"<h3>最新动态</h3><ul>{''.join(items)}</ul>"


def _links(rng: Random) -> str:
    names = [row["region_name_zh"] for row in read_seed("regions")]
    options = (
        f'<option value="http://www.example.cn/{rng.randrange(10000)}">{name}</option>'
        for name in rng.sample(names, rng.randrange(20, 120))
    )
    return f"<select><option>各地网站</option>{''.join(options)}</select>"
