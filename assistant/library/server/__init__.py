"""A library on a Chroma server that several machines share: one writer among them all."""
