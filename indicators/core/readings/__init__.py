"""The readings that indicators share, each a function of the evidence and of whom it is about."""
