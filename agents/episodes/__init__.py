"""How talk becomes episodes: what it is about, where a topic ends, what is worth keeping of it in a few sentences."""
