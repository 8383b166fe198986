"""The walk through a school's own case: what is recorded, and what follows from it."""
