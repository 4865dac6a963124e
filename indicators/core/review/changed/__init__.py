"""What changed between two days or two moments: numbers, readings, calls, and what did it."""
