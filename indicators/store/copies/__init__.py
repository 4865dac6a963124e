"""Copies of a board: backup and restore, one a day, a board taken over from the program's folder."""
