"""The guide: articles, words of the field, treatments side by side, and where all of it is from."""
