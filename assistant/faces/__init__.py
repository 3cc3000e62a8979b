"""The faces: command line, page, LangChain, and the words and shapes in which records are told."""
