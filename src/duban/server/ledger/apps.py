"""The app's name for Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger app."""

    name = "duban.server.ledger"
    label = "ledger"
    verbose_name = "台账"

    def ready(self) -> None:
        """Declare the kinds of event, and give each connection what the search index needs."""
        from duban.server.ledger import events, search  # noqa: F401, PLC0415 - Django's registry must be ready
