"""Lab values over time: which tests, and the geometry of their charts."""
