"""The app's name for Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents app."""

    name = "duban.server.documents"
    label = "documents"
    verbose_name = "文件"

    def ready(self) -> None:
        """Declare the kinds of event."""
        from duban.server.documents import events  # noqa: F401, PLC0415 - Django's registry must be ready
