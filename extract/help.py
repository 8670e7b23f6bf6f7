"""What commands explain themselves with, in the user's language."""

import inspect
import os
from collections.abc import Iterator

import click

from extract.language import LANGUAGE, OWN_VARIABLE, TRANSLATIONS


def help_texts(command: click.Command) -> Iterator[tuple[click.Command | click.Option, str, str]]:
    """Each text that a command and its subcommands explain themselves with.

    Yields:
        What it belongs to, the name of its attribute there, and the text.
    """
    owners = [command, *(of for of in command.params if isinstance(of, click.Option))]
    for owner in owners:
        for attribute in ("help", "epilog"):
            text = getattr(owner, attribute, None)
            if text:
                yield owner, attribute, inspect.cleandoc(text).replace("\b\n", "")
    if isinstance(command, click.Group):
        for subcommand in command.commands.values():
            yield from help_texts(subcommand)


def speaking(command: click.Command) -> click.Command:
    """A command with its help in the user's language, once it runs by itself."""
    asked = os.environ.get(OWN_VARIABLE, "")
    if asked and not asked.lower().startswith(("zh", "en")):
        click.echo(f"{OWN_VARIABLE}={asked}: neither zh nor en; going on in English.", err=True)
    if LANGUAGE == "en":
        return command
    for owner, attribute, text in list(help_texts(command)):
        translated = TRANSLATIONS.gettext(text)
        if attribute == "help" and isinstance(owner, click.Command):
            owner.short_help = translated.partition("\n")[0].rstrip("。")
            # click would fold lines at twice the width and part Chinese words with blanks
            translated = "\n\n".join(f"\b\n{part}" for part in translated.split("\n\n"))
        setattr(owner, attribute, translated)
    return command
