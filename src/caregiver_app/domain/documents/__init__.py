"""The papers: what one is, what its pages are, what a machine read in it, and which are still wanted."""
