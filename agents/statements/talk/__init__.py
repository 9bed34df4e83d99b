"""From statements to claims: who is meant, and what a statement means beside what was said and known before."""
