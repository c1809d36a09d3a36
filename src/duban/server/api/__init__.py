"""The REST interface: the same actions and queries as the pages, for programs."""
