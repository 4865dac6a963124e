"""The regions of the Memo page."""
