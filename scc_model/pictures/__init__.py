"""How things are drawn, as SVG with a text twin."""
