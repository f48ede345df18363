"""What must this letter say? Every letter of an application, filled from facts, in four formats."""
