"""Forms of the annual report: its history, text, figures, life, merge."""
