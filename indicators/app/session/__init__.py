"""What a browser session keeps and what all sessions share: the day, what is known on it, what was typed."""
