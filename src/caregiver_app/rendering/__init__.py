"""Pages of files as pictures and words, for looking, reading and the packet. Runs in child processes."""
