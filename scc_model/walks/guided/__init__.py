"""Walks made from ``data/walks.yaml``: a form and its answer, step by step."""
