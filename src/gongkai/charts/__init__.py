"""How do these figures look? Accessible pictures with a table behind each, and one-page explanations of a policy."""
