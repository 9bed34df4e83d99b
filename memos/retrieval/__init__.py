"""From a question to the memories that matter: channels, features, ranking, the re-join with the truth, packing."""
