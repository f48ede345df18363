"""Forms of 主动公开 for the way of one item."""
