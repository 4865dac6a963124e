"""The ways to enter numbers, and what a save has to say."""
