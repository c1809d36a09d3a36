"""What the API sends and takes, as types: each thing's shape, and how it is made from what the apps know.

Annotations here are read when a class is made, so their names are imported for real.
"""
