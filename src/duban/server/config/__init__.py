"""How the server is put together: options from the environment, settings, addresses, processes."""
