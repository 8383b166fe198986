"""Places of the source: named from the outline, what carries each, and rules chosen by them."""
