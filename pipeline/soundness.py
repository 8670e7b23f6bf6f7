"""Whether a published file can be built upon; if not, why, and what to do."""

import duckdb

from pipeline.warehouse import Warehouse, WarehouseError


def check_published(warehouse: Warehouse) -> None:
    """See that the published file, if there is one, is a warehouse, whole and not being written.

    Raises:
        WarehouseError: it is none, cut off, of another version of DuckDB, or being written.
    """
    published = warehouse.published
    if not published.exists():
        return
    warehouse.check_closed()
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            blocks, block_size = connection.execute(
                "select total_blocks, block_size from pragma_database_size()"
            ).fetchone()
            found = connection.execute("select distinct schema_name from duckdb_tables()")
            schemas = {schema for (schema,) in found.fetchall()}
    except duckdb.Error as error:
        raise _not_usable(warehouse, str(error).partition("\n")[0]) from None
    if published.stat().st_size < blocks * block_size:
        raise _not_usable(warehouse, "it is cut off")
    if schemas and "raw" not in schemas:
        raise WarehouseError(
            f"{published}: a database of something else (it has the schemas "
            f"{', '.join(sorted(schemas))}); choose another place for the warehouse (WAREHOUSE=)."
        )


def _not_usable(warehouse: Warehouse, why: str) -> WarehouseError:
    previous = warehouse.previous
    back = f"put {previous.name} back in its place, or " if previous.exists() else ""
    return WarehouseError(
        f"{warehouse.published}: cannot be built upon: {why}\nIf another program has it open, "
        f"close it there. Else {back}move it away and build anew: all is in the reports."
    )
