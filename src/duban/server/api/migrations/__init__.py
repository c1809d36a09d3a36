"""Shape of the tables through time."""
