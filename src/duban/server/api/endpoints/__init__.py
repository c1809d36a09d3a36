"""The addresses, by subject. Each asks an app's access, queries and actions, and holds no rule of its own.

Annotations of an endpoint are read when it is registered, so their names are imported for real.
"""
