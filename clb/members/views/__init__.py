"""Pages of members: lists of a club and of a search, a person, and the forms of what is done with them."""
