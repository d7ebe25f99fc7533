"""The packet as data: what a family chose for it, and what was sent to whom."""
