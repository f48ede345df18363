"""Template tags of accounts: the links of administrators."""
