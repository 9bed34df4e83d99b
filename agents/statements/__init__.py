"""How statements are read out of talk: words → clauses → rules (one table an area) → what was stated."""
