"""The only writers of units, names, accounts and posts: each checks the rule, changes rows, records its events."""
