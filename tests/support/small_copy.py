"""Changes to a copy of the small framework."""


def swap(folder, name, old, new):
    """Write something else in a file of a folder, once."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
