"""The guide: what we know and where it is from, and how the family words it for itself."""
