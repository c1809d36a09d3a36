"""A fuzz target and the test that it runs."""
