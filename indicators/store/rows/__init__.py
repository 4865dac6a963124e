"""Rows on their way in: checked, told new from revised, written as one batch, taken back."""
