"""Forms of logging in and of the administrators."""
