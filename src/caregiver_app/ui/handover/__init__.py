"""Handing a case over to another computer, and bringing it back."""
