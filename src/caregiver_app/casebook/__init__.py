"""The verbs: everything one can do to a case, each one transaction and one undo step."""
