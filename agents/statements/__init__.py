"""How statements are read out of talk: grammar (words, clauses) → rules (one table an area, asking for kinds of value) and readers → talk (claims)."""
