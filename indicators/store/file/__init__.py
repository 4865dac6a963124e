"""A board's file: connections, who has it open, its journal, where it lies, checks."""
