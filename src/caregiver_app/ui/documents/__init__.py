"""The Documents page and what belongs to it."""
