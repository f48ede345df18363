"""The system in a browser: the only room where Django may enter."""
