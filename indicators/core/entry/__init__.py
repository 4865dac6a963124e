"""Where a number enters: text, tables and lists become drafts, and one validator judges them."""
