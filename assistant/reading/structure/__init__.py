"""A source's text to its outline, and the outline to passages."""
