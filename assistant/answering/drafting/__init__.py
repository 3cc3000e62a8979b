"""The part of a model in an answer: what it is asked, what it wrote, and what of that is proven."""
