"""What is public, found in an instant."""
