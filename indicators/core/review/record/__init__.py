"""What is on record and how good it is: coverage, revisions, and whether a new number is a surprise."""
