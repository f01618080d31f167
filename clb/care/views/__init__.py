"""Pages of care at home."""
