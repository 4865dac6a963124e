"""The vocabulary: series, observations, comparability, indicators, readings, and the sentences for them."""
