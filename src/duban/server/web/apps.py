"""The app's name for Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web app."""

    name = "duban.server.web"
    label = "web"
    verbose_name = "页面"
