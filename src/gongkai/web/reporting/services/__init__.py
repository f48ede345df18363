"""Acts on the annual report."""
