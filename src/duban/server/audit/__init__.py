"""The log under everything: it only grows, is chained by hash, and one command verifies it."""
