"""Who may do what, for which organ."""
