"""Whether a row's printed total is the sum of its parts.

Where no border shows which value is whose, a total that does not hold may veto a reading.
It never chooses one, and where borders are visible it has no say: a wrong total in the
source must come through as printed.
"""

from collections.abc import Sequence

from extract.form import FormRow, normalized


def contradicts_its_total(printed: Sequence[str], row: FormRow) -> bool:
    """Whether a row, or a line of Table 4's row, is not summed up by its last value.

    Args:
        printed: one value for each of the row's columns.
        row: the form's row; one without a total is never contradicted.
    """
    if "total" not in row.column_codes:
        return False
    width = row.column_codes.index("total") + 1
    parts = [printed[first : first + width] for first in range(0, row.width, width)]
    return any(not _is_summed_up(part) for part in parts)


def _is_summed_up(values: Sequence[str]) -> bool:
    texts = [normalized(value).strip() for value in values]
    if not all(text.isascii() and (text.isdigit() or not text) for text in texts):
        return False
    *parts, total = (int(text or 0) for text in texts)
    return sum(parts) == total
