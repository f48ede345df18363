"""Views of the citizen's side: no account, no cookie but the draft's own."""
