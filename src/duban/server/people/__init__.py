"""Units and people: who there is, since when, and what each may do."""
