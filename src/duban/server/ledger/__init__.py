"""The loop: items from registration to closure, with everything that happened to them."""
