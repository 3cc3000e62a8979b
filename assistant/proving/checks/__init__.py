"""One file a check: what of a claim its passages do not prove."""
