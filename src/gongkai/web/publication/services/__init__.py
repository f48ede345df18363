"""What changes items: keyword-only, atomic. Each refuses with all reasons, and then nothing is kept."""
