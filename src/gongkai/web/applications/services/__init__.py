"""What writes about applications: keyword-only, atomic, one act each. ``acting`` is the door to the ledger."""
