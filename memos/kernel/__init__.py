"""The flows: remember, and what keeps the store in order."""
