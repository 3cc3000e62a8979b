"""Vectors of passages and of their sentences: kept, and scanned."""
