"""Which section of the report a text heads."""

import re
from functools import cache

from extract.form import Form, clean_label, normalized

# A main section's ordinal stands without brackets; （一）主动公开政府信息情况 inside
# section 一 is a sub-heading that only sounds like section 二.
ORDINAL = re.compile(r"\s*([一二三四五六])\s*[、.．,，]")
# Where a text begins like this, its cleaned label begins with that character.
FIRST_CHARACTER = re.compile(r"[\s(（]*([0-9\u4e00-\u9fff])")
SECTION_ORDINALS = {ordinal: number for number, ordinal in enumerate("一二三四五六", 1)}


def ordinal_no(text: str) -> int | None:
    """The number of the main section's ordinal with which a text begins; None if with none."""
    ordinal = ORDINAL.match(text)
    return SECTION_ORDINALS[ordinal[1]] if ordinal else None


def section_no(text: str, form: Form) -> int | None:
    """The section that a text heads, 1 to 6; None if it is no heading, or its ordinal differs."""
    ordinal = ORDINAL.match(text)
    heading = text[ordinal.end() :] if ordinal else text
    first = FIRST_CHARACTER.match(heading)
    if first and normalized(first[1]) not in _first_characters(form):
        return None
    number = form.section_of_heading.get(clean_label(heading))
    return number if not ordinal or SECTION_ORDINALS[ordinal[1]] == number else None


@cache
def _first_characters(form: Form) -> set[str]:
    return {heading[0] for heading in form.section_of_heading}
