"""The ledger in the database: append only, one order, hash-chained."""
