"""Pages of meetings and activities."""
