"""The regions of an indicator's page."""
