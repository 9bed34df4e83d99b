"""Keeping the store in order: resuming what was left pending, embedding what has no vector yet, comparing truth and indices."""
