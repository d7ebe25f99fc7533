"""The Appointments page: what is to come, what to bring, what to ask, what was said, and what comes next."""
