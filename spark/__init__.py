"""The warehouse on Spark: the same tables, for archives that outgrow one machine."""
