"""The Questions page: what to ask, whom, and what they said."""
