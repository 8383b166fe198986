"""Worked cases: what is given and what has to come out. They are examples and tests at once."""
