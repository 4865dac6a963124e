"""The regions of the Record page."""
