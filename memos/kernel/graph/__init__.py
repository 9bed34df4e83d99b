"""The graph: looked at, and put right by hand."""
