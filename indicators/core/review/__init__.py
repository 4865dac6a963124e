"""What a person looks at again: what changed, what is ahead, and what is on record."""
