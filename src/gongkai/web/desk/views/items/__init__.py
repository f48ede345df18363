"""Pages of 主动公开 for the way of one item: written, checked, reviewed, released, taken down."""
