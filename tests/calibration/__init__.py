"""Do the intervals cover what they say? Seeded simulations from known truth; `python -m tests.calibration`."""
