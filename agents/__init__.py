"""Who proposes: perceive an exchange, route it, let the specialists propose, settle what becomes an operation."""
