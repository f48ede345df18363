"""A year's list of published information, brought in from a table: all errors at once, and nothing kept unless there is none."""
