"""Judges a built warehouse with Great Expectations where its tables are; it computes no figures."""

import warnings

# Great Expectations imports PySpark where there is one, which warns of pandas 3; neither uses it.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
