"""How requests are worded, a file a language."""
