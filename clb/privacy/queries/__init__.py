"""What is asked about requests, consent, keeping and erasing."""
