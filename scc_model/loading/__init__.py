"""From the YAML of a data folder to a framework, or to a report of every fault with its place.

Nothing here runs in the reader's browser: there the framework is a file that the build made.
"""

from scc_model.loading.folder import data_dir, load, load_from

__all__ = ["data_dir", "load", "load_from"]
