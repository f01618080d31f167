"""What is asked about care at home."""
