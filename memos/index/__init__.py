"""Shadows of the journal: vectors, words, units, the graph. Each is behind or right, never wrong, and rebuilt from SQL alone."""
