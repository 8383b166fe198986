"""How things are listed, a module for each place where they are shown.

``records`` are for programs and spreadsheets, ``terminal`` for a terminal, ``pages`` for a page,
``ics`` for a calendar; ``listings`` are of what the data holds, ``explained`` is one rule or event
of a case with its whole working, and ``text`` makes tables of text for the others.
"""
