"""Everything that knows about words, of either language: the one room for it."""
