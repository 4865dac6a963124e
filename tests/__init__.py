"""Tests: folders mirror the package, so that a file is found by what it tests."""
