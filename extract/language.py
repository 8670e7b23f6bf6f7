"""The language of what commands print: Chinese where the user's environment says so, or English.

``OGI_LANG`` decides (``zh`` or ``en``), or else the locale. What is logged, recorded or stored is
in English whoever runs the command, so a `Message` keeps its English too. Chinese texts are in
``locale/``; click takes its own from there as well, by way of gettext.
"""

import atexit
import gettext
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

OWN_VARIABLE = "OGI_LANG"
VARIABLES = (OWN_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
DOMAIN, CHINESE = "ogi", "zh_CN"
# The context in the catalogue of what is stored in English: why a file was not read, places.
STORED = "stored"
CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
CATALOGUE = CATALOGUES / CHINESE / "LC_MESSAGES" / f"{DOMAIN}.po"


class Message(str):
    """A text in the user's language.

    Attributes:
        english: the same in English.
    """

    english: str

    def __new__(cls, text: str, english: str) -> "Message":
        """A message of its two texts."""
        message = super().__new__(cls, text)
        message.english = english
        return message

    def __getnewargs__(self) -> tuple[str, str]:  # what pickle makes it of
        return str(self), self.english

    def format(self, *values: object, **named: object) -> "Message":
        """Fill in values; those that are messages in the language of each text."""
        return Message(
            super().format(*values, **named),
            self.english.format(
                *map(english, values), **{name: english(value) for name, value in named.items()}
            ),
        )


def english(value: object) -> object:
    """A message in English; anything else as it is."""
    return value.english if isinstance(value, Message) else value


def joined(separator: str, messages: Iterable[str]) -> Message:
    """Texts as one, in both languages."""
    messages = list(messages)
    return Message(separator.join(messages), english(separator).join(map(english, messages)))


def language_in(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for: ``zh`` or ``en``."""
    asked = next(filter(None, map(environment.get, VARIABLES)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


LANGUAGE = language_in(os.environ)


def _compiled() -> Path:
    """The folder of the compiled catalogue, which is compiled anew where it is not of today's."""
    source = CATALOGUE.stat().st_mtime_ns
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns == source:
        return CATALOGUES
    try:
        _compile(compiled, source)
    except OSError:  # a checkout that others own
        folder = Path(tempfile.mkdtemp(prefix="ogi-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        compiled = folder / compiled.relative_to(CATALOGUES)
        compiled.parent.mkdir(parents=True)
        _compile(compiled, source)
        return folder
    return CATALOGUES


def _compile(compiled: Path, time: int) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    unfinished = compiled.with_name(f".{compiled.name}.{os.getpid()}")
    with CATALOGUE.open("rb") as source, unfinished.open("wb") as target:
        write_mo(target, read_po(source, CHINESE))
    os.utime(unfinished, ns=(time, time))
    unfinished.replace(compiled)


def _translations() -> gettext.NullTranslations:
    if LANGUAGE == "en":
        return gettext.NullTranslations()
    folder = _compiled()
    os.environ["LANGUAGE"] = CHINESE  # where click's gettext looks first
    gettext.bindtextdomain(DOMAIN, folder)
    gettext.textdomain(DOMAIN)
    return gettext.translation(DOMAIN, folder, [CHINESE])


TRANSLATIONS = _translations()


def _(text: str) -> Message:
    """A text of the program in the user's language."""
    return Message(TRANSLATIONS.gettext(text), text)


def ngettext(one: str, many: str, count: int) -> Message:
    """A text of the program for a count of things, in the user's language."""
    return Message(TRANSLATIONS.ngettext(one, many, count), one if count == 1 else many)


def retold(sentence: str) -> str:
    """A sentence or a place that is stored in English, in the user's language."""
    return sentence if LANGUAGE == "en" else in_chinese(sentence)


def in_chinese(sentence: str) -> str:
    """A sentence or a place that is stored in English, in Chinese.

    What was filled in when it was made is taken out of it again, and retold in its turn. A
    sentence that the catalogue has not is returned as it is.
    """
    for pattern, chinese in _stored_sentences():
        if filled_in := pattern.fullmatch(sentence):
            return chinese.format(*map(in_chinese, filled_in.groups()))
    return sentence


@cache
def _stored_sentences() -> list[tuple[re.Pattern, str]]:
    """What sentences look like, those that say most first, each with its Chinese."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        entries = [entry for entry in read_po(file, CHINESE) if entry.context == STORED]
    entries.sort(key=lambda entry: len(entry.id), reverse=True)
    return [
        (re.compile("(.+?)".join(map(re.escape, entry.id.split("{}"))), re.DOTALL), entry.string)
        for entry in entries
    ]


def either(zh: str, en: str) -> Message:
    """Of a text that is there in both languages, the one in the user's."""
    return Message(zh if LANGUAGE == "zh" else en, en)
