"""Walks: a form with its answer, the same in the published site and in JupyterLab.

``base`` says what a walk is and ``site`` runs them all; each kind of walk has a folder.
"""
