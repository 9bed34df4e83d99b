"""The vault: secrets leave texts, are sealed under keys, and come out only when asked for."""
