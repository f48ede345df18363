"""A fictional district with a year of cases, made through the same services that an office uses. Nobody in it is real."""
