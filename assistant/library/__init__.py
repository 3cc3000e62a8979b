"""What a library keeps on disk: generations, their index and words, and how files become the next generation."""
