"""Pages of mobilised means."""
