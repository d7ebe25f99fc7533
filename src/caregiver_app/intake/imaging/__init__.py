"""Imaging files and discs: what headers say, one picture to look at, what lies on a disc. Nothing is interpreted."""
