"""Assessment (条例 Art. 46): what the record says of many organs at once, what points follow, and the sets of indicators."""
