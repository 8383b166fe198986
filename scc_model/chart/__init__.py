"""The state graph: what an event does where a school stands, and what can be asked of the whole.

``steps`` is what the reader's browser runs; ``graph``, ``search`` and ``proofs`` look at every
school there can be.
"""
