"""Measures: the support schemes that a library's documents offer, each with its fields and their quotes."""
