"""What administrators do: each act is recorded for the auditor in the same transaction."""
