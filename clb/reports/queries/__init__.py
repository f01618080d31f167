"""What is asked about reports: who owes which, what they hold, what has changed since."""
