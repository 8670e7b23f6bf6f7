"""Whatever is in a file, it is read or refused in time, and no number is invented."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.reading import assert_nothing_is_invented
from tests.properties.rendering import FORMATS, SUFFIXES, Report
from tests.properties.strategies import numbered_reports, reports, rngs

WORD_TEXT = "word/document.xml"
MARKS = b"|\t\n\r 0159.,-():/<>\x0b\x00\xa0\xff"
# Far more than any file of this size needs, far less than a build would wait.
fuzzing = settings(max_examples=settings.default.max_examples // 2, deadline=timedelta(seconds=20))
in_every_format = pytest.mark.parametrize("carrier", FORMATS)


def inside(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change a file's bytes; of a Word file, those of the text inside its package."""
    if not content.startswith(b"PK"):
        return change(content)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == WORD_TEXT else data)
    return changed.getvalue()


def truncated(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def flipped(content: bytes, rng: Random) -> bytes:
    broken = bytearray(content)
    for _ in range(rng.choice([1, 5, 50])):
        broken[rng.randrange(len(broken))] = rng.randrange(256)
    return bytes(broken)


def sprinkled(content: bytes, rng: Random) -> bytes:
    """Separators, digits and brackets in place of other bytes."""
    broken = bytearray(content)
    for _ in range(rng.choice([1, 5, 50])):
        broken[rng.randrange(len(broken))] = rng.choice(MARKS)
    return bytes(broken)


def shuffled(content: bytes, rng: Random) -> bytes:
    """Lines, table rows or PDF operators in another order."""
    end = rng.choice([rb"(?<=\n)", rb"(?<=</tr>)", rb"(?<=</w:tr>)", rb"(?<=</w:tc>)", rb"(?<=ET)"])
    parts = re.split(end, content)
    some = [at for at in range(len(parts)) if rng.random() < 0.5]
    moved = some[:]
    rng.shuffle(moved)
    kept = dict(zip(some, moved, strict=True))
    return b"".join(parts[kept.get(at, at)] for at in range(len(parts)))


DAMAGES = (truncated, flipped, sprinkled, shuffled)


@in_every_format
@pytest.mark.parametrize("damage", DAMAGES)
@settings(fuzzing, max_examples=fuzzing.max_examples // 4)
@given(data=st.data())
def test_a_damaged_file_invents_nothing(
    carrier: str, damage: Callable[[bytes, Random], bytes], data: st.DataObject
) -> None:
    report: Report = data.draw(reports(carrier))
    rng = Random(data.draw(st.integers(0)))
    assert_nothing_is_invented(
        report.name, inside(report.content, lambda content: damage(content, rng))
    )


@in_every_format
@settings(fuzzing, max_examples=fuzzing.max_examples // 4)
@given(data=st.data())
def test_a_file_damaged_without_regard_to_its_format_invents_nothing(
    carrier: str, data: st.DataObject
) -> None:
    report: Report = data.draw(reports(carrier))
    damage = data.draw(st.sampled_from(DAMAGES))
    rng = Random(data.draw(st.integers(0)))
    assert_nothing_is_invented(report.name, damage(report.content, rng))


@in_every_format
@settings(fuzzing, max_examples=fuzzing.max_examples // 4)
@given(data=st.data())
def test_two_files_spliced_invent_nothing(carrier: str, data: st.DataObject) -> None:
    first, second = data.draw(numbered_reports(carrier)), data.draw(reports(carrier))
    rng = data.draw(rngs)
    head = first.content[: rng.randrange(len(first.content) + 1)]
    assert_nothing_is_invented(first.name, head + second.content[rng.randrange(1000) :])


@in_every_format
@settings(fuzzing, max_examples=fuzzing.max_examples // 4)
@given(data=st.data())
def test_a_document_that_ends_as_another_invents_nothing(carrier: str, data: st.DataObject) -> None:
    first, second = data.draw(numbered_reports(carrier)), data.draw(reports(carrier))
    at, to = data.draw(st.integers(0, 20)), data.draw(st.integers(0, 20))
    content = first.written([*first.blocks[:at], *second.blocks[to:]] or ["无"])
    assert_nothing_is_invented(first.name, content)


@in_every_format
@fuzzing
@given(
    content=st.binary(max_size=300) | st.text("|\t\n\xa0 01.<td/>信息内容规章总计").map(str.encode)
)
def test_any_bytes_are_read_or_refused(carrier: str, content: bytes) -> None:
    for prefix in (b"", b"%PDF-1.4\n", b"PK\x03\x04"):
        assert_nothing_is_invented(f"report{SUFFIXES[carrier]}", prefix + content)
