"""The command ``python -m benchmarks.corpus``."""

from os import cpu_count
from pathlib import Path

import click

from benchmarks.corpus.reports import Plan
from benchmarks.corpus.slips import SLIPS
from benchmarks.corpus.writing import write
from extract.progress import progress_bar
from tests.properties.rendering import FORMATS


class Formats(click.ParamType):
    """Names of formats, each with or without its weight."""

    name = "formats"

    def convert(self, value: str | dict, param: click.Parameter, ctx: click.Context) -> dict:
        """Read ``text=70,html=30`` as weights; a format without one weighs 1."""
        if isinstance(value, dict):
            return value
        weights = {}
        for part in value.split(","):
            name, _, weight = part.strip().partition("=")
            if name not in FORMATS:
                self.fail(f"{name!r} is none of {', '.join(FORMATS)}.", param, ctx)
            try:
                weights[name] = float(weight or 1)
            except ValueError:
                self.fail(f"{weight!r} is no weight of {name}.", param, ctx)
        return weights


@click.command(name="corpus")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="A folder without a corpus: reports go to raw/, what is known of them beside it.",
)
@click.option("--reports", type=click.IntRange(min=1), default=1000, show_default=True)
@click.option("--seed", default=1, show_default=True, help="The same seed, the same reports.")
@click.option(
    "--formats",
    type=Formats(),
    default="text=60,html=30,docx=7,pdf=3",
    show_default=True,
    help="Formats and their weights; text,html is half and half.",
)
@click.option(
    "--slips",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help=f"Share of reports with a slip, which is one of {', '.join(SLIPS)}.",
)
@click.option("--blank-zeros", is_flag=True, help="Leave zeros blank, as some offices do.")
@click.option("--jobs", type=click.IntRange(min=1), default=cpu_count() or 1, show_default=True)
def main(out: Path, reports: int, jobs: int, **plan: int | float | bool | dict) -> None:
    """Write reports of which every number is known, some with a slip.

    What the files are and what is due on them is said in benchmarks/README.md;
    benchmarks.corpus_check holds a warehouse against it.
    """
    try:
        with progress_bar("reports") as progress:
            write(Plan(**plan), out, reports, jobs, progress)
    except FileExistsError as error:
        raise click.ClickException(f"{out} holds a corpus; choose another folder.") from error
    except IndexError as error:
        raise click.ClickException(f"{error} Choose fewer reports.") from error


if __name__ == "__main__":
    main()
