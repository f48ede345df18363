"""Third floor: everything from a shell. Modules with heavy needs are loaded by dotted name in ``main``."""
