"""Loaded by every Python process that has this folder on PYTHONPATH."""

import network_guard  # noqa: F401  (importing it is what guards)
