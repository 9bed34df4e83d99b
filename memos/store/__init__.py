"""The truth: one SQLite file that holds messages, cubes, the journal and all that is committed with them."""
