"""The rows of a list of schools: what one says, which inspection counts, and which school it is."""
