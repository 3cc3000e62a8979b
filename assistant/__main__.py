"""`python -m assistant` is `policy-assistant`."""

from assistant.cli import main

main()
