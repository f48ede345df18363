"""The pages of administrators: thin, each asks for its role first."""
