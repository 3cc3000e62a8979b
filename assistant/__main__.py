"""`python -m assistant` is `policy-assistant`."""

from assistant.faces.cli import main

main()
