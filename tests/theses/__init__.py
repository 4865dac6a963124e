"""Theses beside the package's own, each a folder as `--thesis` takes it."""
