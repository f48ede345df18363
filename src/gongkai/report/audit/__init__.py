"""A survey of many reports: one table of findings, from folders of any size, in flat memory."""
