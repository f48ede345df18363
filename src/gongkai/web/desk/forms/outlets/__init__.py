"""Forms of channels, interpretations, pictures, settings and import of 主动公开."""
