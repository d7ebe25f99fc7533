"""How lines of therapy are counted by published rules."""
