"""What a sentence is made of: words, verbs with all that hangs on them, subjects, clauses, and how far a value reaches."""
