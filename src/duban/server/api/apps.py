"""The app's name for Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API app."""

    name = "duban.server.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        """Declare the kinds of event."""
        from duban.server.api import events  # noqa: F401, PLC0415 - Django's registry must be ready
