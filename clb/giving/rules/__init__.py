"""Pure judgements about donations: what they are worth, how far a promise is kept, what may be told to everyone."""
