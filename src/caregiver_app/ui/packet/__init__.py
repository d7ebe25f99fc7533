"""The Packet page and what belongs to it."""
