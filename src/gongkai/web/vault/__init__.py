"""What is kept sealed: personal fields and files, with keys outside the database."""
