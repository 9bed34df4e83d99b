"""The kinds of value that rules ask for (`slots`), and the words by which each kind is known."""
