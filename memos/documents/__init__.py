"""Documents: bytes in, text by sections out, each with its heading and page. Nothing here stores, and nothing reaches the network
but `fetching`, which is asked for by name."""
