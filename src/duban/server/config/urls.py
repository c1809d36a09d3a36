"""Every address of the server. A test holds this list against a table of who may open what."""

from __future__ import annotations

from django.urls import include, path

from duban.server.api.urls import api
from duban.server.config import health

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("api/", api.urls),
    path("account/", include("duban.server.people.urls")),
    path("", include("duban.server.web.urls")),
]
