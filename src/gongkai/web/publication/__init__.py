"""What an organ publishes on its own duty: items, reviews, deliveries, interpretations; services that write, selectors that read."""
