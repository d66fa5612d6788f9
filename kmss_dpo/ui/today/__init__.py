"""The first screen of the morning: what is due, what has run out, and whether the register is sound."""
