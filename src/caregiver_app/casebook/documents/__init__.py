"""The verbs for the papers: keep a file, list it, find it, work on its pages, ask for what is missing."""
