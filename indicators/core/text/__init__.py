"""How numbers, periods and names are written and read, and the sentences in which they are said."""
