"""Many schools at once: their lists read, their time limits dated, what is due written out.

This package alone needs numpy and pandas.
"""
