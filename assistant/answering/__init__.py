"""From a question and what was found to an answer whose every sentence is proven, or a refusal."""
