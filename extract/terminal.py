"""What may go to a terminal: names and texts from files of unknown origin must not steer it."""

import re

from rich.cells import cell_len


def shown(text: str) -> str:
    """A text on one line; characters that would steer a terminal are spelled out."""
    spaced = re.sub(r"[^\S\n]", " ", text).replace("\n", "↵")
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in spaced)


def padded(text: str, width: int) -> str:
    """A text with blanks up to a width in a terminal, where a Chinese character takes two."""
    return text + " " * (width - cell_len(text))
