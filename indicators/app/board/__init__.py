"""The regions of the Board page."""
