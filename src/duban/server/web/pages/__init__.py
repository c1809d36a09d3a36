"""The groups of pages: a module (or package) each, with its ``urlpatterns`` and the ways in."""
