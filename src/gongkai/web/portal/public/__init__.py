"""The pages that are read: each a function of the database and its path alone, so that it can be a file (``catalogue``)."""
