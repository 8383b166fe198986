"""The walk that comes first: what has arrived and on which day in, what follows tonight out."""
