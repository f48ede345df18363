"""What the prose of a report claims: counted statements, and lists that should add up."""
