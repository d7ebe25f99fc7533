"""The timeline page and what belongs to it."""
