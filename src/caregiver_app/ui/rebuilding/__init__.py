"""A case whose case file is gone or damaged: what is left of it, and the ways back."""
