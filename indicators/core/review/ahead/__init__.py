"""What is due and what it would flip; what came; calls that were withdrawn and exit triggers."""
