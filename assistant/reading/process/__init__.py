"""Parsing in a process of its own: its limits, its two ends, and what passes between them."""
