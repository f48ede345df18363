"""Views of the desk: thin. Services write, selectors read, permissions decide."""
