"""A second encoder, for single sentences: what the first blurs in a passage, this one tells apart, across languages."""
