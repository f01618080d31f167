"""Pages of state money."""
