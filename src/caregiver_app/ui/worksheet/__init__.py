"""The Worksheet page: the six steps, what was named side by side, the opinions, the four sentences."""
