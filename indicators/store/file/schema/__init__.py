"""The schema of a board's file, version by version, and the migrations between them."""
