"""How things are said: results of the model in plain words, and words as HTML.

``wording`` says values of the model, ``timing`` their days and time limits, ``explaining`` why;
``account`` says where a case stands and what it records, ``obligations`` its duties,
``permissions`` its powers, ``standing`` how an entry stands, ``uncertain`` what is not known;
``html`` makes elements of a page, ``pieces`` those about things of the model.
"""
