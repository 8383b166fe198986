"""The Schools causing concern procedures as a model that runs."""
