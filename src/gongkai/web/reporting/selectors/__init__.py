"""What the pages of the annual report read."""
