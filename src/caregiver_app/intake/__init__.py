"""Look at a file the user brings: what it is by its content, how many pages, whether it can be read."""
