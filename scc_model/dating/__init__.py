"""Dates that explain themselves: which days count, and time limits from an anchor to a date."""
