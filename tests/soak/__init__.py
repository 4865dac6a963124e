"""The promises about a board's data, each a function with a size: `make soak` runs them in full, pytest in short."""
