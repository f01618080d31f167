"""Tables whose rows are never changed, and tables that migrations make together."""
