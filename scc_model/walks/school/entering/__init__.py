"""The form of the walk through a school's case, part by part."""
