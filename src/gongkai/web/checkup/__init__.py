"""年报体检: anybody's annual report checked and mended at once, and nothing of it kept."""
