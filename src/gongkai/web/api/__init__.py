"""Open data as JSON: who takes applications, the clock, the fee, what is public. Read only, nothing of any person, no log-in."""
