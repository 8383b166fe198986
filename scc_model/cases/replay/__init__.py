"""A case replayed day by day: what happened, what must have happened unseen, what contradicts."""
