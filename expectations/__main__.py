"""The command `python -m expectations`."""

from pathlib import Path

import click
import duckdb

from expectations.runner import validate
from expectations.verdict import SEVERITIES, Verdict, in_words
from extract.help import speaking
from extract.language import LANGUAGE, _, joined
from extract.terminal import padded, shown


@click.command()
@click.option(
    "--database",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The DuckDB file to judge. It is opened read-only.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for data_docs/index.html and validation_results.json.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail the validation too.")
def main(database: Path, output: Path, strict: bool) -> None:
    """Judge a warehouse with Great Expectations.

    Critical failures mean that the warehouse cannot be trusted. Warnings and remarks (info) mean
    that reports contradict themselves. The exit code is 1 where the warehouse must not be
    published, else 0.
    """
    try:
        verdict = validate(database, output)
    except (duckdb.Error, ConnectionError) as error:
        raise click.ClickException(
            _("{database} is not a built warehouse: {error}").format(database=database, error=error)
        ) from error
    click.echo(summary(verdict, strict))
    click.echo(_("Details: {page}").format(page=output / "data_docs" / "index.html"))
    raise SystemExit(int(verdict.blocks(strict)))


def summary(verdict: Verdict, strict: bool) -> str:
    """Return the verdict as lines of text, worst failures first."""
    lines = []
    for severity in SEVERITIES:
        for failure in verdict.of(severity):
            count = (
                _("not evaluated")
                if failure.error
                else _("rows: {count:,}").format(count=failure.unexpected_count)
            )
            word = padded(in_words(severity), 8)
            lines.append(f"{word}  {failure.suite}: {failure.name} ({count})")
            lines.append(f"          {failure.description_zh}")
            if LANGUAGE == "en":
                lines.append(f"          {failure.description_en}")
            if failure.error:
                lines.append(f"          {shown(failure.error.splitlines()[0])}")
    counts = (f"{len(verdict.of(severity))} {in_words(severity)}" for severity in SEVERITIES)
    outcome = (
        _("{count} expectations, failed: {failed}. The warehouse must not be published.")
        if verdict.blocks(strict)
        else _("{count} expectations, failed: {failed}. The warehouse may be published.")
    )
    lines.append(outcome.format(count=verdict.evaluated, failed=joined(_(", "), counts)))
    return "\n".join(lines)


if __name__ == "__main__":
    speaking(main)()
