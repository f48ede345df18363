"""Papers made from a whole case: evidence list, draft of an answer to a review or lawsuit, the file for the archive."""
