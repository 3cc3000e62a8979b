"""Models: the chat servers, the embedder, the judge, and what is said to them."""
