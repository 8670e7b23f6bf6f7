"""Whether a row's printed total bears a reading out.

Where no border shows which value is whose, the total may veto a reading. It never chooses
one, and where borders are visible it has no say: a wrong total in the source must come
through as printed.
"""

from collections.abc import Sequence

from extract.form import FormRow, normalized


def is_borne_out(printed: Sequence[str], row: FormRow) -> bool:
    """Whether a row, or each line of Table 4's row, is summed up by its last value.

    Only plain numbers and blanks can be added up: a row with anything else is not borne out.

    Args:
        printed: one value for each of the row's columns.
        row: the form's row; one without a total cannot contradict itself.
    """
    if "total" not in row.column_codes:
        return True
    width = row.column_codes.index("total") + 1
    parts = [printed[first : first + width] for first in range(0, row.width, width)]
    return all(_is_summed_up(part) for part in parts)


def _is_summed_up(values: Sequence[str]) -> bool:
    texts = [normalized(value).strip() for value in values]
    if not all(text.isascii() and (text.isdigit() or not text) for text in texts):
        return False
    *parts, total = (int(text or 0) for text in texts)  # an empty part adds nothing
    return sum(parts) == total
