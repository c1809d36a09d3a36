"""The app's name for Django, and what it listens to."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The notices app."""

    name = "duban.server.notices"
    label = "notices"
    verbose_name = "提醒"

    def ready(self) -> None:
        """Declare the kinds of events, and hear of moves."""
        import_module("duban.server.notices.events")
        import_module("duban.server.notices.listening")
