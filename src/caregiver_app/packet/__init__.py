"""The records packet: one case and its papers become one PDF."""
