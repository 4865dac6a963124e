"""The command line: a parser, and a file for each group of commands."""
