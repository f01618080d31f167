"""What a phone is given, and what is known of phones and of what they sent."""
