"""Reading applications: work lists, the page of a case, what is alike, and the figures that every page shows."""
