"""The walk that places a school: programme and category, one question at a time."""
