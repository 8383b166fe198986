"""A framework with something changed, as a value of its own beside the one it came from."""
