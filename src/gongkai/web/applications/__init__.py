"""Applications for information: content rows, services that write, selectors that read."""
