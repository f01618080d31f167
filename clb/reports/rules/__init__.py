"""What holds of reports without asking the database: periods, figures, words, differences."""
