"""What the walk through a school's case answers."""
