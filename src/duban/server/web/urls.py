"""The pages' addresses, joined from the groups; a group that is added to ``pages`` is found."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from duban.server.web.navigation import groups

urlpatterns = [
    path("language/", set_language, name="set_language"),
    *(pattern for group in groups() for pattern in group.urlpatterns),
]
