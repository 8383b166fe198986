"""The record of one school, and what follows from it: duties, powers, what may come next."""
