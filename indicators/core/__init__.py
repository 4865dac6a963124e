"""What numbers mean: what exists, how it is written, what may be compared, what is read of it, and what to do next."""
