"""Files on a disk: read within bounds, written whole, changed by one writer at a time.

Whatever this package reads from or leaves on a reader's disk passes here; nothing that runs in
the browser does.
"""
