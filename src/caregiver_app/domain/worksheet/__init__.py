"""The worksheet: whether the family can explain the choice, step by step. It never scores."""
