"""First floor: is this annual report right, and what are its figures? Free of Django."""
