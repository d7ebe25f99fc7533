"""The treatment history as a CSV table, in and out."""
