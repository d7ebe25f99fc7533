"""Two copies of one case that were worked on apart: what each knows, and how they become one again."""
