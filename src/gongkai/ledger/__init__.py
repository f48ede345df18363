"""Ledger: what happened, so where do we stand? Closed vocabulary of events, state as a fold, guards. No clock, no database."""
