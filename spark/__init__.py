"""The warehouse on Spark: the same tables, for archives that outgrow one machine."""

import warnings

# pandas 3, which is not used; it warns wherever a part of it is imported
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
