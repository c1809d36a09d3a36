"""Documents as they came in, each version with its reading; nothing here is ever changed."""
