"""Walks: a form with its answer, the same in the published site and in JupyterLab.

``base`` says what a walk is and ``site`` runs them all. ``form`` says what a form and a field are,
``fields`` holds those that several walks share, and ``controls`` what they look like. Each kind of
walk has a folder: the fields it declares, how they are laid out, and what follows from them.
"""
