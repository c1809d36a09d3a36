"""The app's name for Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API app."""

    name = "duban.server.api"
    label = "api"
    verbose_name = "接口"
