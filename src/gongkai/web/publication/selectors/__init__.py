"""Reading about items; nothing here writes."""
