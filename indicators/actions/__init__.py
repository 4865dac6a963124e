"""What a person does, once for every door: a number is recorded, a file is imported, and what that says is gathered."""

from .record import Recorded, imported, pairs_of, preview, record

__all__ = ["Recorded", "imported", "pairs_of", "preview", "record"]
