"""The faces: command line, page, LangChain, and the words and shapes in which records are told."""

LONGEST = 4000  # characters of a question
EARLIER = 6  # exchanges of a conversation that are handed on, so that a follow-up can be understood
