"""The pages' tests share one office."""

from server.web.office import cast, office

__all__ = ["cast", "office"]
