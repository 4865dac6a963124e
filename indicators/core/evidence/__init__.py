"""What is known on a day and what may be compared with what; `evaluate` makes readings of it."""
