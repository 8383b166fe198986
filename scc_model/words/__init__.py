"""How things are said: results of the model in plain words, and words as HTML.

``wording`` says values of the model, ``explaining`` why, ``account`` a whole case; ``html`` makes
elements of a page, ``pieces`` those about things of the model.
"""
