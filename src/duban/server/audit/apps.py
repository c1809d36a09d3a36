"""The app's name for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit app."""

    name = "duban.server.audit"
    label = "audit"
    verbose_name = "审计"
