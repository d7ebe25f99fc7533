"""The overview of a case."""
