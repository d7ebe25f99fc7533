"""The appointments: when, with whom, what to bring, and what comes next."""
