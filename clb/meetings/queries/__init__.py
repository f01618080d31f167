"""What is asked about meetings and activities."""
