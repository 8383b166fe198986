"""How the pages of a built site are measured on a phone: the limits, the looks and the report."""
