"""Describes exported CSV files as a Frictionless Data Package (version 1 of the standard)."""

import datetime
import hashlib
import re
from pathlib import Path
from typing import Any

from pipeline.marts import Column, Mart

NAME = "ogi-warehouse"
TITLE = "政府信息公开工作年度报告数据 / Annual reports on open government information of China"
# No `licenses`: the standard means those of the data, and the offices state none.
DESCRIPTION = (
    "各机关年度报告表格中的数字，逐格读取，照原样收录（金额统一为表格所用单位），并按表内勾稽关系核对。"
    "空值不是零。created 为最近一份报告的发布日期。"
    "可能被电子表格软件当作公式执行的文字（空白之后以 =、+、-、@ 或其全角形式开头，"
    "或以制表符、换行等控制字符开头；数字和单独的短横除外），前面加了一个撇号（'）；原文在这些字符之前已有撇号的，"
    "也多加一个。还原时，凡在这些字符之前有撇号的，去掉一个。"
    "\n\n"
    "The numbers of the offices' annual reports, read cell by cell, kept as filed (amounts in the "
    "form's unit), and checked against the sums the form prints on itself. An empty field is a "
    "null, never a zero. Text that a spreadsheet program may run as a formula has an apostrophe "
    "(') in front: text that begins, after blanks if any, with =, +, - or @ or their full-width "
    "forms, or with a control character such as a tab or a line break. Numbers and lone dashes are "
    "left as they are; text with apostrophes of its own before such a beginning has one more. To "
    "undo it, take one apostrophe off wherever some stand before such a beginning. `created` is "
    "the day the newest report was published. The MIT licence is that of the program that made "
    "this package, not of the reports."
)
SOURCES = [
    {
        "title": "政府信息公开工作年度报告 / Annual reports of the offices: dim_reports names "
        "the file and, where known, the address of each"
    }
]
FIELD_TYPES = {
    r"(U?(TINY|SMALL|BIG|HUGE))?INT(EGER)?|UINTEGER": "integer",
    r"DECIMAL.*|DOUBLE|FLOAT": "number",
    r"VARCHAR": "string",
    r"BOOLEAN": "boolean",
    r"DATE": "date",
    r"TIMESTAMP": "datetime",
}


def data_package(
    marts: list[Mart], files: dict[str, Path], newest: datetime.date | None
) -> dict[str, Any]:
    """Return the descriptor of a package with one resource for each mart.

    Args:
        marts: the marts, in the package's order.
        files: the CSV file of each mart, in folder ``csv`` of the package.
        newest: day the newest report was published; None if no report says.
    """
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "sources": SOURCES,
        "resources": [_resource(mart, files[mart.name]) for mart in marts],
    }
    if newest:
        package["created"] = f"{newest.isoformat()}T00:00:00Z"
    return package


def _resource(mart: Mart, file: Path) -> dict[str, Any]:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in mart.columns],
        "missingValues": [""],
    }
    if mart.primary_key:
        schema["primaryKey"] = list(mart.primary_key)
    if mart.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [field],
                # the standard's name for the resource itself is empty
                "reference": {"resource": "" if other == mart.name else other, "fields": [key]},
            }
            for field, other, key in mart.foreign_keys
        ]
    return {
        "profile": "tabular-data-resource",
        "name": mart.name,
        "path": f"csv/{file.name}",
        "title": mart.description.removeprefix("Grain: ").split(". ")[0].rstrip("."),
        "description": mart.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    types = (kind for sql, kind in FIELD_TYPES.items() if re.fullmatch(sql, column.sql_type))
    field: dict[str, Any] = {
        "name": column.name,
        "type": next(types, "any"),
        "description": column.description,
    }
    if not column.nullable:
        field["constraints"] = {"required": True}
    return field
