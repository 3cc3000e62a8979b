"""Ingest files and folders into the library: python ingest.py [PATH …] [--library DIR] [--prune] [--json]"""

from assistant.faces.cli import ingest_main

if __name__ == "__main__":
    ingest_main()
