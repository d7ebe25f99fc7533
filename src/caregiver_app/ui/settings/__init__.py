"""The settings: the language, how it looks, what is printed, and where the case lives."""
