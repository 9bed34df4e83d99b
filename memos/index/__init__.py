"""Shadows of the journal: vectors, words, units, the graph. Each is behind or right, and rebuilt from SQL alone."""
