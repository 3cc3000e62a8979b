"""Serving people and programs: accounts, the gate before everything, and the doors behind it (`docs/serving.md`)."""
