"""The questions to ask: the library, the family's own, on which sheet each stands, and what was answered."""
