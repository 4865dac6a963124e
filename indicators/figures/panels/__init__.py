"""Panels as pictures: which numbers each kind shows, and how."""
