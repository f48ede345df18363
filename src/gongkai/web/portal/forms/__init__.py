"""Forms of the citizen's side."""
