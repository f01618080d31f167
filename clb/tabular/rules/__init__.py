"""Pure rules of tables: what a form is, which periods there are, what may be said of a difference."""
