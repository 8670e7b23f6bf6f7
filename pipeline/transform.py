"""Runs dbt inside this process: its start-up takes seconds and is paid once a build."""

import os
import shutil
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.language import Message, _, joined
from extract.limits import MEMORY, database_settings
from pipeline.errors import WarehouseError

PROJECT = Path(__file__).resolve().parent.parent / "dbt_project"
# Unit tests prove the SQL, not a warehouse: `make test` runs them.
BUILD = ("build", "--exclude-resource-type", "unit_test")
DOCS = ("docs", "generate", "--static", "--no-compile")
FAILURES_SHOWN = 10


@dataclass(frozen=True)
class TransformResult:
    """What a dbt build did.

    Attributes:
        relations: how many tables, views and seeds it made.
        tests: how many tests passed.
        queries: the SQL of each model that is a table, by its name with its schema, in an order in
            which they can be run.
    """

    relations: int
    tests: int
    queries: dict[str, str]


def build(
    database: Path,
    dbt_dir: Path,
    threads: int,
    progress: Callable[[int, int], None],
    target: str = "duckdb",
) -> TransformResult:
    """Build and test every model in a DuckDB file, or where another target of the profile is.

    Args:
        database: the DuckDB file, with schema ``raw`` filled.
        dbt_dir: folder for dbt's compiled models and parse cache.
        threads: models built at a time on Spark; DuckDB builds each on all cores.
        progress: called with the number of steps done so far and in all.
        target: one of `profiles.yml`; of others than duckdb the file is not touched.

    Raises:
        WarehouseError: a model, seed or test failed; names each.
    """
    done = total = 0

    def follow(event: Any) -> None:
        nonlocal done, total
        if event.info.name == "ConcurrencyLine":
            total = event.data.node_count
        elif event.info.name == "NodeFinished":
            done += 1
            progress(done, total)

    results = run(BUILD, database, dbt_dir, threads, follow, target=target)
    kinds = [result.node.resource_type for result in results]
    return TransformResult(
        relations=kinds.count("model") + kinds.count("seed"),
        tests=kinds.count("test"),
        queries={
            f"{result.node.schema}.{result.node.alias}": result.node.compiled_code
            for result in results
            if result.node.resource_type == "model" and result.node.config.materialized == "table"
        },
    )


def write_docs(database: Path, dbt_dir: Path, output_dir: Path) -> None:
    """Write the dbt docs of a built DuckDB file as one self-contained ``index.html``."""
    run(DOCS, database, dbt_dir)
    output_dir.mkdir(parents=True, exist_ok=True)
    unfinished = output_dir / "index.html.unfinished"
    shutil.copyfile(dbt_dir / "static_index.html", unfinished)
    unfinished.replace(output_dir / "index.html")


def run(
    command: tuple[str, ...],
    database: Path,
    dbt_dir: Path,
    threads: int = 1,
    *callbacks: Callable[[Any], None],
    target: str = "duckdb",
) -> list[Any]:
    """Run one dbt command on a DuckDB file, which is closed again afterwards.

    Args:
        command: dbt's subcommand with its options.
        database: the DuckDB file.
        dbt_dir: folder for dbt's artifacts.
        threads: models built at a time on Spark; DuckDB builds each on all cores.
        callbacks: called with each of dbt's events.
        target: as `build`.

    Returns:
        dbt's result for each node it ran; empty for commands that run none.

    Raises:
        WarehouseError: dbt failed; names each node that did.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ |= {
        "OGI_DATABASE": database.name,
        "OGI_THREADS": str(threads),
        MEMORY: database_settings()["memory_limit"],
    }
    options = {
        "--target": target,
        "--project-dir": PROJECT,
        "--profiles-dir": PROJECT,
        "--target-path": dbt_dir.absolute(),
        "--log-path": dbt_dir.absolute(),
        # what fails is told once, by us; a log takes seconds
        "--log-level": "none",
        "--log-level-file": "none",
    }
    arguments = [str(part) for option in options.items() for part in option]
    # What dbt parsed it keeps only as long as the database has the same path: a relative one lets
    # every warehouse of a name use it.
    with chdir(database.parent):
        try:
            result = dbtRunner(callbacks=list(callbacks)).invoke(["--quiet", *command, *arguments])
        finally:
            # dbt keeps the file open for a next run; here others read it, and it is renamed.
            DuckDBConnectionManager.close_all_connections()
    if result.exception:
        raise WarehouseError(
            _("dbt {command} failed: {error}").format(command=command[0], error=result.exception)
        ) from result.exception
    if not result.success:
        raise WarehouseError(_failures(result.result))
    return list(getattr(result.result, "results", []))


def _failures(run: Any) -> Message:
    results = getattr(run, "results", [])  # docs that fail return no results
    failed = [r for r in results if r.status in ("error", "fail")]
    lines = [
        _("dbt: {failed} of {steps} steps failed:").format(failed=len(failed), steps=len(results))
    ]
    for result in failed[:FAILURES_SHOWN]:
        lines.append(f"  {result.node.unique_id} ({result.node.original_file_path})")
        lines += [f"    {line}" for line in (result.message or "").strip().splitlines()]
    if len(failed) > FAILURES_SHOWN:
        lines.append(_("  and {count} more").format(count=len(failed) - FAILURES_SHOWN))
    if any("Out of Memory Error" in (result.message or "") for result in failed):
        lines.append(
            _(
                "{memory} was too little memory for the database: set {name}, as in {name}=8GB."
            ).format(memory=database_settings()["memory_limit"], name=MEMORY)
        )
    return joined("\n", lines)
