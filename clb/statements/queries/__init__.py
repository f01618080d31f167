"""What is asked for statements: passbooks, slips, the board, the books, the fund's health, signals."""
