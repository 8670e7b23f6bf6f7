"""How fast reports are read and warehouses built, beside yardsticks measured in the same run."""
