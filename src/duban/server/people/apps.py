"""The app's name for Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people app."""

    name = "duban.server.people"
    label = "people"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Declare the kinds of event, and listen to who comes in and goes out."""
        from duban.server.people import arrivals, events  # noqa: F401, PLC0415 - Django's registry must be ready

        arrivals.listen()
