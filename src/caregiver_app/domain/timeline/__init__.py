"""The treatment history: what happened, when, how we know, and the pure rules that read it."""
