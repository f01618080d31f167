"""Pages and papers of a club's statements."""
