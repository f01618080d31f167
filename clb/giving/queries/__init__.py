"""What is asked about mobilised means. Other apps read `totals` only."""
