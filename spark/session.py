"""A Spark session for one build: on this machine, or on a cluster that ``SPARK_MASTER`` names."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyspark.sql import SparkSession

from extract.limits import PREFIX
from spark.snapshots import address

PROJECT = Path(__file__).resolve().parent.parent
LOGGING = PROJECT / "spark" / "log4j2.properties"
LOCALHOST = "127.0.0.1"
# How often a task is tried: that its process is killed may be no fault of its own.
ATTEMPTS = 4
# All the memory there is on this machine, where tasks run in the driver.
DRIVER_MEMORY = "4g"


@contextmanager
def session(tables: Path, cores: int) -> Iterator[SparkSession]:
    """Start a session, make it the one that ``SparkSession.builder`` returns, and stop it.

    ``SPARK_MASTER`` names another master than this machine: ``spark://host:7077``, ``yarn``. Its
    machines must see the project, the Python that ``PYSPARK_PYTHON`` names, the raw folder and
    the store under the same paths as this one. What else a cluster asks for is set as for any
    program, in the ``spark-defaults.conf`` of ``SPARK_CONF_DIR``.

    Args:
        tables: folder for the tables that it writes, those of a schema in one of their own.
        cores: how many tasks run at a time, if on this machine.

    Yields:
        The session. Its catalogue is in memory and ends with it.

    Raises:
        WarehouseError: the folder's path has brackets or other signs of patterns in it.
    """
    master = os.environ.get("SPARK_MASTER")
    settings = _elsewhere(master) if master else _here(cores)
    # read from the environment only
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    started = SparkSession.builder.config(map=settings | _anywhere(tables)).getOrCreate()
    try:
        yield started
    finally:
        started.stop()


def _anywhere(tables: Path) -> dict[str, str]:
    limits = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    of_workers = limits | {"PYTHONPATH": str(PROJECT)}
    return {
        "spark.app.name": "ogi-warehouse",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={LOGGING.as_uri()}",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": address(tables),
        # what decides a result is not for a cluster to choose
        "spark.sql.ansi.enabled": "true",  # nothing that overflows becomes a null
        "spark.sql.caseSensitive": "false",
        "spark.sql.decimalOperations.allowPrecisionLoss": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        **{f"spark.executorEnv.{name}": value for name, value in of_workers.items()},
    }


def _here(cores: int) -> dict[str, str]:
    # in the environment, too, or it warns of the name of a machine that has no address
    os.environ.setdefault("SPARK_LOCAL_IP", LOCALHOST)
    return {
        "spark.master": f"local[{cores},{ATTEMPTS}]",
        "spark.driver.memory": os.environ.get("SPARK_DRIVER_MEMORY", DRIVER_MEMORY),
        "spark.driver.bindAddress": LOCALHOST,
        "spark.driver.host": LOCALHOST,
        "spark.sql.shuffle.partitions": str(2 * cores),
    }


def _elsewhere(master: str) -> dict[str, str]:
    return {"spark.master": master, "spark.task.maxFailures": str(ATTEMPTS)}
