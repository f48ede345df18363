"""Cellar: what the law says on day D. Reads only its own data, never a clock."""
