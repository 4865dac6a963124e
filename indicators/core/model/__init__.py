"""What exists: series, observations, events, readings and how an indicator is declared; errors with their sentences."""
