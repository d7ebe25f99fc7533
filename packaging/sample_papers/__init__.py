"""Draw the invented papers of the sample case: one module a hospital, one toolkit for paper, one for pictures."""
