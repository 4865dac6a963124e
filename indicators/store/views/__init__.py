"""What a board answers: numbers as known on a day, both sides of a comparison, what stood before a number came."""
