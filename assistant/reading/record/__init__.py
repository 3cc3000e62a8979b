"""What a text says of itself: title, kind, issuer, numbers, dates, relations."""
