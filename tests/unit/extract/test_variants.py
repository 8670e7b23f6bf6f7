"""Which variant of the form each table follows."""

from collections.abc import Callable

import pytest

from extract.document import Note
from extract.form import Form
from extract.matches import Match, variants_of
from tests.unit.extract.printed import (
    DECISIONS_2021,
    FEES_2019,
    FIFTEEN,
    RULES_2019,
    RULES_2021,
    TABLE_4_HEADER,
    piped,
)

HANDLED_2019 = "（六）其他处理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
HANDLED_2021 = "（六）其他处理 | 3.其他 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
UNTOLD = "（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
TABLE_2_OF_2019 = f"{RULES_2019}规章 | 1 | 2 | 3 |\n"
TABLE_2_OF_2021 = f"{RULES_2021}规章 | 1 | 2 | 3 |\n"
TABLE_4 = TABLE_4_HEADER + piped(*FIFTEEN)


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        (TABLE_2_OF_2019 + HANDLED_2019 + TABLE_4, {2: "2019", 3: "2019", 4: "2019"}),
        (TABLE_2_OF_2021 + HANDLED_2021 + TABLE_4, {2: "2021", 3: "2021", 4: "2021"}),
        (TABLE_2_OF_2021 + HANDLED_2019 + TABLE_4, {2: "2021", 3: "2019", 4: "2019"}),
        (TABLE_2_OF_2019 + HANDLED_2021 + TABLE_4, {2: "2019", 3: "2021", 4: "2021"}),
        (TABLE_2_OF_2021 + UNTOLD + TABLE_4, {2: "2021", 3: "2021", 4: "2021"}),
        (HANDLED_2019 + TABLE_4, {2: "2019", 3: "2019", 4: "2019"}),
        (TABLE_4, {}),
        (UNTOLD, dict.fromkeys((2, 3, 4), "2019")),
    ],
    ids=[
        "form-2019",
        "form-2021",
        "mixed",
        "mixed-the-other-way",
        "an-untold-table-goes-with-the-nearest",
        "no-table-2",
        "nothing-tells-of-table-4",
        "the-variant-that-lacks-fewest-lines",
    ],
)
def test_the_variant_is_decided_table_by_table(
    located: Callable, text: str, variants: dict[int, str]
) -> None:
    tables, cells = located(text)
    assert {table.table_no: table.form_variant for table in tables} == variants
    assert all(cell.form_variant == variants[cell.table_no] for cell in cells)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        pytest.param(f"{FEES_2019}行政事业性收费 | 1 | 2 |\n", "2019", id="headers-of-2019"),
        pytest.param("信息内容 | 本年增减\n行政事业性收费 | 1 | 2 |\n", "2019", id="one-header"),
        pytest.param("信息内容\n政府集中采购 | 1 | 2 |\n", "2019", id="a-line-of-2019"),
        pytest.param(f"{DECISIONS_2021}行政许可 | 1 |\n", "2021", id="header-of-2021"),
        pytest.param(
            "信息内容 | 本年收费金额(单位:万元) |\n行政事业性收费 | 0.5 |\n", "2021", id="unit"
        ),
    ],
)
def test_labels_only_one_variant_has_tell_the_variant(
    located: Callable, text: str, variant: str
) -> None:
    tables, cells = located(text)
    assert tables[0].form_variant == variant
    assert all(cell.location == "located" for cell in cells)


def test_a_table_that_went_with_another_is_noted(notes: Callable[[str], list[Note]]) -> None:
    (note,) = notes(TABLE_2_OF_2021 + UNTOLD + TABLE_4)
    assert (note.code, note.table_no, note.line) == ("variant_by_neighbour", 3, 3)
    assert "2021" in note.sentence


def test_what_was_decided_and_what_went_with_another_are_told_apart(
    matched: Callable[..., list[Match]], form: Form
) -> None:
    found = matched(TABLE_2_OF_2021 + UNTOLD + TABLE_4)
    by_table = {no: [m for m in found if m.table_no == no] for no in (2, 3, 4)}
    assert variants_of(by_table, form) == (
        dict.fromkeys((2, 3, 4), "2021"),
        {3: ["2019", "2021"], 4: ["2019", "2021"]},
    )


def test_without_a_header_a_line_that_has_other_columns_in_the_other_variant_is_marked(
    lines: Callable[..., dict[str, list[str]]], notes: Callable[[str], list[Note]]
) -> None:
    text = f"信息内容 |\n规章 | 1 | 2 | 3 |\n{HANDLED_2019}"
    assert lines(text)["government_rules"] == ["?"] * 3
    (note,) = notes(text)
    assert (note.code, note.table_no, note.line_code) == ("variant_unclear", 2, "government_rules")
    assert note.line == 2
    assert "1 | 2 | 3" in note.sentence


def test_lines_of_table_3_have_the_same_columns_in_either_variant(
    lines: Callable[..., dict[str, list[str]]],
) -> None:
    assert lines(TABLE_2_OF_2021 + UNTOLD)["total_handled"] == ["1", *"00000", "1"]


@pytest.mark.parametrize(
    ("values", "variant"), [(["1", "2", "3"], "2019"), (["1"], "2021")], ids=["three", "one"]
)
def test_where_no_header_is_printed_the_number_of_columns_may_tell(
    located: Callable, values: list[str], variant: str
) -> None:
    tables, cells = located("信息内容 |\n" + piped("行政许可", *values))
    assert tables[0].form_variant == variant
    assert [cell.value_raw for cell in cells] == values


def test_a_header_with_a_sign_beside_it_tells_the_variant(
    lines: Callable[..., dict[str, list[str]]],
) -> None:
    table = "信息内容 | 本年收费金额（单位：万元） | * |\n行政事业性收费 | 5 | * |\n"
    assert lines(table)["administrative_fees"] == ["?"]
