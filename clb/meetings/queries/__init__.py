"""What is asked of meetings and activities."""
