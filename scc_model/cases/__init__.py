"""The record of one school, and what follows from it: replay, duties, powers, what may come next."""
